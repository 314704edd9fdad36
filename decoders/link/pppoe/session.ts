import { etherTypes, linkTypes, named } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { WARN } from '../../model/expert.ts';
import { fields, none, uint16 } from '../../model/field.ts';
import { PPP } from '../named-protocols.ts';
import { headerFields, readHeader } from './header.ts';

const HEADER = 6;
/** A longer packet needs no Ethernet padding, so its length field must be right. */
const NEEDS_NO_PADDING = 46;
const CREDITS = 0x0106;
const CREDITS_LENGTH = 8;
const LCP = 0xc021;
const IPCP = 0x8021;

const f = fields('pppoes', {
  tags: none('tags', 'PPPoE Tags'),
  tag: uint16('/pppoed.tag', 'Tag', { base: 'hex', names: { [CREDITS]: 'Credits' } }),
  tagLength: uint16('/pppoed.tag_length', 'Tag Length'),
  forward: uint16('tags.credits.fcn', 'FCN', { help: 'Credits granted to the other side.', rfc: 'RFC 5578' }),
  backward: uint16('tags.credits.bcn', 'BCN', { help: 'Credits the sender has left.', rfc: 'RFC 5578' }),
});

export const pppoeSession = protocol({
  name: 'pppoes',
  title: 'PPP-over-Ethernet Session',
  short: 'PPPoES',
  osi: 2,
  rule: 'makes a point-to-point link between two stations of an Ethernet',
  unit: 'frame',
  rfc: [2516],
  fields: f,
  claims: [
    [etherTypes, 0x8864],
    [linkTypes, 51],
  ],
  decode(c) {
    const length = readHeader(c);
    checkLength(c, length);
    c.scope(length);
    if (c.available >= CREDITS_LENGTH && c.peek16(c.pos) === CREDITS && c.peek16(c.pos + 2) === 4) credits(c);
    c.next(named, PPP);
  },
  info: (v) => v.name(headerFields.code) ?? (v.has(headerFields.code) ? 'Unknown' : ''),
  infoFields: [headerFields.code],
  story: (v) => `Carries PPP in session ${v.text(headerFields.session)} between two stations on the Ethernet.`,
});

/** Tells when the length field and the bytes that follow disagree and neither padding nor an FCS explains it. */
function checkLength(c: Cursor, length: number): void {
  const actual = c.remaining;
  if (actual + HEADER <= NEEDS_NO_PADDING || length === actual || length + 4 === actual || c.available < 2) return;
  const control = c.peek16(c.pos);
  if (control === LCP || control === IPCP) return;
  c.nest();
  const text = c.noting ? `Possible bad payload length ${length} != ${actual}` : '';
  c.expert(WARN, 'Malformed', text, headerFields.badLength);
  c.unnest();
}

function credits(c: Cursor): void {
  const entry = c.open(f.tags);
  c.u16(f.tag);
  c.u16(f.tagLength);
  c.u16(f.forward);
  c.u16(f.backward);
  c.close(entry);
}
