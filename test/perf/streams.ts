import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ethernet, ipv4, packet } from '../builders/packet.ts';
import { ACK, PSH, tcp } from '../builders/tcp.ts';
import { bestRun, osiscope, ratio, runProgram, seconds } from './measure.ts';
import type { Section } from './section.ts';

const BYTES = 100_000_000;
const SEGMENT = 1448;

interface Followed {
  readonly bytes: number;
  readonly follow: number;
  readonly rows: number;
  readonly total: number;
  readonly window: number;
  readonly find: number;
  readonly found: number;
  readonly resident: number;
}

/** One stream of 100 MB of text, followed as a window does and as the command line does, beside tshark. */
export const streams: Section = {
  name: 'streams',
  title: 'following a stream of 100 MB',
  run({ folder, repeat }) {
    const file = join(folder, 'stream.pcap');
    writeStream(file);
    const f = runProgram<Followed>('streams.ts', [file]);
    const args = ['-n', '-q', '-r', file, '-z', 'follow,tcp,raw,0'];
    const ours = bestRun(repeat, osiscope, args);
    const theirs = bestRun(Math.min(repeat, 2), 'tshark', args);
    const mb = (BYTES / 1e6).toFixed(0);
    const speed = (ms: number): string => `${(f.bytes / 1e3 / ms).toFixed(0)} MB/s`;
    return [
      { what: `chunks of ${mb} MB in order`, measured: `${f.follow.toFixed(0)} ms` },
      {
        what: 'its lines counted, 256 of them shown',
        measured: `${f.rows.toFixed(0)} ms for ${f.total}, then ${f.window.toFixed(1)} ms`,
      },
      { what: 'a text found in it', measured: `${f.find.toFixed(0)} ms (${speed(f.find)}), ${f.found} places` },
      { what: 'memory of the process that follows it', measured: `${(f.resident / 2 ** 20).toFixed(0)} MiB` },
      {
        what: '-q -z follow,tcp,raw,0',
        measured: ours ? `${seconds(ours)}, ${theirs ? ratio(ours, theirs) : ''}` : 'did not run',
        peer: theirs ? `tshark ${seconds(theirs)}` : 'tshark is not installed',
      },
    ];
  },
};

/** A server's answer in full segments with an acknowledgement for every second one; microseconds, little endian. */
function writeStream(path: string): void {
  const file = openSync(path, 'w');
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  writeSync(file, header);
  const line = 'The quick brown fox jumps over the lazy dog, and again it does, line after line.\r\n';
  const text = Buffer.from(line.repeat(Math.ceil((2 * SEGMENT) / line.length)));
  let time = 0;
  const put = (bytes: Uint8Array): void => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_700_000_000 + Math.floor(time / 1e6), 0);
    record.writeUInt32LE(time % 1e6, 4);
    record.writeUInt32LE(bytes.length, 8);
    record.writeUInt32LE(bytes.length, 12);
    writeSync(file, Buffer.concat([record, bytes]));
    time += 12;
  };
  const [client, server] = ['10.0.0.1', '10.0.0.2'];
  for (let sent = 0, n = 0; sent < BYTES; sent += SEGMENT, n++) {
    const payload = text.subarray(sent % line.length, (sent % line.length) + Math.min(SEGMENT, BYTES - sent));
    const segment = tcp(9000, 40_000, { seq: (1 + sent) >>> 0, ack: 1, flags: PSH | ACK });
    put(packet(ethernet(), ipv4({ src: server, dst: client }), segment, payload));
    const next = (1 + sent + payload.length) >>> 0;
    if (n % 2 === 1)
      put(packet(ethernet(), ipv4({ src: client, dst: server }), tcp(40_000, 9000, { seq: 1, ack: next })));
  }
  closeSync(file);
}
