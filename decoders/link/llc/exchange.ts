import type { Cursor } from '../../model/cursor.ts';
import { fields, uint8 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';

const BASIC_FORMAT = 0x81;

/** Information of an exchange-identification frame in the basic format (IEEE 802.2 section 5.4.1.2.1). */
export const exchangeFields = fields('basicxid', {
  format: uint8('llc.xid.format', 'XID Format', { base: 'hex', names: { [BASIC_FORMAT]: 'LLC basic format' } }),
  types: uint8('llc.xid.types', 'LLC Types/Classes', {
    base: 'hex',
    names: {
      1: 'Type 1 LLC (Class I LLC)',
      2: 'Type 2 LLC',
      3: 'Type 1 and Type 2 LLCs (Class II LLC)',
      4: 'Type 3 LLC',
      5: 'Type 1 and Type 3 LLCs (Class III LLC)',
      6: 'Type 2 and Type 3 LLCs',
      7: 'Type 1 and Type 2 and Type 3 LLCs (Class IV LLC)',
    },
    help: 'Type 1: unconfirmed frames. Type 2: numbered frames on a connection. Type 3: confirmed without connection.',
  }),
  window: uint8('llc.xid.wsize', 'Receive Window Size', { help: 'Frames the station takes before it confirms.' }),
});

/** Reads the information of an XID frame when it is of the basic format. */
export function readExchange(c: Cursor): void {
  if (c.available < 1 || c.peek8(c.pos) !== BASIC_FORMAT) return;
  c.u8(exchangeFields.format);
  c.u8(exchangeFields.types);
  if (c.available < 1) c.short(1);
  c.at(exchangeFields.window, c.pos, 1, c.peek8(c.pos) >>> 1);
  c.skip(1);
}

export function exchangeInfo(v: LayerView): string {
  const types = v.has(exchangeFields.types) ? (v.name(exchangeFields.types) ?? v.text(exchangeFields.types)) : '';
  const window = v.has(exchangeFields.window) ? `; Window Size ${v.num(exchangeFields.window)}` : '';
  return `Basic Format${types && `; ${types}`}${window}`;
}
