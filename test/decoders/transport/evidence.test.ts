import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKSUM_GOOD, CHECKSUM_UNVERIFIED } from '../../../decoders/model/checksum.ts';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { CHAT, NOTE, severityValue } from '../../../decoders/model/expert.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { emptyMask, fullMask, type Mask } from '../../../decoders/model/mask.ts';
import type { Preferences } from '../../../decoders/model/preferences.ts';
import { Session } from '../../../decoders/model/session.ts';
import { findings } from '../../../decoders/transport/tcp/analysis-notes.ts';
import { evidenceRules } from '../../../decoders/transport/tcp/evidence-rules.ts';
import { treeLines } from '../../../decoders/tree/tree-lines.ts';
import { ascii, ipv4, packet, u16, udp } from '../../builders/packet.ts';
import { roughTraffic } from '../../builders/rough-traffic.ts';
import { ACK, Dialogue, mss, nop, options, pseudoSum, tcp, windowScale } from '../../builders/tcp.ts';
import { type FixtureFrame, record, registry } from '../listing.ts';
import { transportFixtures } from './fixtures.ts';

const RAW_IPV4 = 228;

/** A segment of 25 bytes whose checksum covers the pseudo header of a segment with `payload` bytes. */
const partialTcp = (payload: number): FixtureFrame => {
  const checksum = pseudoSum('10.0.0.1', '10.0.0.2', 6, 20 + payload);
  return { bytes: packet(ipv4({}), tcp(1, 2, { flags: ACK, checksum }), ascii('hello')), linkType: RAW_IPV4 };
};
const partialUdp: FixtureFrame = {
  bytes: packet(ipv4({}), udp(1, 2, { checksum: pseudoSum('10.0.0.1', '10.0.0.2', 17, 13) }), ascii('hello')),
  linkType: RAW_IPV4,
};

/** Evidence by the name of the note's field, for each frame: once as the frames came, once when all were known. */
function evidence(
  frames: readonly FixtureFrame[],
  preferences: Partial<Preferences> = {},
): {
  coming: Map<string, string[]>[];
  known: Map<string, string[]>[];
  fields: Map<string, number>[];
  first: Map<string, number>[];
} {
  const d = new Dissection(registry, new Session(preferences));
  const fields: Map<string, number>[] = [];
  const first: Map<string, number>[] = [];
  const pass = (learning: boolean): Map<string, string[]>[] => {
    d.learning = learning;
    return frames.map((frame, i) => {
      d.decode(record(frame, i), frame.bytes, 0, fullMask());
      (learning ? first : fields).push(numbers(d));
      return evidenceOf(d);
    });
  };
  const coming = pass(true);
  return { coming, known: pass(false), fields, first };
}

function numbers(d: Dissection): Map<string, number> {
  const { tape } = d.cursor;
  const out = new Map<string, number>();
  for (let at = 0; at < tape.count; at++) out.set(allFields()[tape.field[at]].name, tape.value[at]);
  return out;
}

function evidenceOf(d: Dissection): Map<string, string[]> {
  const out = new Map<string, string[]>();
  let note = '';
  for (const { field, text } of treeLines(d)) {
    if (!field.name.startsWith('osiscope.')) {
      if (field.type === 'none') note = field.name;
    } else if (field.name.startsWith('osiscope.offload')) note = field.name;
    else if (field.name.startsWith('osiscope.evidence.')) {
      const lines = out.get(note) ?? [];
      lines.push(text.slice(1, -1));
      out.set(note, lines);
    }
  }
  return out;
}

/** The compared values alone, without rule and alternatives. */
const compared = (lines: readonly string[] | undefined): string[] =>
  (lines ?? []).filter((line) => !/^(Rule|Could also be): /.test(line));

const analysed = transportFixtures.find((f) => f.name === 'transport/tcp-analysis')?.frames ?? [];

