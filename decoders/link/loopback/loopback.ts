import { etherTypes, linkTypes, named } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, uint16, uint32 } from '../../model/field.ts';
import type { Protocol } from '../../model/protocol.ts';
import { etherTypeNames } from '../ethernet/ether-types.ts';
import { PPP } from '../named-protocols.ts';

const NULL = 0;
const OPENBSD_LOOP = 108;
/** Numbers above the longest IEEE 802.3 frame are EtherTypes. */
const MAX_FAMILY = 1500;
const IPV4 = 0x0800;
const IPV6 = 0x86dd;

const f = fields('null', {
  family: uint32('family', 'Family', {
    names: { 2: 'IP', 7: 'OSI', 16: 'Appletalk', 23: 'Netware IPX/SPX', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6' },
    help: 'Address family as the capturing system numbers it: IPv6 is 24, 28 or 30 on NetBSD, FreeBSD or macOS.',
  }),
  type: uint16('type', 'Type', { base: 'hex', names: etherTypeNames }),
});

/** The four bytes that BSD systems put in front of packets on interfaces without a link layer, such as loopback. */
export const loopback = protocol({
  name: 'null',
  title: 'Null/Loopback',
  short: 'Null',
  osi: 2,
  rule: 'tells only which protocol follows: a loopback interface has no link layer',
  unit: 'packet',
  rfc: ['LINKTYPE_NULL', 'LINKTYPE_LOOP'],
  fields: f,
  claims: [[linkTypes, NULL, OPENBSD_LOOP]],
  decode(c) {
    if (c.available < 2) c.short(2);
    const ownOrder = c.frame.record.linkType !== OPENBSD_LOOP;
    if (ownOrder && c.peek16(c.pos) === 0xff03) {
      c.next(named, PPP);
      return;
    }
    const at = c.pos;
    c.skip(4);
    const number = ownOrder ? family(c, at) : c.peek32(at);
    if (ownOrder && number > MAX_FAMILY) {
      c.at(f.type, at, 4, number & 0xffff);
      c.hand(c.frame.registry.lookup(etherTypes, number & 0xffff));
    } else {
      c.at(f.family, at, 4, number);
      c.hand(network(c, number));
    }
  },
  info: () => 'Null/Loopback',
  story(v) {
    const family = v.name(f.family) ?? v.text(f.type);
    return `The interface has no link layer; the system only noted the packet's address family${family && ` (${family})`}.`;
  },
});

/**
 * The number in the first four bytes, whose byte order is that of the host that captured: read as little-endian, and
 * turned round where that gives no small number. Some systems use only the first two bytes, others the last two for an
 * EtherType.
 */
function family(c: Cursor, at: number): number {
  const big = c.peek32(at);
  const little = ((big >>> 24) | ((big >>> 8) & 0xff00) | ((big & 0xff00) << 8) | (big << 24)) >>> 0;
  if (little >>> 16 !== 0) return little >>> 16 < 6 ? little >>> 16 : big;
  return (little & 0xff) === 0 && little < 0x600 ? little >>> 8 : little;
}

function network(c: Cursor, number: number): Protocol | undefined {
  const { registry } = c.frame;
  if (number === 2) return registry.lookup(etherTypes, IPV4);
  return number === 24 || number === 28 || number === 30 ? registry.lookup(etherTypes, IPV6) : undefined;
}
