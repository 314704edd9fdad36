import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, none, text } from '../../model/field.ts';
import { utf8Text } from '../../tree/bytes-text.ts';
import { mediaTypeText } from '../media-type-text.ts';

const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;
const SPACE = 0x20;

const f = fields('urlencoded-form', {
  item: none('/text', 'Form item'),
  key: text('key', 'Key'),
  value: text('value', 'Value'),
});

/** Fields of an HTML form as browsers send them. */
export const urlencodedForm = protocol({
  name: 'urlencoded-form',
  title: 'HTML Form URL Encoded',
  short: '',
  osi: 6,
  rule: 'represents the fields of a form as text',
  unit: 'data',
  rfc: ['WHATWG URL Standard section 5'],
  fields: f,
  leaf: true,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('application/x-www-form-urlencoded')]],
  decode(c) {
    while (c.available > 0 && !c.tape.overflowed) item(c);
  },
  heading: (v) => `HTML Form URL Encoded: ${mediaTypeText(v.frame, v.layer)}`,
  info: (v) => ` (${mediaTypeText(v.frame, v.layer)})`,
  story: (v) => `Represents the fields of a form in ${v.headerLength} bytes of text.`,
});

function item(c: Cursor): void {
  const start = c.pos;
  let end = start;
  while (end < c.end && c.bytes[end] !== AMPERSAND) end++;
  let equals = start;
  while (equals < end && c.bytes[equals] !== EQUALS) equals++;
  const key = decoded(c.bytes, start, equals);
  const value = equals < end ? decoded(c.bytes, equals + 1, end) : undefined;
  const next = Math.min(end + 1, c.end);
  c.label(c.at(f.item, start, next - start, 0), `Form item: "${key}"${value === undefined ? '' : ` = "${value}"`}`);
  c.nest();
  c.at(f.key, start, equals - start, 0, key);
  if (value !== undefined) c.at(f.value, equals + 1, end - equals - 1, 0, value);
  c.unnest();
  c.pos = next;
}

/** Undoes `+` for a blank and `%41` for the byte 0x41; what is no such escape stays. */
function decoded(bytes: Uint8Array, start: number, end: number): string {
  const out = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; at++) {
    const value = bytes[at] === PERCENT && at + 2 < end ? escaped(bytes[at + 1], bytes[at + 2]) : -1;
    if (value >= 0) {
      out[length++] = value;
      at += 2;
    } else out[length++] = bytes[at] === PLUS ? SPACE : bytes[at];
  }
  return utf8Text(out, 0, length);
}

function escaped(high: number, low: number): number {
  const a = hexValue(high);
  const b = hexValue(low);
  return a < 0 || b < 0 ? -1 : a * 16 + b;
}

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
