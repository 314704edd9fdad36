import { linkTypes, named, pppProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, uint8, uint16 } from '../../model/field.ts';
import { PPP } from '../named-protocols.ts';
import { pppProtocolNames } from './ppp-protocols.ts';

const WITH_DIRECTION = 204;
/** First bytes of Cisco's HDLC frames, which serial interfaces mix with PPP. */
const CISCO_UNICAST = 0x0f;
const CISCO_MULTICAST = 0x8f;
const ALL_STATIONS = 0xff;

const f = fields('ppp', {
  direction: uint8('direction', 'Direction', { names: { 0: 'DTE->DCE', 1: 'DCE->DTE' } }),
  address: uint8('address', 'Address', { base: 'hex', help: '0xff: all stations. There is only one other.' }),
  control: uint8('control', 'Control', { base: 'hex', help: '0x03: unnumbered information.' }),
  protocol: uint16('protocol', 'Protocol', {
    base: 'hex',
    names: pppProtocolNames,
    help: 'What the frame carries. One byte instead of two when both sides agreed on compression.',
    rfc: 'RFC 1661 section 2',
  }),
});

/** PPP, with or without the address and control bytes of HDLC-like framing, protocol number compressed or not. */
export const ppp = protocol({
  name: 'ppp',
  title: 'Point-to-Point Protocol',
  short: 'PPP',
  osi: 2,
  rule: 'carries packets over a link between two ends',
  unit: 'frame',
  rfc: [1661, 1662],
  fields: f,
  claims: [
    [linkTypes, 9, 50, WITH_DIRECTION],
    [named, PPP],
  ],
  decode(c) {
    if (c.layer === 1 && c.frame.record.linkType === WITH_DIRECTION) {
      if (c.available < 1) c.short(1);
      c.at(f.direction, c.pos, 1, c.peek8(c.pos) === 0 ? 1 : 0);
      c.skip(1);
    }
    if (c.available < 1) c.short(1);
    const first = c.peek8(c.pos);
    if (first === CISCO_UNICAST || first === CISCO_MULTICAST) {
      c.hand(c.frame.registry.protocol('chdlc'));
      return;
    }
    if (first === ALL_STATIONS) {
      c.u8(f.address);
      c.u8(f.control);
      if (c.available < 1) c.short(1);
    }
    const number = c.peek8(c.pos);
    // The first byte of a whole number is even, so an odd one is a number of one byte.
    c.next(pppProtocols, number & 1 ? c.u8(f.protocol) : c.u16(f.protocol));
  },
  column: (v) => (v.has(f.protocol) ? `0x${v.num(f.protocol).toString(16).padStart(4, '0')}` : 'PPP'),
  info(v) {
    if (!v.has(f.protocol)) return '';
    const number = `0x${v.num(f.protocol).toString(16).padStart(4, '0')}`;
    return `PPP ${v.name(f.protocol) ?? 'Unknown'} (${number})`;
  },
  infoFields: [f.protocol],
  story: (v) => `Carries ${v.name(f.protocol) ?? 'a packet'} to the other end of the link.`,
});
