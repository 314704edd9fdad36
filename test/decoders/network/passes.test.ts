import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import type { Preferences } from '../../../decoders/model/preferences.ts';
import { Session } from '../../../decoders/model/session.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { treeLines } from '../../../decoders/tree/tree-lines.ts';
import { echo, icmp } from '../../builders/network.ts';
import { ascii, ethernet, ipv4, packet, u16, u32 } from '../../builders/packet.ts';
import { type FixtureFrame, record, registry } from '../listing.ts';
import { datagram, fragments } from './ipv4-fixtures.ts';

interface Pass {
  readonly info: string;
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** What each frame shows while the session learns, and later, last frame first. */
function passes(frames: readonly FixtureFrame[], preferences: Partial<Preferences> = {}, readable = true) {
  const session = new Session(preferences);
  session.firstSeconds = 1_700_000_000;
  if (readable) session.frames = { frameBytes: (number) => frames[number - 1]?.bytes };
  const d = new Dissection(registry, session);
  const show = (frame: FixtureFrame, i: number): Pass => {
    d.decode(record(frame, i), frame.bytes, 0, fullMask());
    const lines = treeLines(d);
    return {
      info: summary(d).info,
      names: lines.map((line) => line.field.name),
      texts: lines.map((line) => line.text),
    };
  };
  d.learning = true;
  const learning = frames.map(show);
  d.learning = false;
  const later: Pass[] = [];
  for (let i = frames.length - 1; i >= 0; i--) later[i] = show(frames[i], i);
  return { session, learning, later };
}

const pieces = [
  { from: 0, to: 80 },
  { from: 160, to: datagram.length },
  { from: 80, to: 160 },
];
const inPieces = fragments(datagram, pieces);

test('fragments: the last to arrive shows the datagram in every pass, the others where it is in later ones', () => {
  const { learning, later } = passes(inPieces);
  for (const pass of [learning[0], learning[1]]) {
    assert.ok(!pass.names.includes('ip.reassembled_in'));
    assert.equal(pass.names.includes('udp'), false);
  }
  assert.ok(learning[2].names.includes('ip.reassembled.data'));
  assert.deepEqual(later[2], learning[2]);
  for (const i of [0, 1]) {
    assert.match(later[i].info, /^Fragmented IP protocol \(proto=UDP 17, off=\d+, ID=1234\) \[Reassembled in #3\]$/);
  }
});

test('fragments: without the earlier frames the last is a fragment like the others', () => {
  const { later } = passes(inPieces, {}, false);
  assert.ok(!later[2].names.includes('udp'));
  assert.ok(!later[2].names.includes('ip.reassembled.data'));
});

test('fragments: nothing is put together when that is switched off', () => {
  const { session, later } = passes(inPieces, { 'ip.defragment': false });
  assert.equal(session.fragments.count, 0);
  assert.ok(later[0].names.includes('udp.srcport'));
  assert.match(later[2].info, /^Fragmented IP protocol \(proto=UDP 17, off=80, ID=1234\)$/);
});

test('fragments: a quoted one is not put together with others', () => {
  const [first, second, third] = fragments(datagram, pieces).map((frame) => frame.bytes.subarray(14));
  const error = (quoted: Uint8Array) => packet(ethernet(), ipv4(), icmp(11, 1, u32(0)), quoted);
  const { session } = passes([first, second, third].map((quoted) => ({ bytes: error(quoted) })));
  assert.equal(session.fragments.count, 0);
});

test('a wrong header checksum is told when it is asked for, and its fragments are left alone', () => {
  const wrong = inPieces.map(({ bytes }) => {
    const changed = bytes.slice();
    changed.set(u16(0x1234), 14 + 10);
    return { bytes: changed };
  });
  const unasked = passes(wrong);
  assert.ok(unasked.later[0].texts.includes('Header Checksum: 0x1234 [validation disabled]'));
  assert.ok(unasked.later[2].names.includes('udp'));
  const asked = passes(wrong, { 'ip.check_checksum': true });
  assert.equal(asked.session.fragments.count, 0);
  const text = asked.later[0].texts.find((line) => line.startsWith('Header Checksum'));
  assert.match(text ?? '', /^Header Checksum: 0x1234 incorrect, should be 0x[0-9a-f]{4}\(may be caused by/);
  assert.ok(asked.later[0].texts.includes('[Header checksum status: Bad]'));
  const right = passes(inPieces, { 'ip.check_checksum': true }).later[0].texts;
  assert.ok(right.some((line) => /^Header Checksum: 0x[0-9a-f]{4} \[correct\]$/.test(line)));
  assert.ok(right.includes('[Header checksum status: Good]'));
});

test('echo: a request names its reply, or that there is none, in later passes only', () => {
  const there = { src: '10.0.0.1', dst: '10.0.0.2' };
  const back = { src: '10.0.0.2', dst: '10.0.0.1' };
  const data = ascii('abcdefgh');
  const { learning, later } = passes([
    { bytes: packet(ethernet(), ipv4(there), echo(8, 1, 1), data) },
    { bytes: packet(ethernet(), ipv4(back), echo(0, 1, 1), data) },
    { bytes: packet(ethernet(), ipv4(there), echo(8, 1, 2), data) },
  ]);
  assert.match(learning[0].info, /ttl=64$/);
  assert.match(learning[1].info, /\(request in 1\)$/);
  assert.match(learning[2].info, /ttl=64$/);
  assert.match(later[0].info, /\(reply in 2\)$/);
  assert.deepEqual(later[1], learning[1]);
  assert.match(later[2].info, /\(no response found!\)$/);
});

test('a lone fragment does not make checksums above it wrong', () => {
  const { later } = passes(inPieces.slice(0, 1), { 'udp.check_checksum': true, 'ip.defragment': false });
  assert.ok(later[0].names.includes('udp.checksum'));
  assert.ok(!later[0].texts.some((line) => line.includes('Bad checksum')));
});
