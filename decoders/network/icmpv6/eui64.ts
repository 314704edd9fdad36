import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { hex } from '../../tree/bytes-text.ts';

/** Reads a 64-bit link-layer address; Wireshark prints it twice, as it has no name for it. Returns its position. */
export function takeEui64(c: Cursor, field: Field): number {
  const at = c.take(field, 8);
  if (c.wants(field)) {
    const text = hex(c.bytes, at, at + 8, ':');
    c.label(c.tape.count - 1, `${field.title}: ${text} (${text})`);
  }
  return at;
}
