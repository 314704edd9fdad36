// Which Node runs the project: the one installed as a package, else the machine's own if it is new enough.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** The line of Node that the pinned Electron embeds; older ones do not run TypeScript. */
export const requiredMajor = 24;

/**
 * The package that carries Node for this machine, or undefined where none is published.
 * @param {string} [platform]
 * @param {string} [arch]
 */
export function nodePackage(platform = process.platform, arch = process.arch) {
  return platform === 'linux' && (arch === 'x64' || arch === 'arm64') ? `node-linux-${arch}` : undefined;
}

/**
 * The executable to run the project with.
 * @param {string} root
 * @returns {string}
 */
export function nodeFor(root) {
  const packaged = nodePackage();
  const executable = packaged === undefined ? undefined : join(root, 'node_modules', packaged, 'bin', 'node');
  if (executable !== undefined && existsSync(executable)) return executable;
  if (Number.parseInt(process.versions.node, 10) >= requiredMajor) return process.execPath;
  throw new Error(
    `Node ${requiredMajor} or later is needed and no package carries it for ${process.platform}-${process.arch}. ` +
      `This is Node ${process.versions.node}: install Node ${requiredMajor} from https://nodejs.org and try again.`,
  );
}
