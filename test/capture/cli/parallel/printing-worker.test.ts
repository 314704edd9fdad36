import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { readArguments } from '../../../../capture/cli/arguments.ts';
import { fileIdentity } from '../../../../capture/cli/parallel/file-identity.ts';
import { PartQueue } from '../../../../capture/cli/parallel/part-queue.ts';
import { Parts } from '../../../../capture/cli/parallel/parts.ts';
import { PrintingWorker } from '../../../../capture/cli/parallel/printing-worker.ts';
import { CaptureFileError } from '../../../../capture/sources/capture-file-error.ts';
import { webCapture } from '../../../e2e/captures.ts';
import { temporaryFolder } from '../../opened-capture.ts';

/** What a worker that has a file for itself prints. */
async function printed(path: string, identity: string, length: number): Promise<{ text: string; frames: number }> {
  let text = '';
  const queue = new PartQueue((bytes) => {
    text += Buffer.from(bytes).toString('utf8');
  });
  const args = readArguments(['-r', path, '-T', 'fields', '-e', 'frame.number']);
  const worker = new PrintingWorker({ args, path, identity, length, parts: new Parts().memory }, queue);
  try {
    const frames = await worker.frames;
    return { frames, text };
  } finally {
    await worker.stop();
  }
}

test('a worker reads no further than it was told, though the file may be longer', async (t) => {
  const path = webCapture(await temporaryFolder(t));
  const stats = statSync(path);
  const identity = fileIdentity(stats);
  assert.deepEqual((await printed(path, identity, stats.size)).frames, 10);
  const { frames, text } = await printed(path, identity, stats.size - 1);
  assert.deepEqual([frames, text], [9, '1\n2\n3\n4\n5\n6\n7\n8\n9\n']);
});

test('a worker prints nothing of a file that took the place of the one to print', async (t) => {
  const path = webCapture(await temporaryFolder(t));
  await assert.rejects(printed(path, '0:0', statSync(path).size), (error: unknown) => {
    assert.ok(error instanceof CaptureFileError);
    assert.match(error.message, /became another file while it was being read/);
    return true;
  });
});
