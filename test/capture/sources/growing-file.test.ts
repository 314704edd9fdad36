import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { GrowingFile } from '../../../capture/sources/growing-file.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { temporaryFolder } from '../opened-capture.ts';

async function growing(t: Parameters<typeof temporaryFolder>[0]) {
  const folder = await temporaryFolder(t);
  const file = await open(join(folder, 'growing.pcap'), 'wx+');
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let size = 0;
  const write = async (bytes: Uint8Array): Promise<void> => {
    await file.write(bytes, 0, bytes.length, size);
    size += bytes.length;
  };
  return { file, input: new GrowingFile(file, folder, ended), write, end };
}

test('bytes come as they are written, the last ones after the end was told', async (t) => {
  const { file, input, write, end } = await growing(t);
  t.after(() => file.close());
  const target = new Uint8Array(10);
  const first = input.read(target, 2, 8);
  await write(Uint8Array.of(1, 2, 3));
  assert.equal(await first, 3);
  assert.deepEqual([...target.subarray(2, 5)], [1, 2, 3]);
  const second = input.read(target, 0, 10);
  await write(Uint8Array.of(4));
  end();
  assert.equal(await second, 1);
  assert.equal(input.exhausted, false);
  assert.equal(await input.read(target, 0, 10), 0);
  assert.deepEqual([input.exhausted, input.storedBytes], [true, 4]);
});

test('closing ends a wait', async (t) => {
  const { file, input } = await growing(t);
  t.after(() => file.close());
  const waiting = input.read(new Uint8Array(10), 0, 10);
  await input.close();
  assert.equal(await waiting, 0);
  assert.equal(input.exhausted, false);
});

test('a capture is read while it is written, and its frames again', async (t) => {
  const { input, write, end } = await growing(t);
  const frames = [1, 2, 3].map((n) => ({ seconds: n, fraction: 0, bytes: new Uint8Array(60).fill(n) }));
  const bytes = pcapFile({}, frames);
  const opened = openCaptureFile('-', { growing: input });
  await write(bytes.subarray(0, 30));
  const source = await opened;
  const seen: [number, number][] = [];
  const offsets: number[] = [];
  const sink = {
    captureInterface: () => {},
    frame: (b: Uint8Array, start: number, length: number, ...rest: number[]) => {
      seen.push([b[start], length]);
      offsets.push(rest.at(-1) ?? -1);
    },
  };
  const writing = (async () => {
    for (let at = 30; at < bytes.length; at += 50) {
      await write(bytes.subarray(at, at + 50));
      await setTimeout(5);
    }
    end();
  })();
  for await (const { totalBytes } of source.read(sink)) assert.equal(totalBytes, null);
  await writing;
  assert.deepEqual(seen, [
    [1, 60],
    [2, 60],
    [3, 60],
  ]);
  assert.deepEqual(
    offsets.map((offset) => source.frameBytes.read(offset, 60)[59]),
    [1, 2, 3],
  );
  assert.equal(source.damage, null);
  await source.close();
});
