import { gzipSync, zstdCompressSync } from 'node:zlib';
import { concatenate, pcapFile } from './capture-file-pcap.ts';
import {
  byte,
  customBlock,
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  interfaceStatistics,
  nameResolution,
  number32,
  number64,
  oldPacket,
  pcapng,
  raw,
  section,
  simplePacket,
  text,
  value,
} from './capture-file-pcapng.ts';

/** Ethernet, IPv4, UDP from port 1000 to 2000, "hello": 47 bytes, with valid lengths and checksums. */
export const hello = Uint8Array.from(
  Buffer.from(
    '020000000002020000000001080045000021000100004011' + '66c90a0000010a00000203e807d0000d9c47' + '68656c6c6f',
    'hex',
  ),
);

/** An ARP request, 42 bytes. */
export const whoHas = Uint8Array.from(
  Buffer.from('ffffffffffff0200000000010806000108000604000102000000000' + '10a0000010000000000000a000002', 'hex'),
);

/** An IPv4 packet without a link layer. */
export const helloPacket = hello.subarray(14);

/** 2024-07-14 12:01:17 UTC. */
export const noon = 1_720_958_477;

/** A capture in one of the many forms that capture files have. */
export interface Variant {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What a reader must find, in order: seconds, nanoseconds (null: no time), captured and original length. */
  readonly frames: readonly (readonly [number, number | null, number, number])[];
}

const microFrames = [
  { seconds: noon, fraction: 1, bytes: whoHas },
  { seconds: noon, fraction: 999_999, bytes: hello },
  { seconds: noon + 1, fraction: 0, bytes: hello.subarray(0, 30), originalLength: 47 },
];
const nanoFrames = microFrames.map((frame) => ({ ...frame, fraction: frame.fraction * 1000 + 7 }));
const microFound: Variant['frames'] = [
  [noon, 1_000, 42, 42],
  [noon, 999_999_000, 47, 47],
  [noon + 1, 0, 30, 47],
];
const nanoFound: Variant['frames'] = [
  [noon, 1_007, 42, 42],
  [noon, 999_999_007, 47, 47],
  [noon + 1, 7, 30, 47],
];

const micros = (seconds: number, microseconds: number) => BigInt(seconds) * 1_000_000n + BigInt(microseconds);

/** Every kind of block and option once. */
function everyBlock(order: 'little' | 'big'): Uint8Array {
  return pcapng(order, [
    section({ options: [text(2, 'a computer'), text(3, 'an OS'), text(4, 'a program'), text(1, 'about it')] }),
    interfaceDescription({
      snapLength: 128,
      options: [
        text(2, 'eth0'),
        text(3, 'uplink'),
        number64(8, 1_000_000_000n),
        byte(9, 6),
        value(11, raw(Buffer.from('\0udp port 2000'))),
        text(12, 'Linux'),
        byte(13, 4),
        text(15, 'a card'),
        text(1, 'the wire'),
      ],
    }),
    nameResolution([{ ipv4: [10, 0, 0, 1], name: 'client.example' }]),
    decryptionSecrets('CLIENT_RANDOM 00 11\n'),
    enhancedPacket({
      ticks: micros(noon, 5),
      bytes: whoHas,
      options: [
        text(1, 'first comment'),
        text(1, 'zweiter Kommentar: ä'),
        number32(2, 0x00000001),
        value(3, raw(Uint8Array.of(2, 0xde, 0xad, 0xbe, 0xef))),
        number64(4, 3n),
        number64(5, 77n),
        number32(6, 2),
        value(7, raw(Uint8Array.of(0, 1))),
      ],
    }),
    simplePacket(hello),
    customBlock(32_473, Buffer.from('kept as is'), true),
    oldPacket({ ticks: micros(noon, 6), bytes: hello, drops: 1, options: [text(1, 'old block')] }),
    customBlock(32_473, Buffer.from('not to be copied'), false),
    enhancedPacket({ ticks: micros(noon + 1, 0), bytes: hello.subarray(0, 30), originalLength: 47 }),
    interfaceStatistics({ ticks: micros(noon + 2, 0), options: [number64(4, 100n), number64(5, 1n), text(1, 'end')] }),
  ]);
}

const everyBlockFound: Variant['frames'] = [
  [noon, 5_000, 42, 42],
  [0, null, 47, 47],
  [0, null, 12, 12],
  [noon, 6_000, 47, 47],
  [0, null, 16, 16],
  [noon + 1, 0, 30, 47],
];

