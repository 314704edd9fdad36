import { protocol } from '../../model/define-protocol.ts';
import { ERROR } from '../../model/expert.ts';
import { fields, ipv4, none, uint16, uint32 } from '../../model/field.ts';

const REQUEST = 0;
const REPLY = 1;
const KEEPALIVE = 2;

const f = fields('slarp', {
  type: uint32('ptype', 'Packet type', { names: { 0: 'Request', 1: 'Reply', 2: 'Line keepalive' } }),
  address: ipv4('address', 'Address'),
  netmask: ipv4('netmask', 'Netmask'),
  own: uint32('mysequence', 'Outgoing sequence number', { help: "Number of the sender's last keepalive." }),
  other: uint32('yoursequence', 'Returned sequence number', {
    help: 'Number of the last keepalive that was received: the line is up when it follows the own one.',
  }),
  reliability: uint16('reliability', 'Reliability', { base: 'hex' }),
  invalid: none('reliability.invalid', 'Reliability must be 0xFFFF', { hidden: true }),
});

/** Finds out addresses on serial lines and tests the line. */
export const slarp = protocol({
  name: 'slarp',
  title: 'Cisco SLARP',
  short: 'SLARP',
  osi: 2,
  rule: 'tests a serial line and resolves its addresses; it never leaves the line',
  unit: 'message',
  rfc: [1547],
  fields: f,
  decode(c) {
    const type = c.u32(f.type);
    if (type === REQUEST || type === REPLY) {
      c.ipv4(f.address);
      c.ipv4(f.netmask);
    } else if (type === KEEPALIVE) {
      c.u32(f.own);
      c.u32(f.other);
      if (c.u16(f.reliability) !== 0xffff) {
        c.nest();
        c.expert(ERROR, 'Malformed', 'Reliability must be 0xFFFF', f.invalid);
        c.unnest();
      }
    } else c.rest();
  },
  info(v) {
    const type = v.num(f.type);
    if (type === KEEPALIVE && v.has(f.other)) {
      return `Line keepalive, outgoing sequence ${v.num(f.own)}, returned sequence ${v.num(f.other)}`;
    }
    if (v.has(f.netmask)) return `${v.name(f.type)}, from ${v.text(f.address)}, mask ${v.text(f.netmask)}`;
    if (type <= KEEPALIVE) return v.name(f.type) ?? '';
    return v.has(f.type) ? `Unknown packet type 0x${type.toString(16).toUpperCase().padStart(8, '0')}` : '';
  },
  infoFields: [f.type, f.address, f.netmask, f.own, f.other],
  story: (v) =>
    v.has(f.other)
      ? `Shows that the line works: keepalive ${v.num(f.own)}, and ${v.num(f.other)} was received last.`
      : 'Asks for or tells the address of this end of the line.',
});
