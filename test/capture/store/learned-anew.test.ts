import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { treeBatch, treeMask } from '../../../capture/passes/packet-detail.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { roughTraffic } from '../../builders/rough-traffic.ts';
import { temporaryFolder } from '../opened-capture.ts';

const traffic = roughTraffic(23, 120);

/** A capture of those frames of the traffic, counted from 1, that are wanted. */
async function captureOf(t: TestContext, wanted: (frame: number) => boolean): Promise<Capture> {
  const frames = traffic
    .filter((_, at) => wanted(at + 1))
    .map(({ bytes, time }) => ({ seconds: 1_700_000_000 + Math.floor(time / 1e9), fraction: time % 1e9, bytes }));
  const path = join(await temporaryFolder(t), 'rough.pcap');
  await writeFile(path, pcapFile({ nanoseconds: true, network: 228 }, frames));
  const capture = new Capture(await openCaptureFile(path), standardRegistry(), 'reading');
  t.after(() => capture.close());
  await capture.read(() => {});
  return capture;
}

/** What the analysis says of a frame, by the names of fields. */
function analysis(capture: Capture, frame: number): string {
  const { tape } = capture.decode(frame, treeMask)!.cursor;
  const names = Array.from({ length: tape.count }, (_, entry) => allFields()[tape.field[entry]].name);
  return names.filter((name) => name.startsWith('tcp.analysis')).join(' ');
}

test('a capture in which nothing is ignored is the same when it is learned anew', async (t) => {
  const capture = await captureOf(t, () => true);
  const again = (await capture.learnedAnew({ aborted: false }))!;
  assert.equal(again.table.count, traffic.length);
  for (let frame = 1; frame <= traffic.length; frame++) {
    assert.deepEqual(treeBatch(again.decode(frame, treeMask)!), treeBatch(capture.decode(frame, treeMask)!));
  }
});

test('frames that come while all is learned anew are neither lost nor learned twice', async (t) => {
  const frames = traffic.map(({ bytes, time }) => ({
    seconds: 1_700_000_000 + Math.floor(time / 1e9),
    fraction: time % 1e9,
    bytes,
  }));
  const file = pcapFile({ nanoseconds: true, network: 228 }, frames);
  const split = pcapFile({ nanoseconds: true, network: 228 }, frames.slice(0, frames.length >> 1)).length;
  const standardInput = new PassThrough();
  standardInput.write(file.subarray(0, split));
  const keepAt = join(await temporaryFolder(t), 'kept.pcap');
  const source = await openCaptureFile('-', { standardInput, keepAt });
  const capture = new Capture(source, standardRegistry(), 'capturing');
  t.after(() => capture.close());
  const done = capture.read(() => {});
  while (capture.table.count < frames.length >> 1) await setImmediate();
  const half = frames.length >> 1;
  const kept = (frame: number) => frame > half || frame % 3 !== 1;
  for (let frame = 1; frame <= half; frame++) if (!kept(frame)) capture.edits.ignored.add(frame);
  standardInput.write(file.subarray(split, split + 3000));
  const again = (await capture.learnedAnew({ aborted: false }))!;
  assert.ok(again.table.count >= frames.length >> 1);
  assert.equal(again.phase, 'capturing');
  const { count } = capture.table;
  standardInput.end(file.subarray(split + 3000));
  await again.done;
  await done;
  assert.deepEqual([again.phase, again.problem, again.table.count], ['ready', null, traffic.length]);
  assert.equal(capture.table.count, count, 'the one before grows no further');
  const known = await captureOf(t, () => true);
  for (let frame = 1; frame <= traffic.length; frame++) if (!kept(frame)) known.edits.ignored.add(frame);
  const whole = (await known.learnedAnew({ aborted: false }))!;
  for (let frame = 1; frame <= traffic.length; frame++) {
    assert.deepEqual(again.frameBytes(frame), known.frameBytes(frame));
    assert.equal(analysis(again, frame), analysis(whole, frame), `frame ${frame}`);
  }
});

test('ignored frames teach nothing: the others are as in a capture without them', async (t) => {
  const kept = (frame: number) => frame % 3 !== 1;
  const capture = await captureOf(t, () => true);
  for (let frame = 1; frame <= traffic.length; frame++) if (!kept(frame)) capture.edits.ignored.add(frame);
  const again = (await capture.learnedAnew({ aborted: false }))!;
  const without = await captureOf(t, kept);
  let other = 0;
  let changed = 0;
  for (let frame = 1; frame <= traffic.length; frame++) {
    if (!kept(frame)) {
      assert.equal(again.table.stack.get(frame), 0);
      continue;
    }
    const now = analysis(again, frame);
    assert.equal(now, analysis(without, ++other), `frame ${frame}`);
    if (now !== analysis(capture, frame)) changed++;
  }
  assert.ok(changed > 10, `only ${changed} frames are judged otherwise`);
});