/** Ticks of 1/2^20 s, 1/10^3 s with an offset, 1/10^12 s, 1/10^9 s. */
const resolutions = pcapng('little', [
  section(),
  interfaceDescription({ options: [byte(9, 0x80 | 20)] }),
  interfaceDescription({ linkType: 101, options: [byte(9, 3), number64(14, 1_000_000_000n)] }),
  interfaceDescription({ linkType: 101, options: [byte(9, 12), number64(14, -5n)] }),
  interfaceDescription({ linkType: 113, options: [byte(9, 9)] }),
  enhancedPacket({ interface: 0, ticks: (BigInt(noon) << 20n) | 3n, bytes: whoHas }),
  enhancedPacket({ interface: 1, ticks: BigInt(noon - 1_000_000_000) * 1000n + 250n, bytes: helloPacket }),
  enhancedPacket({ interface: 2, ticks: 12_123_456_789_999n, bytes: helloPacket }),
  enhancedPacket({ interface: 3, ticks: BigInt(noon) * 1_000_000_000n + 999_999_999n, bytes: helloPacket }),
]);

const resolutionsFound: Variant['frames'] = [
  [noon, 2_861, 42, 42],
  [noon, 250_000_000, 33, 33],
  [7, 123_456_789, 33, 33],
  [noon, 999_999_999, 33, 33],
];

const sections = concatenate([everyBlock('big'), everyBlock('little'), resolutions]);
const microPcap = pcapFile({}, microFrames);

/** One capture of each kind that can be read. */
export const variants: readonly Variant[] = [
  { name: 'pcap-little-micro.pcap', bytes: microPcap, frames: microFound },
  { name: 'pcap-big-micro.pcap', bytes: pcapFile({ littleEndian: false }, microFrames), frames: microFound },
  { name: 'pcap-little-nano.pcap', bytes: pcapFile({ nanoseconds: true }, nanoFrames), frames: nanoFound },
  {
    name: 'pcap-big-nano.pcap',
    bytes: pcapFile({ littleEndian: false, nanoseconds: true }, nanoFrames),
    frames: nanoFound,
  },
  { name: 'pcap-modified.pcap', bytes: pcapFile({ modified: true }, microFrames), frames: microFound },
  {
    name: 'pcap-modified-big.pcap',
    bytes: pcapFile({ modified: true, littleEndian: false }, microFrames),
    frames: microFound,
  },
  { name: 'pcap-modified-1999.pcap', bytes: pcapFile({ modified1999: true }, microFrames), frames: microFound },
  {
    name: 'pcap-modified-standard-magic.pcap',
    bytes: pcapFile({ modifiedWithStandardMagic: true }, microFrames),
    frames: microFound,
  },
  {
    name: 'pcap-version-2-2.pcap',
    bytes: pcapFile({ version: [2, 2], swappedLengths: true }, microFrames),
    frames: microFound,
  },
  {
    name: 'pcap-fcs.pcap',
    bytes: pcapFile({ network: 0x24000001 }, microFrames),
    frames: microFound,
  },
  { name: 'pcap-no-frames.pcap', bytes: pcapFile({}, []), frames: [] },
  { name: 'pcapng-little.pcapng', bytes: everyBlock('little'), frames: everyBlockFound },
  { name: 'pcapng-big.pcapng', bytes: everyBlock('big'), frames: everyBlockFound },
  { name: 'pcapng-resolutions.pcapng', bytes: resolutions, frames: resolutionsFound },
  {
    name: 'pcapng-sections.pcapng',
    bytes: sections,
    frames: [...everyBlockFound, ...everyBlockFound, ...resolutionsFound],
  },
  { name: 'pcapng-no-frames.pcapng', bytes: pcapng('little', [section(), interfaceDescription()]), frames: [] },
  { name: 'pcap-gzip.pcap.gz', bytes: gzipSync(microPcap), frames: microFound },
  {
    name: 'pcapng-gzip-members.pcapng.gz',
    bytes: concatenate([gzipSync(everyBlock('little')), gzipSync(everyBlock('big'))]),
    frames: [...everyBlockFound, ...everyBlockFound],
  },
  { name: 'pcap-zstd.pcap.zst', bytes: zstdCompressSync(microPcap), frames: microFound },
];
