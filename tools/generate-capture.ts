// Writes a capture of made-up traffic, the same bytes for the same arguments: for measuring and for tests of scale.
// node tools/generate-capture.ts [--frames 1000000] [--format pcap|pcap-nanoseconds|pcapng] [--seed 1] FILE
import { closeSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PcapWriter } from '../capture/export/pcap-writer.ts';
import { PcapngWriter } from '../capture/export/pcapng-writer.ts';
import { RecordBuffer } from '../capture/export/record-buffer.ts';
import { beginConversation } from './traffic/conversations.ts';
import { PacketBuffer } from './traffic/packet-buffer.ts';
import { Random } from './traffic/random.ts';

export interface GeneratedCapture {
  readonly frames: number;
  readonly format?: 'pcap' | 'pcap-nanoseconds' | 'pcapng';
  readonly seed?: number;
}

/** Conversations under way at the same time. */
const AT_ONCE = 300;
/** 2024-07-14 12:01:17 UTC. */
const START = 1_720_958_477;

/**
 * Writes a capture of Ethernet frames of about 126 bytes on average: TCP conversations from handshake to FIN, some of
 * them HTTP, DNS, other UDP, and ping, interleaved, with valid checksums. Returns the size of the file.
 */
export function generateCapture(path: string, { frames, format = 'pcap', seed = 1 }: GeneratedCapture): number {
  const random = new Random(seed);
  const packet = new PacketBuffer();
  const buffer = new RecordBuffer();
  const write = frameWriter(buffer, format);
  const running = Array.from({ length: AT_ONCE }, () => beginConversation(random));
  const file = openSync(path, 'w');
  let size = 0;
  const flush = () => {
    const bytes = buffer.take();
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    size += bytes.length;
  };
  let seconds = START;
  let nanoseconds = 0;
  for (let frame = 0; frame < frames; frame++) {
    const index = random.integer(AT_ONCE);
    if (!running[index].step(packet)) running[index] = beginConversation(random);
    nanoseconds += 1000 * (1 + random.integer(100)) + (format === 'pcap' ? 0 : random.integer(1000));
    if (nanoseconds >= 1_000_000_000) {
      nanoseconds -= 1_000_000_000;
      seconds++;
    }
    write(packet, seconds, nanoseconds);
    if (buffer.full) flush();
  }
  flush();
  closeSync(file);
  return size;
}

function frameWriter(
  buffer: RecordBuffer,
  format: NonNullable<GeneratedCapture['format']>,
): (packet: PacketBuffer, seconds: number, nanoseconds: number) => void {
  if (format === 'pcapng') {
    const writer = new PcapngWriter(buffer);
    writer.section({ application: 'generate-capture' });
    writer.interface({ linkType: 1, snapLength: 0, timeDigits: 9, name: 'made0' });
    return ({ bytes, length }, seconds, nanoseconds) => writer.frame(bytes, 0, length, length, seconds, nanoseconds, 0);
  }
  const nanosecond = format === 'pcap-nanoseconds';
  const writer = new PcapWriter(buffer, { linkType: 1, nanoseconds: nanosecond, snapLength: 0, fcsLength: -1 });
  return ({ bytes, length }, seconds, nanoseconds) => writer.frame(bytes, 0, length, length, seconds, nanoseconds);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { frames: { type: 'string' }, format: { type: 'string' }, seed: { type: 'string' } },
  });
  const format = values.format ?? 'pcap';
  const frames = Number(values.frames ?? 1_000_000);
  const seed = Number(values.seed ?? 1);
  const known = format === 'pcap' || format === 'pcap-nanoseconds' || format === 'pcapng';
  if (
    !known ||
    positionals.length !== 1 ||
    !Number.isSafeInteger(frames) ||
    frames < 0 ||
    !Number.isSafeInteger(seed)
  ) {
    console.error('Usage: generate-capture [--frames N] [--format pcap|pcap-nanoseconds|pcapng] [--seed N] FILE');
    process.exit(2);
  }
  const started = performance.now();
  const size = generateCapture(positionals[0], { frames, format, seed });
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${frames} frames, ${size} bytes (${(size / Math.max(1, frames)).toFixed(1)} a frame) in ${seconds.toFixed(1)} s`,
  );
}
