import type { Cursor } from '../../model/cursor.ts';
import { bool, type FieldSpec, fields, uint32 } from '../../model/field.ts';
import { bitsLabel } from './bits-label.ts';

/** Control characters by their bit in the map, from 0. */
const NAMES = [
  ['nul', 'NUL'],
  ['soh', 'SOH'],
  ['stx', 'STX'],
  ['etx', 'ETX'],
  ['eot', 'EOT'],
  ['enq', 'ENQ'],
  ['ack', 'ACK'],
  ['bel', 'BEL'],
  ['bs', 'BS'],
  ['ht', 'HT'],
  ['lf', 'LF'],
  ['vt', 'VT'],
  ['ff', 'FF'],
  ['cr', 'CR'],
  ['so', 'SO'],
  ['si', 'SI'],
  ['dle', 'DLE'],
  ['dc1', 'DC1 (XON)'],
  ['dc2', 'DC2'],
  ['dc3', 'DC3 (XOFF)'],
  ['dc4', 'DC4'],
  ['nak', 'NAK'],
  ['syn', 'SYN'],
  ['etb', 'ETB'],
  ['can', 'CAN'],
  ['em', 'EM'],
  ['sub', 'SUB'],
  ['esc', 'ESC'],
  ['fs', 'FS'],
  ['gs', 'GS'],
  ['rs', 'RS'],
  ['us', 'US'],
] as const;

const f = fields('lcp', {
  map: uint32('opt.asyncmap', 'Async Control Character Map', {
    base: 'hex',
    help: 'Control characters that must be sent escaped, because the line would take them for itself.',
    rfc: 'RFC 1662 section 7.1',
  }),
});

const bits = Object.values(
  fields(
    'lcp',
    Object.fromEntries(
      NAMES.map(([name, title], bit): [string, FieldSpec] => [
        name,
        bool(`opt.asyncmap.${name}`, title, { mask: (1 << bit) >>> 0, truth: ['True', 'False'] }),
      ]),
    ),
  ),
).reverse();

export function readCharacterMap(c: Cursor): void {
  const at = c.pos;
  c.skip(4);
  const map = c.peek32(at);
  if (!c.noting) return;
  c.label(c.at(f.map, at, 4, map), bitsLabel(f.map, map, 8, bits));
  c.nest();
  for (const bit of bits) c.at(bit, at, 4, (map & bit.mask) !== 0 ? 1 : 0);
  c.unnest();
}

/** The characters of a map in words. */
export function characterMapText(map: number): string {
  if (map === 0) return 'None';
  if (map === 0xffff_ffff) return 'All';
  return bits
    .filter((bit) => (map & bit.mask) !== 0)
    .map((bit) => bit.title)
    .join(', ');
}
