import assert from 'node:assert/strict';
import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { FileOutput, GzipOutput } from '../../../capture/export/byte-output.ts';
import { type ExportOptions, exportFrames } from '../../../capture/export/export-frames.ts';
import { type ExportFormat, planExport } from '../../../capture/export/export-plan.ts';
import { allFrames, type FrameSelection, listedFrames, rangeFrames } from '../../../capture/export/frame-selection.ts';
import { packetOptions } from '../../../capture/sources/packet-options.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import {
  byte,
  enhancedPacket,
  interfaceDescription,
  type Part,
  pcapng,
  section,
  text,
} from '../../builders/capture-file-pcapng.ts';
import { hello, noon, variants, whoHas } from '../../builders/capture-file-variants.ts';
import { openedCapture, temporaryFile, temporaryFolder } from '../opened-capture.ts';

async function opened(t: TestContext, bytes: Uint8Array, name = 'capture') {
  const { source, recorded } = await openedCapture(t, await temporaryFile(t, name, bytes));
  const { details, frameBytes, path } = source;
  return { details, frameBytes, columns: recorded, recorded, path };
}

type Opened = Awaited<ReturnType<typeof opened>>;

async function exported(
  t: TestContext,
  source: Opened,
  format: ExportFormat,
  selection: FrameSelection = allFrames(source.columns.count),
  more: Partial<ExportOptions> = {},
): Promise<Uint8Array> {
  const path = join(await temporaryFolder(t), 'out');
  await exportFrames(source, selection, { format, ...more }, await FileOutput.create(path));
  return readFileSync(path);
}

const bytesOf = (name: string) => variants.find((variant) => variant.name === name)!.bytes;
const find = (name: RegExp) => variants.filter((variant) => name.test(variant.name));

for (const { name, bytes } of find(/^pcapng-(little|big|resolutions|sections|no-frames)/)) {
  test(`${name} saved whole is the same file, byte for byte`, async (t) => {
    const saved = await exported(t, await opened(t, bytes), 'pcapng');
    assert.equal(Buffer.compare(saved, bytes), 0);
  });
}

for (const { name, bytes } of find(/^pcap-(little-(micro|nano)|fcs|no-frames)/)) {
  test(`${name} saved whole is the same file, byte for byte`, async (t) => {
    const format = name.includes('nano') ? 'pcap-nanoseconds' : 'pcap';
    assert.equal(Buffer.compare(await exported(t, await opened(t, bytes), format), bytes), 0);
  });
}

for (const { name, bytes } of variants) {
  test(`frames of ${name} survive being saved as pcapng and read again`, async (t) => {
    const before = await opened(t, bytes, name);
    const after = await opened(t, await exported(t, before, 'pcapng'));
    assert.deepEqual(withoutOffset(after), withoutOffset(before));
    assert.deepEqual(
      after.details.interfaces.map(({ linkType, fcsLength }) => [linkType, fcsLength]),
      before.details.interfaces.map(({ linkType, fcsLength }) => [linkType, fcsLength]),
    );
  });
}

function withoutOffset({ recorded }: Opened) {
  return recorded.frames.map(({ bytes, originalLength, seconds, nanoseconds, interfaceId }) => ({
    bytes: Array.from(bytes),
    originalLength,
    seconds,
    nanoseconds,
    interfaceId,
  }));
}

