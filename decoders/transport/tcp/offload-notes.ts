import type { Cursor } from '../../model/cursor.ts';
import {
  evidenceFields,
  noteAlternative,
  noteRule,
  noteThreshold,
  noteValue,
  wantsEvidence,
} from '../../model/evidence.ts';
import { fields, uint32 } from '../../model/field.ts';
import { SHORTEST_HEADER } from './segment.ts';
import type { TcpState } from './tcp-state.ts';

const ETHERNET = 1;
/** Largest IP packet of an Ethernet frame without jumbo frames. */
const ETHERNET_MTU = 1500;

export const offloadFields = fields('osiscope.offload', {
  segments: uint32('segments', 'Segments on the wire', {
    help: 'The segment is longer than the network can carry: the adapter cuts it when it sends, or has joined what it received. This many segments it is on the wire, at least.',
  }),
});

/** Notes that the segment is several on the wire, cut by the adapter after it was captured or joined before. */
export function noteOffload(c: Cursor, state: TcpState): void {
  if (!c.wants(offloadFields.segments) && !wantsEvidence(c)) return;
  const { segment: s, flows } = state;
  if (s.stream < 0 || s.quoted || s.length === 0) return;
  const told = flows.largest[s.flow ^ 1];
  const options = s.headerLength - SHORTEST_HEADER;
  if (told > 0 && flows.largestFrame[s.flow ^ 1] < s.frame) {
    if (s.length <= told) return;
    begin(c, Math.ceil(s.length / Math.max(1, told - options)));
    noteRule(
      c,
      'A segment with more data than the peer accepts in one, as it said in its SYN, was not on the wire like this.',
    );
    noteValue(c, `Data of this segment: ${s.length} bytes`);
    noteValue(c, `Maximum segment size of the peer: ${told} bytes`, flows.largestFrame[s.flow ^ 1]);
    noteThreshold(c, `${told} bytes`);
  } else {
    const length = s.headerLength + s.length;
    const { linkType } = c.frame.record;
    if (linkType !== ETHERNET || length <= ETHERNET_MTU) return;
    begin(c, Math.ceil(s.length / (ETHERNET_MTU - 20 - s.headerLength)));
    noteRule(
      c,
      'A segment that is longer than what Ethernet usually carries, in a connection whose maximum segment size was not seen.',
    );
    noteValue(c, `Header and data of this segment: ${length} bytes`);
    noteThreshold(c, `${ETHERNET_MTU} bytes`);
    noteAlternative(c, 'jumbo frames, which carry 9,000 bytes and more');
  }
  noteAlternative(
    c,
    'sent by this machine: its adapter cuts the segment (TSO, GSO); received: its adapter has joined several (GRO, LRO)',
  );
  c.unnest();
  c.unnest();
}

function begin(c: Cursor, count: number): void {
  const text = `Segmentation offload: ${count} segments on the wire, captured as one`;
  c.label(c.generated(offloadFields.segments, count), text);
  c.nest();
  c.generated(evidenceFields.evidence, 0);
  c.nest();
}
