import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_TIME, type RecordReader } from '../../../capture/sources/frame-sink.ts';
import { PcapReader } from '../../../capture/sources/pcap-reader.ts';
import { PcapngReader } from '../../../capture/sources/pcapng-reader.ts';
import { concatenate, pcapFile } from '../../builders/capture-file-pcap.ts';
import {
  block,
  byte,
  enhancedPacket,
  interfaceDescription,
  type Part,
  pcapng,
  raw,
  section,
  simplePacket,
  u16,
  u32,
} from '../../builders/capture-file-pcapng.ts';
import { hello, variants, whoHas } from '../../builders/capture-file-variants.ts';
import { RecordedFrames } from '../../builders/recorded-frames.ts';

/** What a reader makes of a whole file. */
function readBytes(bytes: Uint8Array): { reader: RecordReader; recorded: RecordedFrames } {
  const reader = bytes[0] === 0x0a ? new PcapngReader() : new PcapReader();
  const recorded = new RecordedFrames();
  const consumed = reader.read(bytes, 0, bytes.length, 0, recorded);
  reader.end(consumed, bytes.length - consumed);
  assert.ok(reader.wanted <= 16 * 1024 * 1024 + 28);
  return { reader, recorded };
}

const readable = variants.filter(({ name }) => /^pcap(ng)?-(little|big|resolutions|sections)/.test(name));

for (const { name, bytes } of readable) {
  test(`${name} cut at every length keeps the frames before the cut`, () => {
    const { recorded: whole } = readBytes(bytes);
    const ends = whole.frames.map((frame) => frame.offset + frame.bytes.length);
    for (let length = 0; length <= bytes.length; length++) {
      const { reader, recorded } = readBytes(bytes.subarray(0, length));
      assert.deepEqual(recorded.frames, whole.frames.slice(0, recorded.count));
      // A frame counts once its record is whole; in pcapng padding, options and the length at the end belong to it.
      const expected = ends.filter((end) => end <= length).length;
      assert.ok(recorded.count === expected || (name.startsWith('pcapng') && recorded.count === expected - 1));
      if (reader.damage !== null) {
        assert.equal(reader.damage.what, 'cut-short');
        assert.equal(reader.damage.frame, recorded.count + 1);
        assert.match(reader.damage.sentence, /^The file ends inside/);
      }
    }
  });

  test(`${name} with bytes changed at random is read without a throw, and within its size`, () => {
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        const { reader, recorded } = readBytes(damaged);
        assert.ok(recorded.count <= damaged.length / 12);
        if (reader.damage !== null) assert.ok(reader.damage.offset <= damaged.length);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
}

test('random bytes after a valid start are read without a throw', () => {
  const start = pcapng('little', [section(), interfaceDescription()]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
      readBytes(concatenate([start, rest]));
      readBytes(concatenate([pcapFile({}, []), rest]));
    }),
    { numRuns: 2000, seed: 1 },
  );
});

const good = enhancedPacket({ bytes: hello });
const start = [section(), interfaceDescription(), good];

/** Damage after one good frame, and what must be said of it. */
const damages: readonly { name: string; parts: readonly Part[]; what: string; sentence: RegExp }[] = [
  {
    name: 'an interface that was not described',
    parts: [enhancedPacket({ interface: 7, bytes: hello })],
    what: 'corrupt',
    sentence: /belongs to interface 7, but its section has described 1 so far/,
  },
  {
    name: 'a block shorter than a block can be',
    parts: [parts32(6, 8, 8)],
    what: 'corrupt',
    sentence: /claims 8 bytes, but a block has at least 12/,
  },
  {
    name: 'a block of gigabytes',
    parts: [parts32(6, 0xfffffffc, 0)],
    what: 'corrupt',
    sentence: /claims 4,294,967,292 bytes, more than the 16 MiB/,
  },
  {
    name: 'a length that is no multiple of four',
    parts: [parts32(6, 61, 0)],
    what: 'corrupt',
    sentence: /must be a multiple of 4/,
  },
  {
    name: 'two different lengths',
    parts: [parts32(99, 16, 7, 20)],
    what: 'corrupt',
    sentence: /has length 16 at its start and 20 at its end/,
  },
  {
    name: 'a frame longer than its block',
    parts: [block(6, raw32(0, 0, 0, 5000, 5000, 1))],
    what: 'corrupt',
    sentence: /claims a frame of 5,000 bytes, more than the 4 that it can hold/,
  },
  {
    name: 'a simple packet longer than its block',
    parts: [block(3, raw32(5000, 1))],
    what: 'corrupt',
    sentence: /claims a frame of 5,000 bytes/,
  },
  {
    name: 'an enhanced packet block too small',
    parts: [block(6, raw32(0))],
    what: 'corrupt',
    sentence: /has 16 bytes, too few for an enhanced packet block/,
  },
  {
    name: 'a section of another version',
    parts: [section({ version: [2, 0] })],
    what: 'unsupported',
    sentence: /is pcapng version 2\.0; 1\.x can be read/,
  },
  {
    name: 'a section without byte order',
    parts: [block(0x0a0d0d0a, raw32(0x12345678, 1, 0, 0))],
    what: 'corrupt',
    sentence: /has no valid byte-order magic/,
  },
  {
    name: 'a frame in a section without interfaces',
    parts: [section(), simplePacket(hello)],
    what: 'corrupt',
    sentence: /belongs to interface 0, but its section has described 0/,
  },
];

