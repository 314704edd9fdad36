import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packetOptions } from '../../../capture/sources/packet-options.ts';
import { hello, helloPacket, variants } from '../../builders/capture-file-variants.ts';
import { openedCapture, temporaryFile } from '../opened-capture.ts';

for (const variant of variants) {
  test(`reads ${variant.name}`, async (t) => {
    const { source, recorded } = await openedCapture(t, await temporaryFile(t, variant.name, variant.bytes));
    const found = recorded.frames.map(({ seconds, nanoseconds, bytes, originalLength }) => [
      seconds,
      nanoseconds < 0 ? null : nanoseconds,
      bytes.length,
      originalLength,
    ]);
    assert.deepEqual(found, variant.frames);
    assert.equal(source.damage, null);
    for (const { bytes, offset } of recorded.frames) {
      assert.deepEqual(Buffer.from(source.frameBytes.read(offset, bytes.length)), Buffer.from(bytes));
    }
  });

  test(`finds the same frames in ${variant.name} whatever the size of blocks and slices`, async (t) => {
    const path = await temporaryFile(t, variant.name, variant.bytes);
    const { recorded: expected } = await openedCapture(t, path);
    for (const [blockBytes, sliceBytes] of [
      [1, 1],
      [7, 100],
      [64, 5],
      [4096, 13],
    ]) {
      const { recorded } = await openedCapture(t, path, { blockBytes, sliceBytes });
      assert.deepEqual(recorded.frames, expected.frames);
    }
  });
}

const bytesOf = (name: string) => variants.find((variant) => variant.name === name)!.bytes;

test('tells what a pcapng file says about its capture', async (t) => {
  const { source } = await openedCapture(t, await temporaryFile(t, 'a.pcapng', bytesOf('pcapng-big.pcapng')));
  assert.deepEqual(source.details.sections, [
    {
      number: 0,
      littleEndian: false,
      framesBefore: 0,
      hardware: 'a computer',
      operatingSystem: 'an OS',
      application: 'a program',
      comments: ['about it'],
    },
  ]);
  const [eth0, custom] = source.details.interfaces;
  assert.deepEqual(eth0, {
    id: 0,
    section: 0,
    number: 0,
    linkType: 1,
    name: 'eth0',
    description: 'uplink',
    snapLength: 128,
    timeDigits: 6,
    timeResolution: 6,
    timeOffset: 0,
    fcsLength: 4,
    speed: 1_000_000_000,
    filter: 'udp port 2000',
    operatingSystem: 'Linux',
    hardware: 'a card',
    comments: ['the wire'],
  });
  assert.equal(custom.number, -1);
  const blocks = Array.from({ length: source.details.blockCount }, (_, index) => source.details.block(index));
  assert.deepEqual(
    blocks.map(({ type, framesBefore }) => [type, framesBefore]),
    [
      [0x0a0d0d0a, 0],
      [1, 0],
      [4, 0],
      [0x0a, 0],
      [5, 6],
    ],
  );
});

for (const name of ['pcapng-big.pcapng', 'pcapng-little.pcapng']) {
  test(`keeps every option of the frames of ${name}`, async (t) => {
    const { source } = await openedCapture(t, await temporaryFile(t, name, bytesOf(name)));
    const options = (frame: number) => packetOptions(source.details, source.frameBytes, frame);
    assert.deepEqual(options(1), {
      comments: ['first comment', 'zweiter Kommentar: ä'],
      flags: 1,
      hashes: [{ algorithm: 2, value: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) }],
      dropCount: 3n,
      packetId: 77n,
      queue: 2,
      verdicts: [{ kind: 0, value: Uint8Array.of(1) }],
      process: null,
    });
    assert.deepEqual(options(4)?.comments, ['old block']);
    assert.equal(options(2), null);
    assert.equal(options(6), null);
  });
}

test('numbers interfaces over all sections and gives each frame its own', async (t) => {
  const name = 'pcapng-sections.pcapng';
  const { source, recorded } = await openedCapture(t, await temporaryFile(t, name, bytesOf(name)));
  const places = source.details.interfaces.map(({ section, number, linkType }) => [section, number, linkType]);
  assert.deepEqual(places, [
    [0, 0, 1],
    [0, -1, 0x10000],
    [1, 0, 1],
    [2, 0, 1],
    [2, 1, 101],
    [2, 2, 101],
    [2, 3, 113],
  ]);
  const used = recorded.frames.map(({ interfaceId }) => interfaceId);
  assert.deepEqual(used, [0, 0, 1, 0, 1, 0, 2, 2, 1, 2, 1, 2, 3, 4, 5, 6]);
  assert.equal(source.details.sectionOf(6).number, 0);
  assert.equal(source.details.sectionOf(7).number, 1);
  assert.equal(source.details.sectionOf(13).number, 2);
  assert.deepEqual(Buffer.from(recorded.frames[1].bytes), Buffer.from(hello));
  assert.deepEqual(Buffer.from(recorded.frames[13].bytes), Buffer.from(helloPacket));
});

test('reads the frame check sequence length from a pcap header', async (t) => {
  const { source } = await openedCapture(t, await temporaryFile(t, 'a.pcap', bytesOf('pcap-fcs.pcap')));
  assert.equal(source.details.interfaces[0].linkType, 1);
  assert.equal(source.details.interfaces[0].fcsLength, 4);
  assert.equal(source.format.description, 'pcap, microseconds');
});
