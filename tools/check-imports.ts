// Checks who imports whom. Run by `npm run check`; alone: node tools/check-imports.ts [DIRECTORY]
import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'vite';

/** What the files of one top-level folder may import besides each other. */
export interface Rule {
  folders: readonly string[];
  /** Node's own modules. */
  node: boolean;
  /** npm packages by name, or all that package.json lists under these headings. */
  packages: readonly string[] | { listedUnder: readonly Heading[] };
}

type Heading = 'dependencies' | 'devDependencies' | 'optionalDependencies';
type Manifest = Partial<Record<Heading, Record<string, string>>>;

const headings: readonly Heading[] = ['dependencies', 'devDependencies', 'optionalDependencies'];
const anyPackage = { listedUnder: headings };

/** The architecture: an arrow that is not here does not exist. */
export const rules: Readonly<Record<string, Rule>> = {
  decoders: { folders: [], node: false, packages: [] },
  contract: { folders: [], node: false, packages: [] },
  capture: { folders: ['decoders', 'contract'], node: true, packages: ['cap', 'oui-data', 're2js', 'ws'] },
  reference: { folders: ['contract'], node: true, packages: [] },
  renderer: { folders: ['contract'], node: false, packages: { listedUnder: ['dependencies'] } },
  electron: { folders: ['contract'], node: true, packages: ['electron'] },
  tools: { folders: ['contract', 'decoders', 'capture'], node: true, packages: anyPackage },
  test: {
    folders: ['decoders', 'contract', 'capture', 'reference', 'renderer', 'electron', 'tools'],
    node: true,
    packages: anyPackage,
  },
};

export interface Import {
  file: string;
  line: number;
  specifier: string;
}

const sources = '**/*.{ts,tsx,mjs}';
const extension = /\.(?:tsx?|mjs|css|svg|png|json)$/;

/** Every module that `code` names: static, dynamic, re-exported, and for types only. */
export function importsOf(file: string, code: string): Import[] {
  const { module, errors } = parseSync(file, code);
  if (errors[0] !== undefined) throw new Error(`${file} does not parse: ${errors[0].message}`);
  const requests = [
    ...module.staticImports.map((found) => found.moduleRequest),
    ...module.staticExports.flatMap((found) => found.entries.flatMap((entry) => entry.moduleRequest ?? [])),
    ...module.dynamicImports.map((found) => found.moduleRequest),
  ];
  return requests.flatMap(({ start, end }) => {
    const literal = /^(['"])(.+)\1$/.exec(code.slice(start, end));
    if (literal === null) return [];
    return { file, line: code.slice(0, start).split('\n').length, specifier: literal[2]! };
  });
}

/** One sentence per violation in `root`, with file and line. */
export function checkImports(root: string, rulesFor: Readonly<Record<string, Rule>> = rules): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const problems: string[] = [];
  const arrows = new Map<string, Set<string>>();
  for (const [folder, rule] of Object.entries(rulesFor)) {
    const reached = new Set<string>();
    arrows.set(folder, reached);
    for (const path of globSync(`${folder}/${sources}`, { cwd: root }).sort()) {
      for (const found of importsOf(path, readFileSync(join(root, path), 'utf8'))) {
        const target = found.specifier.startsWith('.') ? targetFolder(found) : undefined;
        if (target !== undefined) reached.add(target);
        const problem =
          target === undefined
            ? packageProblem(found, folder, rule, manifest)
            : fileProblem(found, folder, target, rule, root);
        if (problem !== undefined) problems.push(`${path}:${found.line}: ${problem}`);
      }
    }
  }
  return [...problems, ...cycles(arrows)];
}

function targetFolder({ file, specifier }: Import): string {
  return relative('.', join(dirname(file), specifier)).split('/')[0]!;
}

function fileProblem(found: Import, folder: string, target: string, rule: Rule, root: string): string | undefined {
  const { file, specifier } = found;
  const path = specifier.replace(/\?.*$/, '');
  if (!extension.test(path)) return `"${specifier}" needs its file extension`;
  if (!existsSync(join(root, dirname(file), path))) return `"${specifier}" does not exist`;
  if (target === folder || rule.folders.includes(target)) return undefined;
  const allowed = rule.folders.length === 0 ? 'nothing outside itself' : `only ${rule.folders.join(', ')}`;
  return `${folder} may not import ${target} ("${specifier}"): it may import ${allowed}`;
}

function packageProblem({ specifier }: Import, folder: string, rule: Rule, manifest: Manifest): string | undefined {
  if (isBuiltin(specifier)) {
    if (!rule.node) return `${folder} may not use Node ("${specifier}")`;
    return specifier.startsWith('node:') ? undefined : `write "node:${specifier}"`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (!headings.some((heading) => manifest[heading]?.[name] !== undefined)) return `"${name}" is not in package.json`;
  const allowed =
    'listedUnder' in rule.packages
      ? rule.packages.listedUnder.some((heading) => manifest[heading]?.[name] !== undefined)
      : rule.packages.includes(name);
  return allowed ? undefined : `${folder} may not use the package "${name}"`;
}

/** Folders that reach themselves through others, whatever the rules allow. */
function cycles(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found: string[] = [];
  const visit = (folder: string, path: readonly string[]): void => {
    const before = path.indexOf(folder);
    if (before >= 0) {
      const loop = path.slice(before);
      // Each loop is met once from each of its folders; the alphabetically first one reports it.
      if (loop.every((other) => folder <= other))
        found.push(`folders import in a circle: ${[...loop, folder].join(' -> ')}`);
      return;
    }
    for (const next of arrows.get(folder) ?? []) if (next !== folder) visit(next, [...path, folder]);
  };
  for (const folder of arrows.keys()) visit(folder, []);
  return [...new Set(found)];
}

if (import.meta.main) {
  const problems = checkImports(process.argv[2] ?? join(import.meta.dirname, '..'));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