const cases: readonly (readonly [frame: number, note: string, ...lines: string[]])[] = [
  [
    6,
    'lost_segment',
    'Sequence number of this segment: 9, with 4 bytes up to 13',
    'Next sequence number before this segment: 5, frame 4',
  ],
  [
    8,
    'duplicate_ack',
    'Sequence number of this segment: 1, with 0 bytes up to 1',
    'Next sequence number before this segment: 1, frame 2',
    'ACK of this segment: 5',
    'ACK of this side before: 5, frame 7',
    'Window of this segment: 8192 bytes',
    'Window of this side before: 8192 bytes, frame 7',
    'First ACK of this number, of which this is repetition 2, frame 5',
  ],
  [
    10,
    'fast_retransmission',
    'Sequence number of this segment: 5, with 4 bytes up to 9',
    'Next sequence number before this segment: 13, frame 6',
    'Last ACK of the peer: 5, frame 9',
    'Duplicate ACKs of the peer: 3',
    'Time since the last ACK of the peer: 1 ms',
    'Threshold: 20 ms after the last ACK of the peer',
  ],
  [
    13,
    'retransmission',
    'Sequence number of this segment: 13, with 4 bytes up to 17',
    'Next sequence number before this segment: 17, frame 12',
    'Time since the segment that is ahead: 400 ms',
    'Last ACK of the peer: 13, frame 11',
    'Duplicate ACKs of the peer: 0',
    'Threshold: 2 ms after the segment that is ahead: the round trip of the handshake',
  ],
  [
    15,
    'spurious_retransmission',
    'Sequence number of this segment: 1, with 4 bytes up to 5',
    'Last ACK of the peer: 17, frame 14',
    'Next sequence number before this segment: 17, frame 12',
  ],
  [16, 'zero_window', 'Window of this segment: 0 bytes', 'Window of this side before: 8192 bytes, frame 14'],
  [
    17,
    'zero_window_probe',
    'Sequence number of this segment: 17, with 1 byte up to 18',
    'Next sequence number before this segment: 17, frame 12',
    'Window that the peer offered last: 0 bytes, frame 16',
  ],
  [
    18,
    'zero_window_probe_ack',
    'Sequence number of this segment: 1, with 0 bytes up to 1',
    'Next sequence number before this segment: 1, frame 2',
    'ACK of this segment: 17',
    'ACK of this side before: 17, frame 16',
    'Window of this segment: 0 bytes',
    'Window of this side before: 0 bytes, frame 16',
    'Segment of the peer that this answers, frame 17',
  ],
  [
    19,
    'ack_lost_segment',
    'ACK of this segment: 18',
    'End of what the peer sent without a hole: 17',
    'Highest sequence number of the peer, plus length: 17, frame 12',
  ],
  [
    23,
    'window_full',
    'Sequence number of this segment: 22, with 4 bytes up to 26',
    'Last ACK of the peer: 22, frame 22',
    'Window that the peer offered last: 4 bytes, frame 22',
    'End of the window of the peer: 26',
  ],
];

test('each analysis flag tells the values it compared and the frames they came from', () => {
  const { known } = evidence(analysed);
  for (const [frame, note, ...lines] of cases) {
    assert.deepEqual(compared(known[frame - 1].get(`tcp.analysis.${note}`)), lines, `${note} in frame ${frame}`);
  }
});

test('keep-alives, window updates, segments out of order and ports used again tell theirs', () => {
  const scaled = options(mss(1460), nop, windowScale(2));
  const d = new Dialogue({ pace: 0.001 });
  d.open(scaled, scaled).client('aaaa').ack(1);
  d.again(0, 3, '').ack(1);
  d.ack(1, { window: 5000 });
  d.unseen(() => d.client('bbbb'))
    .client('cccc')
    .again(0, 4, 'bbbb');
  const again = new Dialogue({ isn: [900_000, 700_000], pace: 0.001 }).open().frames;
  const { known } = evidence([...d.frames, ...again]);
  const told = (note: string): string[][] =>
    known.flatMap((notes) => (notes.has(`tcp.analysis.${note}`) ? [compared(notes.get(`tcp.analysis.${note}`))] : []));
  assert.deepEqual(told('keep_alive'), [
    [
      'Sequence number of this segment: 4, with 0 bytes up to 4',
      'Next sequence number before this segment: 5, frame 4',
    ],
  ]);
  assert.deepEqual(told('keep_alive_ack')[0].at(-1), 'Segment of the peer that this answers, frame 6');
  assert.deepEqual(told('window_update')[0].slice(-2), [
    'Window of this segment: 20000 bytes (5000 times 4)',
    'Window of this side before: 32768 bytes (8192 times 4), frame 7',
  ]);
  assert.deepEqual(told('out_of_order'), [
    [
      'Sequence number of this segment: 5, with 4 bytes up to 9',
      'Next sequence number before this segment: 13, frame 9',
      'Time since the segment that is ahead: 1 ms',
      'Last ACK of the peer: 5, frame 8',
      'Threshold: 2 ms after the segment that is ahead: the round trip of the handshake',
    ],
  ]);
  assert.match(told('reused_ports')[0].join('\n'), /now: 900000 \(raw\)\n.*before: \d+ \(raw\), last seen, frame 10$/);
});

