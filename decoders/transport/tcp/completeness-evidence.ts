import { PARTS } from '../../facts/tcp-flows.ts';
import type { Cursor } from '../../model/cursor.ts';
import { evidenceFields, noteAlternative, noteRule, noteValue, wantsEvidence } from '../../model/evidence.ts';
import type { TcpState } from './tcp-state.ts';

/** In the order of the bits of {@link TcpFlows.completeness}. */
const parts = ['SYN', 'SYN-ACK', 'first ACK', 'first data', 'first FIN', 'first RST'];

/** Notes below the completeness just noted which frames it rests on, where the whole connection is known. */
export function noteCompletenessEvidence(c: Cursor, state: TcpState, seen: number): void {
  if (c.frame.learning || !wantsEvidence(c)) return;
  const { stream } = state.segment;
  c.nest();
  c.generated(evidenceFields.evidence, 0);
  c.nest();
  noteRule(c, 'A part counts as soon as one segment of the connection has it; complete is what opens and closes.');
  const missing: string[] = [];
  for (let part = 0; part < PARTS; part++) {
    if (seen & (1 << part)) noteValue(c, parts[part], state.flows.partFrame[stream * PARTS + part]);
    else missing.push(parts[part].replace('first ', ''));
  }
  if (missing.length > 0) noteValue(c, `Not seen: ${missing.join(', ')}`);
  if (!(seen & 1)) noteAlternative(c, 'a connection that was opened before the capture began');
  if (!(seen & 0x30)) noteAlternative(c, 'a connection that goes on after the capture ends');
  c.unnest();
  c.unnest();
}
