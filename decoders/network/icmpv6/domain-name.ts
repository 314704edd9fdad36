import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { plainText } from '../../tree/bytes-text.ts';

/** Longest name on the wire (RFC 1035 section 2.3.4). */
const MAX_NAME = 255;

/** Reads a domain name in labels, without compression, and notes it with dots. Returns it when it is wanted. */
export function takeDomainName(c: Cursor, field: Field): string {
  const start = c.pos;
  const wanted = c.wants(field);
  let name = '';
  for (;;) {
    if (c.available < 1) c.short(1);
    const length = c.peek8(c.pos);
    if (length === 0) break;
    if (length > 63 || c.pos - start + length > MAX_NAME) c.malformed('domain name is no list of labels');
    c.skip(length + 1);
    if (wanted) name += `${name === '' ? '' : '.'}${plainText(c.bytes, c.pos - length, c.pos)}`;
  }
  c.skip(1);
  c.at(field, start, c.pos - start, 0, name === '' ? '<Root>' : name);
  return name;
}
