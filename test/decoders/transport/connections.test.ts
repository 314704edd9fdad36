import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import type { Preferences } from '../../../decoders/model/preferences.ts';
import { Session } from '../../../decoders/model/session.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { exportText } from '../../../decoders/tree/value-text.ts';
import { ascii, ipv4, packet, u16 } from '../../builders/packet.ts';
import { ACK, Dialogue, FIN, mss, nop, options, pseudoSum, SYN, tcp, windowScale } from '../../builders/tcp.ts';
import { type FixtureFrame, record, registry } from '../listing.ts';
import { transportFixtures } from './fixtures.ts';

const frame = (...parts: Parameters<typeof packet>): FixtureFrame => ({ bytes: packet(...parts), linkType: 228 });

/** All values of some fields for each frame, once everything was learned; `info` is the Info text. */
function after(
  frames: readonly FixtureFrame[],
  names: readonly string[],
  preferences: Partial<Preferences> = {},
): string[][] {
  const session = new Session(preferences);
  const d = new Dissection(registry, session);
  d.learning = true;
  frames.forEach((each, i) => void d.decode(record(each, i), each.bytes, 0, fullMask()));
  d.learning = false;
  return frames.map((each, i) => {
    d.decode(record(each, i), each.bytes, 0, fullMask());
    return names.map((name) => (name === 'info' ? summary(d).info : values(d, name)));
  });
}

function values(d: Dissection, name: string): string {
  const { tape } = d.cursor;
  const out: string[] = [];
  for (let i = 0; i < tape.count; i++) {
    const field = allFields()[tape.field[i]];
    if (field.name === name) out.push(exportText(d, i, field));
  }
  return out.join();
}

const fixture = (name: string) => transportFixtures.find((f) => f.name === `transport/${name}`)?.frames ?? [];

test('the analysis is told in front of the Info text', () => {
  const tags = after(fixture('tcp-analysis'), ['info']).map(
    ([info]) => /^(\[TCP .*\] )?\d/.exec(info)?.[1]?.trim() ?? '',
  );
  assert.deepEqual(tags, [
    '',
    '',
    '',
    '',
    '',
    '[TCP Previous segment not captured]',
    '[TCP Dup ACK 5#1]',
    '[TCP Dup ACK 5#2]',
    '[TCP Dup ACK 5#3]',
    '[TCP Fast Retransmission]',
    '',
    '',
    '[TCP Retransmission]',
    '',
    '[TCP Spurious Retransmission]',
    '[TCP ZeroWindow]',
    '[TCP ZeroWindowProbe]',
    '[TCP ZeroWindowProbeAck] [TCP ZeroWindow]',
    '[TCP ACKed unseen segment]',
    '[TCP Dup ACK 3#1]',
    '[TCP Dup ACK 19#1]',
    '',
    '[TCP Window Full] [TCP Previous segment not captured]',
  ]);
});

test('faults of headers and options are told', () => {
  const told = after(fixture('tcp-faults'), ['_ws.expert.message']);
  const has = (i: number, text: string) => assert.match(told[i][0], new RegExp(text.replaceAll(/[()]/g, '\\$&')));
  has(0, 'acknowledgment number field is nonzero');
  has(0, 'urgent pointer field is nonzero');
  has(0, 'option length should be 4');
  has(0, 'Window scale shift exceeds 14');
  has(1, '4 NOP in a row');
  has(2, 'Maximum segment size (with too-short option length = 0 bytes)');
  has(3, 'Timestamps (option length = 200 bytes says option goes past end of options)');
  has(4, 'Timestamps (length byte past end of options)');
  has(5, 'Non-zero header padding');
  has(6, 'suboption would go past end of option');
  has(7, 'option length 2 smaller than 4');
  has(8, 'Bogus TCP header length (16, must be at least 20)');
  has(9, 'Short segment');
  has(10, 'Connection reset (RST)');
});

test('a SYN with another sequence number begins a new stream, the same one does not', () => {
  const first = new Dialogue().open().frames;
  const again = new Dialogue({ isn: [900_000, 700_000] }).open().client('x').frames;
  const rows = after([...first, first[0], ...again], ['tcp.stream', 'tcp.seq', 'tcp.analysis.reused_ports']);
  assert.deepEqual(
    rows.map(([stream]) => stream),
    ['0', '0', '0', '0', '1', '1', '1', '1'],
  );
  assert.deepEqual(
    rows.map(([, seq]) => seq),
    ['0', '0', '1', '0', '0', '0', '1', '1'],
  );
  assert.deepEqual(
    rows.map(([, , reused]) => reused),
    ['', '', '', '', '1', '', '', ''],
  );
});

test('windows are scaled when both sides agreed, and it is said when that is not known', () => {
  const scaled = options(mss(1460), nop, windowScale(3));
  const names = ['tcp.window_size', 'tcp.window_size_scalefactor'];
  const both = new Dialogue().open(scaled, scaled).client('x').frames;
  assert.deepEqual(after(both, names), [
    ['8192', ''],
    ['8192', ''],
    ['65536', '8'],
    ['65536', '8'],
  ]);
  const one = new Dialogue().open(scaled, mss(1460)).client('x').frames;
  assert.deepEqual(after(one, names)[3], ['8192', '-2']);
  const middle = new Dialogue().client('x').frames;
  assert.deepEqual(after(middle, names)[0], ['8192', '-1']);
});

