import { pppProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, none, octets, text, uint8, uint16 } from '../../model/field.ts';

const CHALLENGE = 1;
const RESPONSE = 2;
const SUCCESS = 3;
const FAILURE = 4;
const HEADER = 4;

const f = fields('chap', {
  code: uint8('code', 'Code', { names: { 1: 'Challenge', 2: 'Response', 3: 'Success', 4: 'Failure' } }),
  identifier: uint8('identifier', 'Identifier', { help: 'The same in a challenge, its response and the verdict.' }),
  length: uint16('length', 'Length'),
  data: none('data', 'Data'),
  valueSize: uint8('value_size', 'Value Size'),
  value: octets('value', 'Value', {
    help: 'Of a challenge: random bytes. Of a response: a hash over identifier, secret and challenge.',
    rfc: 'RFC 1994 section 4.1',
  }),
  name: text('name', 'Name', { help: 'Who sends it, so that the other end knows which secret to use.' }),
  message: text('message', 'Message'),
  stuff: octets('stuff', 'Stuff'),
});

export const chap = protocol({
  name: 'chap',
  title: 'PPP Challenge Handshake Authentication Protocol',
  short: 'PPP CHAP',
  osi: 2,
  rule: 'one end of a link proves to the other who it is before the link may be used',
  unit: 'packet',
  rfc: [1994, 2433, 2759],
  fields: f,
  claims: [[pppProtocols, 0xc223]],
  decode(c) {
    const code = c.u8(f.code);
    c.u8(f.identifier);
    const length = c.u16(f.length);
    if (length < HEADER) c.malformed('The length is shorter than the header.');
    c.scope(length - HEADER);
    if (c.remaining === 0) return;
    if (code === CHALLENGE || code === RESPONSE) valueAndName(c);
    else if (code === SUCCESS || code === FAILURE) c.take(f.message, c.remaining);
    else c.take(f.stuff, c.remaining);
  },
  info(v) {
    if (!v.has(f.code)) return '';
    const name = v.name(f.code) ?? 'Unknown';
    if (v.has(f.value)) return `${name} (NAME='${v.text(f.name)}', VALUE=0x${v.text(f.value)})`;
    const verdict = v.num(f.code) === SUCCESS || v.num(f.code) === FAILURE;
    return verdict ? `${name} (MESSAGE='${v.text(f.message)}')` : name;
  },
  infoFields: [f.code, f.value, f.name, f.message],
  story(v) {
    switch (v.num(f.code)) {
      case CHALLENGE:
        return `${v.text(f.name) || 'One end'} sends random bytes and wants them back mixed with the shared secret.`;
      case RESPONSE:
        return `${v.text(f.name) || 'The other end'} answers with a hash that only who knows the secret can make.`;
      case SUCCESS:
        return 'The answer was right: the other end is who it says.';
      case FAILURE:
        return 'The answer was wrong.';
    }
    return 'Authenticates one end of the link.';
  },
});

function valueAndName(c: Cursor): void {
  const entry = c.open(f.data);
  if (c.available < 1) c.short(1);
  const size = c.peek8(c.pos);
  const room = c.remaining - 1;
  if (size > room) {
    const text = c.noting ? `Value Size: ${size} bytes (invalid, must be <= ${room})` : '';
    c.label(c.at(f.valueSize, c.pos, 1, size), text);
    c.malformed('The value does not fit in the packet.');
  }
  c.u8(f.valueSize);
  if (size > 0) c.take(f.value, size);
  if (c.remaining > 0) c.take(f.name, c.remaining);
  c.close(entry);
}