test('any frames survive being written and read again, in every format', async (t) => {
  const anyFrame = fc.record({
    seconds: fc.nat(0xffffffff),
    fraction: fc.nat(999_999_999),
    bytes: fc.uint8Array({ maxLength: 80 }),
    originalLength: fc.nat(0xffffffff),
  });
  const formats = fc.constantFrom<ExportFormat>('pcap', 'pcap-nanoseconds', 'pcapng');
  await fc.assert(
    fc.asyncProperty(fc.array(anyFrame, { maxLength: 20 }), formats, async (frames, format) => {
      const before = await opened(t, pcapFile({ nanoseconds: true }, frames));
      const after = await opened(t, await exported(t, before, format));
      const expected = withoutOffset(before).map((frame) =>
        format === 'pcap' ? { ...frame, nanoseconds: frame.nanoseconds - (frame.nanoseconds % 1000) } : frame,
      );
      assert.deepEqual(withoutOffset(after), expected);
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('saves the selected frames alone, with all other blocks where they stood', async (t) => {
  const before = await opened(t, bytesOf('pcapng-sections.pcapng'));
  for (const frames of [[1], [2, 3, 9], [16], [4, 5, 6, 7, 8]]) {
    const after = await opened(t, await exported(t, before, 'pcapng', listedFrames(frames)));
    const all = withoutOffset(before);
    assert.deepEqual(
      withoutOffset(after).map(({ bytes, seconds }) => [bytes, seconds]),
      frames.map((frame) => [all[frame - 1].bytes, all[frame - 1].seconds]),
    );
    assert.equal(after.details.blockCount, before.details.blockCount);
    assert.equal(after.details.sections.length, 3);
  }
  const after = await opened(t, await exported(t, before, 'pcapng', rangeFrames([{ first: 7, last: 7 }])));
  assert.deepEqual(packetOptions(after.details, after.frameBytes, 1)?.comments, [
    'first comment',
    'zweiter Kommentar: ä',
  ]);
});

test('adds comments to frames and custom blocks to the end', async (t) => {
  for (const name of ['pcapng-big.pcapng', 'pcapng-little.pcapng', 'pcap-big-nano.pcap']) {
    const before = await opened(t, bytesOf(name));
    const comments = new Map([[1, ['new', 'neu: ü']]]);
    const customBlocks = [{ enterprise: 32_473, data: Uint8Array.of(1, 2, 3) }];
    const after = await opened(t, await exported(t, before, 'pcapng', undefined, { comments, customBlocks }));
    const old = packetOptions(before.details, before.frameBytes, 1);
    const now = packetOptions(after.details, after.frameBytes, 1)!;
    assert.deepEqual(now.comments, [...(old?.comments ?? []), 'new', 'neu: ü']);
    assert.equal(now.flags, old?.flags ?? null);
    assert.equal(after.recorded.count, before.recorded.count + 1);
    assert.deepEqual(Array.from(after.recorded.frames.at(-1)!.bytes), [1, 2, 3, 0]);
    assert.deepEqual(
      withoutOffset(after)
        .slice(0, 2)
        .map(({ bytes }) => bytes),
      withoutOffset(before)
        .slice(0, 2)
        .map(({ bytes }) => bytes),
    );
  }
});

test('leaves out damaged options, and says so before', async (t) => {
  const bad: Part = (order) => {
    const good = enhancedPacket({ bytes: hello, options: [text(1, 'kept'), text(2989, 'damaged')] })(order);
    // The length of the second option, after 28 + 48 bytes and an option of 8.
    new DataView(good.buffer).setUint16(28 + 48 + 8 + 2, 9000, order === 'little');
    return good;
  };
  const before = await opened(
    t,
    pcapng('big', [section(), interfaceDescription(), bad, enhancedPacket({ bytes: whoHas })]),
  );
  const plan = await planExport(before, allFrames(2), { format: 'pcapng' });
  assert.deepEqual(plan.losses, [
    { what: 'bad-options', count: 1, sentence: 'Damaged options of 1 frame are left out.' },
  ]);
  const after = await opened(t, await exported(t, before, 'pcapng'));
  assert.equal(after.details.framesWithBadOptions, 0);
  assert.deepEqual(packetOptions(after.details, after.frameBytes, 1)?.comments, ['kept']);
  assert.equal(after.recorded.count, 2);
});

test('lists all that pcap cannot hold', async (t) => {
  const source = await opened(t, bytesOf('pcapng-little.pcapng'));
  const { refused, losses, frames } = await planExport(source, allFrames(6), {
    format: 'pcap',
    comments: new Map([[6, ['one more']]]),
  });
  assert.equal(refused, null);
  assert.equal(frames, 4);
  assert.deepEqual(
    losses.map(({ what, count }) => [what, count]),
    [
      ['comments', 4],
      ['frame-options', 1],
      ['records', 2],
      ['no-time', 1],
      ['interfaces', 1],
      ['section', 1],
      ['names', 1],
      ['secrets', 1],
      ['statistics', 1],
    ],
  );
  const after = await opened(t, await exported(t, source, 'pcap'));
  assert.deepEqual(
    after.recorded.frames.map(({ bytes }) => bytes.length),
    [42, 47, 47, 30],
  );
});

test('warns that nanoseconds are cut, unless pcap with nanoseconds is chosen', async (t) => {
  const source = await opened(t, bytesOf('pcap-little-nano.pcap'));
  const plan = await planExport(source, allFrames(3), { format: 'pcap' });
  assert.deepEqual(
    plan.losses.map(({ what, count }) => [what, count]),
    [['time-precision', 3]],
  );
  assert.deepEqual((await planExport(source, allFrames(3), { format: 'pcap-nanoseconds' })).losses, []);
});

test('refuses pcap for several link types, and writes nothing', async (t) => {
  const source = await opened(t, bytesOf('pcapng-resolutions.pcapng'));
  const plan = await planExport(source, allFrames(4), { format: 'pcap' });
  assert.match(plan.refused!, /have 3 different link types \(1, 101, 113\), but a pcap file has only one/);
  const folder = await temporaryFolder(t);
  const output = await FileOutput.create(join(folder, 'out.pcap'));
  const writing = exportFrames(source, allFrames(4), { format: 'pcap' }, output);
  await assert.rejects(writing, { name: 'ExportError', code: 'refused' });
  assert.deepEqual(readdirSync(folder), []);
  assert.equal((await planExport(source, listedFrames([2, 3]), { format: 'pcap' })).refused, null);
});

test('refuses pcap for times that it cannot hold', async (t) => {
  const ticks = 0x1_0000_0000n * 1000n;
  const file = pcapng('little', [
    section(),
    interfaceDescription({ options: [byte(9, 3)] }),
    enhancedPacket({ ticks, bytes: hello }),
  ]);
  const { refused } = await planExport(await opened(t, file), allFrames(1), { format: 'pcap' });
  assert.match(refused!, /1 frame has a time before 1970 or after 2106/);
});

test('saves over the very file that is being read', async (t) => {
  const frames = Array.from({ length: 40_000 }, (_, index) => ({ seconds: noon, fraction: index, bytes: hello }));
  const source = await opened(t, pcapFile({}, frames));
  const output = await FileOutput.create(source.path);
  await exportFrames(source, rangeFrames([{ first: 100, last: 39_999 }]), { format: 'pcapng' }, output);
  const { recorded } = await openedCapture(t, source.path);
  assert.equal(recorded.count, 39_900);
  assert.equal(recorded.nanoseconds.get(1), 99_000);
  assert.equal(source.frameBytes.read(source.columns.offset.get(40_000), 47).length, 47);
});

test('stops with a clear error when the capture is cut while it is being saved', async (t) => {
  for (const name of ['pcap-little-micro.pcap', 'pcapng-little.pcapng']) {
    const source = await opened(t, bytesOf(name));
    const folder = await temporaryFolder(t);
    truncateSync(source.path, 100);
    const output = await FileOutput.create(join(folder, 'out'));
    const writing = exportFrames(source, allFrames(source.columns.count), { format: 'pcapng' }, output);
    await assert.rejects(writing, { code: 'changed', message: /cannot be read any more/ });
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('reports progress, and leaves no trace when cancelled', async (t) => {
  const frames = Array.from({ length: 60_000 }, (_, index) => ({ seconds: noon, fraction: index, bytes: hello }));
  const source = await opened(t, pcapFile({}, frames));
  const folder = await temporaryFolder(t);
  for (const format of ['pcap', 'pcapng'] as const) {
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = (done: number, all: number) => {
      assert.equal(all, 60_000);
      if (done < all) controller.abort();
    };
    const output = await FileOutput.create(join(folder, 'out'));
    const writing = exportFrames(source, allFrames(60_000), { format, signal, onProgress }, output);
    await assert.rejects(writing, { code: 'cancelled' });
    assert.deepEqual(readdirSync(folder), []);
  }
});

test('compresses with gzip', async (t) => {
  const bytes = bytesOf('pcapng-sections.pcapng');
  const source = await opened(t, bytes);
  const path = join(await temporaryFolder(t), 'out.pcapng.gz');
  const output = new GzipOutput(await FileOutput.create(path));
  await exportFrames(source, allFrames(source.columns.count), { format: 'pcapng' }, output);
  assert.equal(Buffer.compare(gunzipSync(readFileSync(path)), bytes), 0);
});
