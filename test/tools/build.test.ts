import assert from 'node:assert/strict';
import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import { fingerprintOf } from '../../tools/build.ts';
import { nodeProgram } from '../../tools/vite/node-program.ts';
import { fileTree } from './file-tree.ts';

test('a fingerprint changes with content, time, new and removed files, and not otherwise', (t) => {
  const root = fileTree(t, { 'a/one.ts': '1', 'a/b/two.ts': '2', single: 'x' });
  const now = (): string => fingerprintOf(root, ['a', 'single']);
  const seen = [now()];
  assert.equal(now(), seen[0]);
  const change = (work: () => void): void => {
    work();
    const after = now();
    assert.ok(!seen.includes(after));
    seen.push(after);
  };
  change(() => writeFileSync(join(root, 'a/one.ts'), '11'));
  change(() => utimesSync(join(root, 'single'), 1, 1));
  change(() => writeFileSync(join(root, 'a/b/three.ts'), '3'));
  change(() => rmSync(join(root, 'a/b/two.ts')));
});

test('programs started by address are built beside the one that starts them', async (t) => {
  const root = fileTree(t, {
    'package.json': '{"type":"module"}',
    'main.ts': `import { parentPort, Worker } from 'node:worker_threads';
      const worker = new Worker(new URL('./parts/worker.ts', import.meta.url));
      worker.once('message', (text: string) => parentPort?.postMessage(text));`,
    'parts/worker.ts': `import { parentPort } from 'node:worker_threads';
      import { greeting } from '../shared.ts';
      parentPort?.postMessage(greeting);`,
    'shared.ts': "export const greeting: string = 'from the worker';",
  });
  const config = nodeProgram('program', 'unused');
  await build({
    ...config,
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      ...config.build,
      outDir: join(root, 'out'),
      lib: { ...config.build?.lib, entry: join(root, 'main.ts') } as never,
    },
  });
  for (const source of ['main.ts', 'parts/worker.ts', 'shared.ts']) rmSync(join(root, source));
  const worker = new Worker(join(root, 'out/program.js'));
  const text = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.equal(text, 'from the worker');
});