test('every rule says when it holds and what else it could be', () => {
  for (const { flag, tag } of findings) {
    const rule = evidenceRules.get(flag);
    assert.ok(rule, tag);
    assert.match(rule.rule, /^[A-Z].*\.$/, tag);
    assert.ok(rule.compared.length > 0, tag);
  }
});

test('values told agree with the frames they are said to come from, and are the same in one pass', () => {
  const frames = roughTraffic(21, 80).map(({ bytes, time }) => ({ bytes, time: time / 1e9, linkType: RAW_IPV4 }));
  const { coming, known, fields, first } = evidence(frames);
  const checks: readonly (readonly [RegExp, string])[] = [
    [/^Last ACK of the peer: (\d+), frame (\d+)$/, 'tcp.ack'],
    [/^ACK of this side before: (\d+), frame (\d+)$/, 'tcp.ack'],
    [/^Window of this side before: (\d+) bytes.*, frame (\d+)$/, 'tcp.window_size'],
    [/^Window that the peer offered last: (\d+) bytes.*, frame (\d+)$/, 'tcp.window_size'],
    [/^Next sequence number before this segment: (\d+), frame (\d+)$/, 'tcp.nxtseq'],
  ];
  const seen = new Set<string>();
  known.forEach((notes, i) => {
    for (const [note, lines] of notes) {
      if (!note.startsWith('tcp.analysis.')) continue;
      // A later SYN-ACK can change what numbers are counted from.
      const same = ['tcp.seq', 'tcp.ack'].every((name) => first[i].get(name) === fields[i].get(name));
      if (same) assert.deepEqual(coming[i].get(note), lines, `frame ${i + 1}, ${note}`);
      for (const line of lines) {
        for (const [pattern, field] of checks) {
          const m = pattern.exec(line);
          if (!m) continue;
          const from = fields[Number(m[2]) - 1];
          assert.ok(Number(m[2]) <= i, `frame ${i + 1} is told by a later one: ${line}`);
          assert.equal(from.get('tcp.stream'), fields[i].get('tcp.stream'), `frame ${i + 1}: ${line}`);
          // Without its flag the tree shows the number as it is in the header.
          if (field === 'tcp.ack' && from.get('tcp.flags.ack') === 0) continue;
          assert.equal(Number(m[1]), from.get(field), `frame ${i + 1}, ${note}: ${line}`);
          seen.add(field);
        }
      }
    }
  });
  assert.deepEqual([...seen].sort(), ['tcp.ack', 'tcp.nxtseq', 'tcp.window_size']);
});

test('a segment beyond what the peer accepts is told to be several on the wire', () => {
  const told = options(mss(1000));
  const { frames } = new Dialogue().open(told, told).client('x'.repeat(2500)).server('y'.repeat(1000));
  const { known, fields } = evidence(frames);
  assert.equal(fields[3].get('osiscope.offload.segments'), 3);
  assert.equal(fields[4].get('osiscope.offload.segments'), undefined);
  const lines = [...known[3].values()].flat();
  assert.ok(lines.includes('Data of this segment: 2500 bytes'));
  assert.ok(lines.includes('Maximum segment size of the peer: 1000 bytes, frame 2'));
  assert.equal(fields[3].get('osiscope.expert.severity'), severityValue(CHAT));
  assert.equal(fields[3].get('_ws.expert.severity'), undefined, 'Wireshark makes no such note');
});

