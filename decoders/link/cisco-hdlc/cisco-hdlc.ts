import { etherTypes, linkTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, uint8, uint16 } from '../../model/field.ts';

const SLARP = 0x8035;
const SPANNING_TREE = 0x4242;
const OSI = 0xfefe;
/** First bytes of OSI network protocols; any other byte there is padding. */
const CLNP = 0x81;
const ESIS = 0x82;
const ISIS = 0x83;

/** Cisco's numbers: mostly EtherTypes, but 0x8035 is SLARP and not RARP. */
const protocolNames = {
  2048: 'IP',
  8192: 'Cisco Discovery Protocol',
  16962: 'Spanning Tree BPDU',
  25944: 'Transparent Ethernet bridging',
  32821: 'SLARP',
  32824: 'DEC LanBridge',
  32923: 'Appletalk',
  33011: 'AARP',
  33079: 'Netware IPX/SPX',
  34525: 'IPv6',
  34887: 'MPLS unicast',
  34888: 'MPLS multicast',
  65278: 'OSI',
};

const f = fields('chdlc', {
  address: uint8('address', 'Address', { base: 'hex', names: { 15: 'Unicast', 143: 'Multicast' } }),
  control: uint8('control', 'Control', { base: 'hex' }),
  protocol: uint16('protocol', 'Protocol', { base: 'hex', names: protocolNames }),
  padding: uint8('clns_padding', 'CLNS Padding', { base: 'hex' }),
});

/** Cisco's framing on serial lines (RFC 1547 section 4.3.1). */
export const ciscoHdlc = protocol({
  name: 'chdlc',
  title: 'Cisco HDLC',
  short: 'CHDLC',
  osi: 2,
  rule: 'carries packets over a serial line between two routers',
  unit: 'frame',
  rfc: [1547],
  fields: f,
  claims: [[linkTypes, 104]],
  decode(c) {
    c.u8(f.address);
    c.u8(f.control);
    const number = c.u16(f.protocol);
    const { registry } = c.frame;
    if (number === SLARP) c.hand(registry.protocol('slarp'));
    else if (number === SPANNING_TREE) c.hand(registry.protocol('stp'));
    else if (number === OSI) osi(c);
    else c.hand(registry.lookup(etherTypes, number));
  },
  column: (v) => (v.has(f.protocol) ? `0x${v.num(f.protocol).toString(16).padStart(4, '0')}` : 'CHDLC'),
  info: (v) => v.name(f.protocol) ?? '',
  infoFields: [f.protocol],
  story: (v) => `Carries ${v.name(f.protocol) ?? 'a packet'} to the router at the other end of the line.`,
});

function osi(c: Cursor): void {
  const first = c.available > 0 ? c.peek8(c.pos) : CLNP;
  if (first !== CLNP && first !== ESIS && first !== ISIS) c.u8(f.padding);
  c.rest();
}
