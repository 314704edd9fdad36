import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { FrameRemarks, InterfaceFacts } from '../../../decoders/model/capture-facts.ts';
import { Dissection, type FrameRecord } from '../../../decoders/model/dissection.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { Session } from '../../../decoders/model/session.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { treeLines } from '../../../decoders/tree/tree-lines.ts';
import { bytes, ethernet, packet } from '../../builders/packet.ts';
import { registry } from '../listing.ts';

before(() => {
  process.env.TZ = 'UTC';
});

const eth0: InterfaceFacts = { name: 'eth0', description: 'uplink', number: 2, section: 0, fcsLength: -1 };
const unnamed: InterfaceFacts = { name: '', description: '', number: 0, section: 1, fcsLength: -1 };
const pcap: InterfaceFacts = { name: '', description: '', number: -1, section: 0, fcsLength: -1 };

const payload = packet(ethernet({ type: 0x88b5 }), bytes('01 02 03'));

function record(o: Partial<FrameRecord> = {}): FrameRecord {
  return {
    number: 1,
    seconds: 1_461_764_814,
    nanoseconds: 520_906_001,
    capturedLength: payload.length,
    originalLength: payload.length,
    linkType: 1,
    interfaceId: 0,
    ...o,
  };
}

/** The texts of the frame layer. */
function frameLines(session: Session, frame: FrameRecord): string[] {
  const d = new Dissection(registry, session);
  d.decode(frame, payload, 0, fullMask());
  return treeLines(d)
    .filter((line) => d.cursor.tape.layer[line.entry] === 0)
    .map((line) => `${'  '.repeat(line.depth)}${line.text}`);
}

test('a frame of a pcap file: lengths and exact times', () => {
  const session = new Session();
  session.interfaces[0] = pcap;
  session.firstSeconds = 1_000_000_000;
  session.firstNanoseconds = 1;
  session.times = { seconds: { get: () => 1_461_764_813 }, nanoseconds: { get: () => 999_999_999 } };
  assert.deepEqual(frameLines(session, record({ number: 2, capturedLength: 16, originalLength: 1 })), [
    'Frame 2: 1 byte on wire (8 bits), 16 bytes captured (128 bits)',
    '  Encapsulation type: Ethernet (1)',
    '  Arrival Time: Apr 27, 2016 13:46:54.520906001 UTC',
    '  [Time shift for this packet: 0.000000000 seconds]',
    '  Epoch Time: 1461764814.520906001 seconds',
    '  [Time delta from previous captured frame: 0.520906002 seconds]',
    '  [Time delta from previous displayed frame: 0.520906002 seconds]',
    '  [Time since reference or first frame: 461764814.520906000 seconds]',
    '  Frame Number: 2',
    '  Frame Length: 1 byte (8 bits)',
    '  Capture Length: 16 bytes (128 bits)',
    '  [Frame is marked: False]',
    '  [Frame is ignored: False]',
    '  [Protocols in frame: eth]',
  ]);
});

test('a frame of a pcapng file: interface, section, options', () => {
  const session = new Session();
  session.interfaces[0] = eth0;
  const remarks: FrameRemarks = {
    comments: ['first', 'second'],
    flags: 0x0100_000e,
    dropCount: 3n,
    packetId: 0x1234_5678_9abc_def0n,
    queue: 1,
    verdicts: [
      { kind: 2, value: bytes('02') },
      { kind: 9, value: bytes('02') },
    ],
  };
  session.remarks = (frame) => (frame === 1 ? remarks : null);
  assert.deepEqual(frameLines(session, record()), [
    'Frame 1: 17 bytes on wire (136 bits), 17 bytes captured (136 bits) on interface eth0, id 2 (outbound)',
    '  Comment: first',
    '  Comment: second',
    '  Section number: 1',
    '  Interface id: 2 (eth0)',
    '    Interface name: eth0',
    '    Interface description: uplink',
    '  Interface queue: 1',
    '  Packet flags: 0x0100000e',
    '    .... .... .... .... .... .... .... ..10 = Direction: Outbound (0x2)',
    '    .... .... .... .... .... .... ...0 11.. = Reception type: Broadcast (3)',
    '    .... .... .... .... .... ...0 000. .... = FCS length: 0',
    '    .... .... .... .... 0000 000. .... .... = Reserved: 0',
    '    .... ...1 .... .... .... .... .... .... = CRC error: Set',
    '    .... ..0. .... .... .... .... .... .... = Packet too long error: Not set',
    '    .... .0.. .... .... .... .... .... .... = Packet too short error: Not set',
    '    .... 0... .... .... .... .... .... .... = Wrong interframe gap error: Not set',
    '    ...0 .... .... .... .... .... .... .... = Unaligned frame error: Not set',
    '    ..0. .... .... .... .... .... .... .... = Start frame delimiter error: Not set',
    '    .0.. .... .... .... .... .... .... .... = Preamble error: Not set',
    '    0... .... .... .... .... .... .... .... = Symbol error: Not set',
    '  Packet id: 1311768467463790320',
    '  Verdict: eBPF_XDP, type 9',
    '  Encapsulation type: Ethernet (1)',
    '  Arrival Time: Apr 27, 2016 13:46:54.520906001 UTC',
    '  [Time shift for this packet: 0.000000000 seconds]',
    '  Epoch Time: 1461764814.520906001 seconds',
    '  [Time since reference or first frame: 1461764814.520906001 seconds]',
    '  Frame Number: 1',
    '  Frame Length: 17 bytes (136 bits)',
    '  Capture Length: 17 bytes (136 bits)',
    '  Drop Count: 3',
    '  [Frame is marked: False]',
    '  [Frame is ignored: False]',
    '  Point-to-Point Direction: Sent (0)',
    '  [Protocols in frame: eth:ethertype:data]',
  ]);
});