test('later passes know how a connection ended, the learning pass what came before each frame', () => {
  const { frames } = new Dialogue().open().client('x').ack(1).close();
  assert.deepEqual(
    after(frames, ['tcp.completeness', 'tcp.completeness.str']).map((row) => row.join(' ')),
    frames.map(() => '31 ·FDASS'),
  );
  const d = new Dissection(registry, new Session());
  d.learning = true;
  const seen = frames.map((each, i) => {
    d.decode(record(each, i), each.bytes, 0, fullMask());
    return values(d, 'tcp.completeness');
  });
  assert.deepEqual(seen, ['0', '1', '3', '7', '15', '15', '31', '31']);
});

test('quoted packets are of the streams they were sent in', () => {
  const rows = after(fixture('quoted'), ['udp.stream', 'tcp.stream', 'tcp.seq', 'tcp.seq_raw', 'udp.time_delta']);
  assert.deepEqual(rows, [
    ['0', '', '', '', '0.000000000'],
    ['0', '', '', '', ''],
    ['1', '', '', '', ''],
    ['', '0', '77', '', ''],
    ['', '', '77', '', ''],
  ]);
});

/** The checksum that a segment from 10.0.0.1 to 10.0.0.2 without one should have. */
function rightChecksum(segment: Uint8Array): number {
  let sum = pseudoSum('10.0.0.1', '10.0.0.2', 6, segment.length);
  for (let i = 0; i < segment.length; i += 2) sum += (segment[i] << 8) + (segment[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

test('checksums are verified on demand, and offload is recognised', () => {
  const header = { seq: 1, ack: 1 };
  const body = ascii('abc');
  const partial = pseudoSum('10.0.0.1', '10.0.0.2', 6, 20 + body.length);
  const good = rightChecksum(packet(tcp(1, 2, header), body));
  const frames = [good, partial, 0x1234].map((checksum) => frame(ipv4(), tcp(1, 2, { ...header, checksum }), body));
  const names = ['tcp.checksum.status', 'tcp.checksum_calculated', 'tcp.checksum.partial', 'tcp.checksum_bad.expert'];
  const hex = `0x${good.toString(16).padStart(4, '0')}`;
  assert.deepEqual(after(frames, names, { 'tcp.check_checksum': true }), [
    ['1', hex, '', ''],
    ['2', hex, '1', ''],
    ['0', hex, '', '1'],
  ]);
  assert.deepEqual(after(frames, names), [
    ['2', '', '', ''],
    ['2', '', '', ''],
    ['2', '', '', ''],
  ]);
  const info = after(frames, ['info'], { 'tcp.check_checksum': true });
  assert.match(info[2][0], /Win=65535 \[TCP CHECKSUM INCORRECT\] Len=3$/);
});

test('a checksum of all ones in place of zero is told apart', () => {
  const sum = rightChecksum(packet(tcp(1, 2), u16(0)));
  const frames = [0, 0xffff].map((checksum) => frame(ipv4(), tcp(1, 2, { checksum }), u16(sum)));
  const names = ['tcp.checksum.status', 'tcp.checksum_calculated', 'tcp.checksum.ffff', 'tcp.checksum_bad.expert'];
  assert.deepEqual(after(frames, names, { 'tcp.check_checksum': true }), [
    ['1', '0x0000', '', ''],
    ['0', '0x0000', '1', ''],
  ]);
});

test('a FIN that comes again names the first', () => {
  const { frames } = new Dialogue()
    .open()
    .fin(0)
    .again(0, 0, '', { flags: FIN | ACK })
    .fin(1);
  const rows = after(frames, ['tcp.fin_retransmission']);
  assert.deepEqual(rows.flat(), ['', '', '', '', '4', '']);
});

test('sequence numbers are shown as they are when relative ones are not wanted', () => {
  const { frames } = new Dialogue().open().client('abc');
  const rows = after(frames, ['tcp.seq', 'tcp.ack', 'tcp.nxtseq'], { 'tcp.relative_sequence_numbers': false });
  assert.deepEqual(rows[3], ['1001', '5001', '1004']);
});

test('bytes in the urgent SYN of a fast open connection count as data', () => {
  const syn = frame(ipv4(), tcp(1, 80, { seq: 9, flags: SYN, options: options(mss(1460)) }), ascii('GET'));
  const answer = frame(
    ipv4({ src: '10.0.0.2', dst: '10.0.0.1' }),
    tcp(80, 1, { seq: 5, ack: 13, flags: SYN | ACK, options: mss(1460) }),
  );
  const rows = after([syn, answer], ['tcp.completeness', 'tcp.analysis.tfo_ack', 'tcp.nxtseq']);
  assert.deepEqual(rows, [
    ['11', '', '4'],
    ['11', '1', '1'],
  ]);
});
