import type { Cursor } from '../model/cursor.ts';
import { NOTE } from '../model/expert.ts';

/** Marks a body whose first bytes are not those of its media type; its bytes are shown undecoded. */
export function noteOtherBytes(c: Cursor): void {
  c.pos = c.pos + c.available;
  c.expert(NOTE, 'Malformed', 'The body is not of the type that its header tells');
}