test('a frame without time stamp has no times, and the next one counts from the last that has', () => {
  const session = new Session();
  session.interfaces[0] = unnamed;
  const nanoseconds = [0, 5, -1, -1, 7];
  session.times = { seconds: { get: () => 1000 }, nanoseconds: { get: (frame) => nanoseconds[frame] } };
  const untimed = frameLines(session, record({ number: 2, nanoseconds: -1 }));
  assert.deepEqual(untimed.slice(0, 5), [
    'Frame 2: 17 bytes on wire (136 bits), 17 bytes captured (136 bits) on interface unknown, id 0',
    '  Section number: 2',
    '  Interface id: 0 (unknown)',
    '    Interface name: unknown',
    '  Encapsulation type: Ethernet (1)',
  ]);
  assert.ok(untimed.every((line) => !line.includes('Time')));
  const lines = frameLines(session, record({ number: 4, seconds: 1000, nanoseconds: 7 }));
  assert.ok(lines.includes('  [Time delta from previous captured frame: 0.000000002 seconds]'));
});

test('times out of the range of dates, and before 1970', () => {
  const lines = frameLines(new Session(), record({ seconds: 2 ** 52, nanoseconds: 0 }));
  assert.ok(lines.includes('  Arrival Time: Not representable'));
  assert.ok(lines.includes('  Epoch Time: 4503599627370496.000000000 seconds'));
  const early = frameLines(new Session(), record({ seconds: -1, nanoseconds: 250_000_000 }));
  assert.ok(early.includes('  Arrival Time: Dec 31, 1969 23:59:59.250000000 UTC'));
  assert.ok(early.includes('  Epoch Time: -0.750000000 seconds'));
});

test('a link type that is not decoded is named and its bytes shown', () => {
  const d = new Dissection(registry, new Session());
  d.decode(record({ linkType: 8 }), payload, 0, fullMask());
  const { protocol, info } = summary(d);
  assert.deepEqual([protocol, info], ['UNKNOWN', 'WTAP_ENCAP = 3 (SLIP): frames of this kind are not decoded']);
  const texts = treeLines(d).map((line) => line.text);
  assert.ok(texts.includes('Encapsulation type: SLIP (3)'));
  assert.ok(texts.includes('Data (17 bytes)'));
  d.decode(record({ linkType: 9999 }), payload, 0, fullMask());
  assert.equal(summary(d).info, 'WTAP_ENCAP = 0 (Unknown, link type 9999): frames of this kind are not decoded');
});

test('a record of the file that is no packet is told as such', () => {
  const session = new Session();
  session.interfaces[0] = { ...pcap, section: 1 };
  const d = new Dissection(registry, session);
  d.decode(record({ linkType: 0x10000, nanoseconds: -1 }), payload, 0, fullMask());
  const { protocol, info } = summary(d);
  assert.deepEqual([protocol, info], ['PCAPNG', 'Record of the capture file that is not a packet']);
  const lines = treeLines(d).map((line) => line.text);
  assert.deepEqual(lines.slice(0, 2), ['Record 1: 17 bytes (136 bits), not a packet', 'Section number: 2']);
});

test('the frame displayed before, and what a person made of the frame', () => {
  const session = new Session();
  session.interfaces[0] = pcap;
  session.firstSeconds = 1_461_764_810;
  session.firstNanoseconds = 0;
  session.times = {
    seconds: { get: (frame) => 1_461_764_810 + frame },
    nanoseconds: { get: (frame) => (frame === 3 ? -1 : 0) },
  };
  session.displayedBefore = (frame) => (frame === 5 ? 3 : 0);
  session.edits = { marked: { has: (frame) => frame === 5 }, ignored: { has: (frame) => frame === 6 } };
  const told = (number: number) =>
    frameLines(session, record({ number, seconds: 1_461_764_810 + number, nanoseconds: 0 })).filter((line) =>
      /displayed|is marked|is ignored/.test(line),
    );
  assert.deepEqual(told(5), [
    '  [Time delta from previous displayed frame: 3.000000000 seconds]',
    '  [Frame is marked: True]',
    '  [Frame is ignored: False]',
  ]);
  assert.deepEqual(told(6), [
    '  [Time delta from previous displayed frame: 0.000000000 seconds]',
    '  [Frame is marked: False]',
    '  [Frame is ignored: True]',
  ]);
});
