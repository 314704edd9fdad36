// Builds what the hosts run: the page, and for Electron the programs around it. Does nothing when nothing changed.
//
//   node tools/build.ts [page|desktop]...
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

export interface Target {
  /** Files and folders whose change asks for a new build. */
  inputs: readonly string[];
  outputs: readonly string[];
  configs: readonly string[];
}

const always = ['tools/vite', 'package-lock.json'];

export const targets = {
  page: {
    inputs: ['renderer', 'contract', 'docs/user-guide.md', ...always],
    outputs: ['.vite/renderer/window/index.html'],
    configs: ['renderer.config.ts'],
  },
  desktop: {
    inputs: ['electron', 'capture', 'decoders', 'contract', ...always],
    outputs: ['.vite/build/main.js', '.vite/build/preload.cjs', '.vite/build/capture-process.js'],
    configs: ['main.config.ts', 'preload.config.ts', 'capture-process.config.ts'],
  },
} satisfies Record<string, Target>;

export type TargetName = keyof typeof targets;

/**
 * Builds `name` unless its outputs are there and no input was added, removed or changed since. Throws an error whose
 * message is fit to be shown.
 */
export async function buildTarget(name: TargetName): Promise<'built' | 'current'> {
  const target: Target = targets[name];
  const stamp = join(root, '.vite', `${name}.stamp`);
  const fingerprint = fingerprintOf(root, target.inputs);
  const present = target.outputs.every((output) => existsSync(join(root, output)));
  if (present && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return 'current';
  try {
    for (const config of target.configs) {
      await build({ configFile: join(root, 'tools/vite', config), configLoader: 'native', logLevel: 'warn' });
    }
  } catch (error) {
    throw new Error(`The ${name} could not be built. ${stripVTControlCharacters((error as Error).message.trim())}`);
  }
  mkdirSync(join(root, '.vite'), { recursive: true });
  writeFileSync(stamp, fingerprint);
  return 'built';
}

/** Changes with the name, size or modification time of any file in `inputs`, paths below `directory`. */
export function fingerprintOf(directory: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(directory, input);
    const files = statSync(path).isDirectory() ? globSync('**/*', { cwd: path }).sort() : [''];
    for (const file of files) {
      const { mtimeMs, size } = statSync(join(path, file));
      hash.update(`${input}/${file}\0${mtimeMs}\0${size}\n`);
    }
  }
  return hash.digest('hex');
}

if (import.meta.main) {
  const known = Object.keys(targets) as TargetName[];
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !known.includes(name as TargetName));
  if (unknown !== undefined) {
    console.error(`build.ts knows ${known.join(' and ')}, not ${unknown}.`);
    process.exit(2);
  }
  try {
    for (const name of wanted.length === 0 ? known : (wanted as TargetName[])) {
      console.error(`osiscope: ${name}: ${await buildTarget(name)}`);
    }
  } catch (error) {
    console.error(`osiscope: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
