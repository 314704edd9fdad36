import assert from 'node:assert/strict';
import test from 'node:test';
import { checkImports, importsOf, type Rule } from '../../tools/check-imports.ts';
import { fileTree } from './file-tree.ts';

const manifest = JSON.stringify({ dependencies: { ws: '1', react: '1' }, devDependencies: { vite: '1' } });
const closed: Rule = { folders: [], node: false, packages: [] };

test('every kind of import is found, with its line; strings and comments that look like one are not', () => {
  const code = [
    "import first from './first.ts';",
    "import type { T } from './types.ts';",
    "export * from './all.ts';",
    "export { one } from './one.ts';",
    "import './effect.css';",
    "const late = await import('./late.ts');",
    'const text = "import no from \'./text.ts\'";',
    "// import no from './comment.ts'",
    'const path = await import(variable);',
  ].join('\n');
  const found = importsOf('a.ts', code).sort((left, right) => left.line - right.line);
  assert.deepEqual(
    found.map(({ line, specifier }) => `${line} ${specifier}`),
    ['1 ./first.ts', '2 ./types.ts', '3 ./all.ts', '4 ./one.ts', '5 ./effect.css', '6 ./late.ts'],
  );
});

test('imports along the arrows pass', (t) => {
  const root = fileTree(t, {
    'package.json': manifest,
    'decoders/cursor.ts': 'export const cursor = 1;\n',
    'capture/index.ts':
      "import { cursor } from '../decoders/cursor.ts';\nimport 'node:fs';\nimport 'ws';\nvoid cursor;\n",
  });
  const problems = checkImports(root, {
    decoders: closed,
    capture: { folders: ['decoders'], node: true, packages: ['ws'] },
  });
  assert.deepEqual(problems, []);
});

const refused: readonly { title: string; code: string; rule?: Partial<Rule>; problem: RegExp }[] = [
  {
    title: 'a folder without an arrow',
    code: "import '../other/x.ts'",
    problem: /a may not import other .*nothing outside/,
  },
  {
    title: 'a folder beside those with an arrow',
    code: "import '../other/x.ts'",
    rule: { folders: ['b'] },
    problem: /only b/,
  },
  { title: 'a missing extension', code: "import './x'", problem: /needs its file extension/ },
  { title: 'a missing file', code: "import './y.ts'", problem: /"\.\/y\.ts" does not exist/ },
  { title: 'Node where there is none', code: "import 'node:fs'", problem: /may not use Node/ },
  { title: 'Node without its prefix', code: "import 'fs'", rule: { node: true }, problem: /write "node:fs"/ },
  { title: 'an undeclared package', code: "import 'left-pad'", problem: /"left-pad" is not in package\.json/ },
  { title: 'a package of others', code: "import 'ws/lib/x.js'", problem: /a may not use the package "ws"/ },
  {
    title: 'a development package at run time',
    code: "import 'vite'",
    rule: { packages: { listedUnder: ['dependencies'] } },
    problem: /may not use the package "vite"/,
  },
  {
    title: 'a type of another folder',
    code: "import type { X } from '../other/x.ts'",
    problem: /may not import other/,
  },
  { title: 'a dynamic import', code: "await import('../other/x.ts')", problem: /may not import other/ },
];

for (const { title, code, rule, problem } of refused) {
  test(`refused: ${title}`, (t) => {
    const root = fileTree(t, {
      'package.json': manifest,
      'a/main.ts': `// first line\n${code};\n`,
      'a/x.ts': 'export {};\n',
      'other/x.ts': 'export type X = 1;\n',
    });
    const problems = checkImports(root, { a: { ...closed, ...rule } });
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, problem);
    assert.match(problems[0]!, /^a\/main\.ts:2: /);
  });
}

test('a circle of folders is reported once, even when each arrow is allowed', (t) => {
  const root = fileTree(t, {
    'package.json': manifest,
    'a/x.ts': "import '../b/x.ts';\n",
    'b/x.ts': "import '../c/x.ts';\n",
    'c/x.ts': "import '../a/x.ts';\n",
  });
  const to = (folder: string): Rule => ({ ...closed, folders: [folder] });
  assert.deepEqual(checkImports(root, { a: to('b'), b: to('c'), c: to('a') }), [
    'folders import in a circle: a -> b -> c -> a',
  ]);
});
