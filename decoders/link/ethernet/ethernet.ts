import { etherTypes, linkTypes, named } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, ether, fields, octets, uint16 } from '../../model/field.ts';
import { etherTypeNames } from './ether-types.ts';

/** Numbers up to this are the length of an IEEE 802.3 frame, greater ones an EtherType (IEEE 802.3 clause 3.2.6). */
const MAX_LENGTH = 1500;
const FIRST_ETHERTYPE = 1536;

/** Number in the table of named protocols under which LLC is reached. */
export const LLC = 1;

const f = fields('eth', {
  destination: ether('dst', 'Destination', {
    also: ['eth.addr'],
    help: 'The station or group the frame is meant for.',
  }),
  source: ether('src', 'Source', { also: ['eth.addr'], help: 'The station that sent the frame on this link.' }),
  group: bool('ig', 'IG bit', {
    mask: 0x010000,
    truth: ['Group address (multicast/broadcast)', 'Individual address (unicast)'],
  }),
  local: bool('lg', 'LG bit', {
    mask: 0x020000,
    truth: [
      'Locally administered address (this is NOT the factory default)',
      'Globally unique address (factory default)',
    ],
  }),
  type: uint16('type', 'Type', {
    base: 'hex',
    names: etherTypeNames,
    help: 'EtherType: the protocol the frame carries.',
  }),
  length: uint16('len', 'Length', { help: 'IEEE 802.3: bytes of data that follow.' }),
  padding: octets('padding', 'Padding', { help: 'Fills a short frame up to the minimum of 60 bytes without FCS.' }),
  trailer: octets('trailer', 'Trailer'),
});

export const ethernet = protocol({
  name: 'eth',
  title: 'Ethernet II',
  short: 'Ethernet',
  osi: 2,
  rule: 'delivers frames between stations on one link',
  unit: 'frame',
  rfc: ['IEEE 802.3', 894],
  fields: f,
  claims: [[linkTypes, 1]],
  decode(c) {
    const destination = c.take(f.destination, 6);
    addressBits(c);
    const source = c.take(f.source, 6);
    addressBits(c);
    c.frame.packet.ether(c, source, destination);
    if (c.available < 2) c.short(2);
    const typeOrLength = c.peek16(c.pos);
    if (typeOrLength >= FIRST_ETHERTYPE || typeOrLength > MAX_LENGTH) {
      c.next(etherTypes, c.u16(f.type));
    } else {
      const length = c.u16(f.length);
      c.next(named, LLC, Math.min(length, c.remaining));
    }
  },
  after(c) {
    const rows = c.frame.layers;
    const carried = c.layer + 1;
    if (carried >= rows.count || rows.source(carried) !== c.source) return;
    const end = c.base + rows.end(carried);
    if (end >= c.end) return;
    const short = c.frame.record.originalLength <= 60;
    c.at(short ? f.padding : f.trailer, end, c.end - end, 0);
  },
  heading: (v) =>
    `${v.has(f.length) ? 'IEEE 802.3 Ethernet' : 'Ethernet II'}, Src: ${v.text(f.source)}, Dst: ${v.text(f.destination)}`,
  info: (v) => (v.has(f.type) ? (v.name(f.type) ?? v.text(f.type)) : ''),
  infoFields: [f.type],
  story: (v) => `Carries the packet from ${v.text(f.source)} to ${v.text(f.destination)} on this link.`,
});

/** Notes the two low bits of the first byte of the address just read. */
function addressBits(c: Cursor): void {
  if (!c.noting) return;
  const start = c.pos - 6;
  const first = c.peek8(start);
  c.nest();
  c.at(f.local, start, 3, (first >>> 1) & 1);
  c.at(f.group, start, 3, first & 1);
  c.unnest();
}
