import { etherTypes, linkTypes, named } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { PPP } from '../named-protocols.ts';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;

/** Packets captured without any link-layer header, on tunnels for example: they begin with IPv4 or IPv6. */
export const rawIp = protocol({
  name: 'raw',
  title: 'Raw packet data',
  short: 'Raw',
  osi: 2,
  rule: 'stands for the link layer of an interface that has none',
  unit: 'packet',
  rfc: ['LINKTYPE_RAW'],
  fields: {},
  claims: [[linkTypes, 12, 14, 101]],
  decode(c) {
    if (c.available < 1) c.short(1);
    if (c.available >= 2 && c.peek16(c.pos) === 0xff03) {
      c.next(named, PPP);
      return;
    }
    const version = c.peek8(c.pos) >>> 4;
    const { registry } = c.frame;
    if (version === 4) c.hand(registry.lookup(etherTypes, IPV4));
    else if (version === 6) c.hand(registry.lookup(etherTypes, IPV6));
    else c.rest();
  },
  info: () => 'Raw packet data',
  story: () => 'The interface has no link layer: the capture begins with the IP packet.',
});
