import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { IndexPass } from '../../../capture/passes/index-pass.ts';
import { FrameEnds } from '../../../capture/store/frame-ends.ts';
import { PacketTable } from '../../../capture/store/packet-table.ts';
import { AddressTable } from '../../../decoders/facts/address-table.ts';
import { Conversations } from '../../../decoders/facts/conversations.ts';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { emptyMask } from '../../../decoders/model/mask.ts';
import { Session } from '../../../decoders/model/session.ts';
import { fixtures } from '../../decoders/fixtures.ts';
import { record, registry } from '../../decoders/listing.ts';

for (const fixture of fixtures) {
  test(`rows have the ends that were decoded: ${fixture.name}`, () => {
    const table = new PacketTable();
    const session = new Session();
    session.frames = { frameBytes: (number) => fixture.frames[number - 1]?.bytes };
    const decoded: number[][] = [];
    const faces: { id: number; linkType: number }[] = [];
    const d = new Dissection(registry, session);
    const pass = new IndexPass(d, table, faces as never, emptyMask(), ({ packet }) => {
      const { sourcePort, targetPort, conversation } = packet;
      const { addresses } = session;
      decoded.push([addresses.sourceOf(packet), addresses.targetOf(packet), sourcePort, targetPort, conversation + 1]);
    });
    fixture.frames.forEach((frame, index) => {
      const linkType = frame.linkType ?? 1;
      faces[linkType] ??= { id: linkType, linkType };
      const r = record(frame, index);
      pass.frame(frame.bytes, 0, r.capturedLength, r.originalLength, r.seconds, r.nanoseconds, linkType, 0);
    });
    const rows = decoded.map((_, i) => {
      const { ends } = table;
      const frame = i + 1;
      return [
        ends.source(frame),
        ends.destination(frame),
        ends.sourcePort(frame),
        ends.destinationPort(frame),
        ends.conversation(frame),
      ];
    });
    assert.deepEqual(rows, decoded);
  });
}

test('ends that no conversation has are kept once each', () => {
  const end = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(0xffff), fc.nat(0xffff));
  fc.assert(
    fc.property(fc.array(end, { maxLength: 2000 }), (all) => {
      const ends = new FrameEnds();
      ends.conversations = new Conversations(new AddressTable());
      const values = all.map(([a, b, p, q]) => ends.valueOf(a, b, p, q, 0, false));
      for (const [i, value] of values.entries()) ends.values.set(i + 1, value);
      assert.equal(new Set(values).size, new Set(all.map(String)).size);
      all.forEach(([a, b, p, q], i) => {
        const frame = i + 1;
        const row = [ends.source(frame), ends.destination(frame), ends.sourcePort(frame), ends.destinationPort(frame)];
        assert.deepEqual(row, [a, b, p, q]);
        assert.equal(ends.conversation(frame), 0);
      });
    }),
    { numRuns: 40, seed: 3 },
  );
});