function raw32(...words: number[]): Part {
  return (order) => concatenate(words.map((word) => u32(word)(order)));
}

function parts32(...words: number[]): Part {
  return raw32(...words);
}

for (const { name, parts, what, sentence } of damages) {
  test(`says what is wrong with ${name}`, () => {
    const intact = pcapng('little', start);
    const { reader, recorded } = readBytes(concatenate([intact, pcapng('little', parts)]));
    assert.equal(recorded.count, 1);
    assert.equal(reader.damage?.what, what);
    assert.equal(reader.damage?.frame, 2);
    assert.match(reader.damage!.sentence, sentence);
    assert.ok(reader.damage!.offset >= intact.length);
  });
}

test('says what is wrong with an absurd length in a pcap file', () => {
  const file = pcapFile({}, [
    { seconds: 1, fraction: 2, bytes: whoHas },
    { seconds: 1, fraction: 2, bytes: new Uint8Array(300_000) },
  ]);
  const { reader, recorded } = readBytes(file);
  assert.equal(recorded.count, 1);
  assert.deepEqual(reader.damage, {
    offset: 82,
    frame: 2,
    what: 'corrupt',
    sentence:
      'The record header at byte 82 claims a frame of 300,000 bytes, more than the 262,144 that one can have, so the ' +
      'file is damaged here.',
  });
});

test('reads long frames of link types that have them', () => {
  const frame = { seconds: 1, fraction: 2, bytes: new Uint8Array(300_000) };
  assert.equal(readBytes(pcapFile({ network: 249 }, [frame])).recorded.count, 1);
});

test('refuses reserved link type bits and old versions of pcap', () => {
  const frame = { seconds: 1, fraction: 2, bytes: whoHas };
  assert.equal(readBytes(pcapFile({ network: 0x00010001 }, [frame])).reader.damage?.what, 'unsupported');
  assert.equal(readBytes(pcapFile({ version: [1, 0] }, [frame])).reader.damage?.what, 'unsupported');
});

test('gives frames no time where the resolution is one that cannot be', () => {
  const packet = enhancedPacket({ ticks: 12_345n, bytes: hello });
  const file = pcapng('big', [section(), interfaceDescription({ options: [byte(9, 20)] }), packet]);
  const { reader, recorded } = readBytes(file);
  assert.equal(reader.damage, null);
  assert.deepEqual([recorded.seconds.get(1), recorded.nanoseconds.get(1)], [0, NO_TIME]);
});

test('moves whole seconds out of a fraction that is too large', () => {
  const { recorded } = readBytes(pcapFile({}, [{ seconds: 10, fraction: 2_500_000, bytes: whoHas }]));
  assert.deepEqual([recorded.seconds.get(1), recorded.nanoseconds.get(1)], [12, 500_000_000]);
});

test('keeps a frame whose options are damaged, and the options before the damage', () => {
  const options = concatenate([
    u16(1)('little'),
    u16(2)('little'),
    Uint8Array.of(97, 98, 0, 0),
    u32(0x99990001)('little'),
  ]);
  const body: Part = (order) => concatenate([raw32(0, 0, 0, 47, 47)(order), raw(hello, true)(order), options]);
  const { reader, recorded } = readBytes(pcapng('little', [...start, block(6, body), good]));
  assert.equal(recorded.count, 3);
  assert.equal(reader.damage, null);
  const { details } = reader as PcapngReader;
  assert.equal(details.framesWithBadOptions, 1);
  assert.equal(details.frameOptions(2)?.length, 8);
});
