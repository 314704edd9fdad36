import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { hex } from '../../tree/bytes-text.ts';

/** Reads the eight bytes that name a bridge: four bits of priority, twelve of system id extension, and its address. */
export function readBridge(c: Cursor, heading: Field, priority: Field, extension: Field, address: Field): void {
  const start = c.pos;
  const entry = c.open(heading);
  c.skip(2);
  const word = c.peek16(start);
  c.at(priority, start, 1, word & 0xf000);
  c.at(extension, start, 2, word & 0x0fff);
  const at = c.take(address, 6);
  c.close(entry);
  if (entry < 0) return;
  c.label(entry, `${heading.title}: ${word & 0xf000} / ${word & 0x0fff} / ${hex(c.bytes, at, at + 6, ':')}`);
}
