import type { Cursor } from '../../model/cursor.ts';
import { evidenceFields, noteAlternative, noteRule, noteThreshold, noteValue } from '../../model/evidence.ts';
import { CHAT } from '../../model/expert.ts';
import { offloadFields } from '../offload-fields.ts';
import { SHORTEST_HEADER } from './segment.ts';
import type { TcpState } from './tcp-state.ts';

const ETHERNET = 1;
/** Largest IP packet of an Ethernet frame without jumbo frames. */
const ETHERNET_MTU = 1500;

/**
 * Notes that the segment is several on the wire, cut by the adapter after it was captured or joined before. Raises the
 * frame's severity also where nothing is noted.
 */
export function noteOffload(c: Cursor, state: TcpState): void {
  const { segment: s, flows } = state;
  if (s.stream < 0 || s.quoted || s.length === 0) return;
  const told = flows.largest[s.flow ^ 1];
  const options = s.headerLength - SHORTEST_HEADER;
  if (told > 0 && flows.largestFrame[s.flow ^ 1] < s.frame) {
    if (s.length <= told) return;
    if (!begin(c, Math.ceil(s.length / Math.max(1, told - options)))) return;
    noteRule(
      c,
      'A segment with more data than the peer accepts in one, as it said in its SYN, was not on the wire like this.',
    );
    noteValue(c, `Data of this segment: ${s.length} bytes`);
    noteValue(c, `Maximum segment size of the peer: ${told} bytes`, flows.largestFrame[s.flow ^ 1]);
    noteThreshold(c, `${told} bytes`);
    explain(c);
    noteAlternative(c, 'a router that lowered the maximum segment size in the SYN on its way');
  } else {
    const length = s.headerLength + s.length;
    const { linkType } = c.frame.record;
    if (linkType !== ETHERNET || length <= ETHERNET_MTU) return;
    if (!begin(c, Math.ceil(s.length / (ETHERNET_MTU - 20 - s.headerLength)))) return;
    noteRule(
      c,
      'A segment that is longer than what Ethernet usually carries, in a connection whose maximum segment size was not seen.',
    );
    noteValue(c, `Header and data of this segment: ${length} bytes`);
    noteThreshold(c, `${ETHERNET_MTU} bytes`);
    explain(c);
    noteAlternative(c, 'jumbo frames, which carry 9,000 bytes and more');
  }
  c.unnest();
  c.unnest();
  c.unnest();
}

function explain(c: Cursor): void {
  noteValue(c, 'Where it was sent, the adapter cuts it after it was captured (TSO, GSO)');
  noteValue(c, 'Where it was received, the adapter has joined several before they were captured (LRO, GRO)');
}

/** Makes the note, and opens its evidence. False where nothing is noted. */
function begin(c: Cursor, count: number): boolean {
  if (!c.noting) {
    c.remark(CHAT, 'Assumption', '');
    return false;
  }
  const text = `Segmentation offload: ${count} segments on the wire, captured as one`;
  c.label(c.generated(offloadFields.segments, count), `${offloadFields.segments.title}: ${count}`);
  c.nest();
  c.remark(CHAT, 'Assumption', text, offloadFields.segmentation);
  c.nest();
  c.generated(evidenceFields.evidence, 0);
  c.nest();
  return true;
}