test('a SYN that comes twice leaves what its peer accepts known from the first', () => {
  const told = options(mss(1000));
  const d = new Dialogue().open(told, told).client('x'.repeat(2500));
  const again = { ...d.frames[1], time: 9 };
  const { known, fields } = evidence([...d.frames, again]);
  assert.equal(fields[3].get('osiscope.offload.segments'), 3);
  assert.ok([...known[3].values()].flat().includes('Maximum segment size of the peer: 1000 bytes, frame 2'));
});

test('frames with signs of offload have the severity of a chat in every pass', () => {
  const told = options(mss(1000));
  const big = new Dialogue().open(told, told).client('x'.repeat(2500)).frames;
  const d = new Dissection(registry, new Session());
  const severities = (mask: Mask, learning: boolean): number[] => {
    d.learning = learning;
    return [...big, partialTcp(5), partialUdp].map((frame, i) => {
      d.decode(record(frame, i), frame.bytes, 0, mask);
      return d.packet.severity;
    });
  };
  const chats = [CHAT, CHAT, 0, CHAT, CHAT, CHAT];
  assert.deepEqual(severities(emptyMask(), true), chats);
  assert.deepEqual(severities(emptyMask(), false), chats);
  assert.deepEqual(severities(fullMask(), false), chats);
});

test('a partial checksum is recognised without checksums being verified, and is not called bad', () => {
  const { fields, known } = evidence([partialTcp(5), partialUdp, partialTcp(6)]);
  for (const [i, protocol] of [
    [0, 'tcp'],
    [1, 'udp'],
  ] as const) {
    assert.equal(fields[i].get(`${protocol}.checksum.status`), CHECKSUM_UNVERIFIED);
    assert.equal(fields[i].get('osiscope.expert.severity'), severityValue(CHAT));
    assert.equal(fields[i].has('osiscope.offload.checksum'), true);
    assert.equal(fields[i].has('_ws.expert'), false);
    const lines = [...known[i].values()].flat();
    assert.ok(lines.some((line) => line.startsWith('Rule: The field holds the sum of the pseudo header alone')));
    assert.ok(lines.some((line) => line.startsWith('Could also be: damage')));
  }
  assert.equal(fields[2].has('osiscope.offload.checksum'), false, 'the sum of another length');
});

test('a checksum that is right is not taken for a partial one that looks the same', () => {
  const sum = pseudoSum('10.0.0.1', '10.0.0.2', 17, 10);
  // The two bytes of payload make the sum of all else the complement of what the pseudo header alone gives.
  const rest = [1, 2, 10, sum, sum].reduce((all, word) => all + word, 0);
  const missing = 0xffff - ((rest & 0xffff) + (rest >>> 16));
  const bytes = packet(ipv4({}), udp(1, 2, { checksum: sum }), u16(missing & 0xffff));
  const { fields } = evidence([{ bytes, linkType: RAW_IPV4 }]);
  const verified = evidence([{ bytes, linkType: RAW_IPV4 }], { 'udp.check_checksum': true });
  assert.equal(verified.fields[0].get('udp.checksum.status'), CHECKSUM_GOOD);
  assert.equal(fields[0].has('osiscope.offload.checksum'), false);
});

test('a partial checksum tells how it was recognised, and is no error', () => {
  const sum = pseudoSum('10.0.0.1', '10.0.0.2', 6, 25);
  const { known, fields } = evidence([partialTcp(5)], { 'tcp.check_checksum': true });
  assert.equal(fields[0].get('_ws.expert.severity'), severityValue(NOTE));
  const lines = [...known[0].values()].flat();
  const hex = `0x${sum.toString(16).padStart(4, '0')}`;
  assert.ok(lines.includes(`In the packet: ${hex}`));
  assert.ok(lines.includes(`Sum of the pseudo header alone: ${hex}`));
  assert.ok(lines.some((line) => line.includes('before the adapter completed the checksum (offload): no error')));
});
