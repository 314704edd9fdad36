import { etherTypes, linkTypes, named } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR, WARN } from '../../model/expert.ts';
import { bool, ether, type Field, fields, none, octets, uint16, uint24 } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { IPX, LLC } from '../named-protocols.ts';
import { noteTrailer } from '../trailer.ts';
import { etherTypeNames } from './ether-types.ts';

/** Numbers up to this are the length of an IEEE 802.3 frame, from 1536 on an EtherType (IEEE 802.3 clause 3.2.6). */
const MAX_LENGTH = 1500;
const FIRST_ETHERTYPE = 1536;
const HEADER = 14;

const LOCAL = {
  mask: 0x020000,
  truth: [
    'Locally administered address (this is NOT the factory default)',
    'Globally unique address (factory default)',
  ],
  help: 'Set in addresses that software made up, for example virtual machines and phones that hide their own.',
} as const;
const GROUP = {
  mask: 0x010000,
  truth: ['Group address (multicast/broadcast)', 'Individual address (unicast)'],
} as const;

const f = fields('eth', {
  destination: ether('dst', 'Destination', { help: 'The station or group the frame is meant for.' }),
  destinationOui: uint24('dst.oui', 'Destination OUI', { base: 'oui', hidden: true }),
  destinationLocal: bool('dst.lg', 'LG bit', { ...LOCAL, also: ['eth.lg'] }),
  destinationGroup: bool('dst.ig', 'IG bit', { ...GROUP, also: ['eth.ig'] }),
  source: ether('src', 'Source', { help: 'The station that sent the frame on this link.' }),
  sourceOui: uint24('src.oui', 'Source OUI', { base: 'oui', hidden: true }),
  sourceLocal: bool('src.lg', 'LG bit', { ...LOCAL, also: ['eth.lg'] }),
  sourceGroup: bool('src.ig', 'IG bit', { ...GROUP, also: ['eth.ig'] }),
  address: ether('addr', 'Address', { help: 'Of either station: the destination or the source.' }),
  addressOui: uint24('addr.oui', 'Address OUI', { base: 'oui', hidden: true }),
  groupSource: none('src_not_group', 'Source MAC must not be a group address', { hidden: true }),
  type: uint16('type', 'Type', {
    base: 'hex',
    names: etherTypeNames,
    help: 'EtherType: the protocol the frame carries.',
  }),
  length: uint16('len', 'Length', { help: 'IEEE 802.3: bytes of data that follow.' }),
  pastEnd: none('len.past_end', 'Length field value goes past the end of the payload', { hidden: true }),
  invalid: uint16('invalid_lentype', 'Invalid length/type', { base: 'hex-dec' }),
  invalidNote: none('invalid_lentype.expert', 'Invalid length/type', { hidden: true }),
  trailer: octets('trailer', 'Trailer', { help: 'Bytes behind the packet that are neither its own nor padding.' }),
});

const addressGroup = new FieldGroup([
  f.destinationOui,
  f.destinationLocal,
  f.destinationGroup,
  f.sourceOui,
  f.sourceLocal,
  f.sourceGroup,
  f.address,
  f.addressOui,
]);

export const ethernet = protocol({
  name: 'eth',
  title: 'Ethernet II',
  short: 'Ethernet',
  osi: 2,
  rule: 'delivers frames between stations on one link',
  unit: 'frame',
  rfc: ['IEEE 802.3', 894],
  fields: f,
  claims: [
    [linkTypes, 1],
    [etherTypes, 0x6558],
  ],
  decode(c) {
    const destination = c.take(f.destination, 6);
    if (c.wantsAny(addressGroup)) noteAddress(c, destination, f.destinationOui, f.destinationLocal, f.destinationGroup);
    const source = c.take(f.source, 6);
    if (c.wantsAny(addressGroup)) noteAddress(c, source, f.sourceOui, f.sourceLocal, f.sourceGroup);
    c.frame.packet.ether(c, source, destination);
    if (c.available < 2) c.short(2);
    const typeOrLength = c.peek16(c.pos);
    const fcs = fcsLength(c);
    const rest = fcs > 0 ? Math.max(0, c.remaining - 2 - fcs) : c.remaining - 2;
    if (typeOrLength >= FIRST_ETHERTYPE || typeOrLength === 0) {
      if ((c.peek8(source) & 1) !== 0) groupSource(c);
      c.u16(f.type);
      c.next(etherTypes, typeOrLength, rest);
    } else if (typeOrLength > MAX_LENGTH) {
      c.u16(f.invalid);
      c.expert(WARN, 'Protocol', 'Invalid length/type', f.invalidNote);
      c.rest();
    } else {
      c.u16(f.length);
      if (typeOrLength > rest) pastEnd(c);
      const raw = c.available >= 2 && c.peek16(c.pos) === 0xffff;
      c.next(named, raw ? IPX : LLC, Math.min(typeOrLength, rest));
    }
  },
  lateFields: [f.trailer],
  after(c) {
    noteTrailer(c, f.trailer, fcsLength(c));
  },
  heading(v) {
    if (v.has(f.length)) return `IEEE 802.3 Ethernet ${raw(v) ? 'Raw ' : ''}`;
    if (!v.has(f.source)) return 'Ethernet';
    const kind = v.has(f.invalid) ? 'Unknown' : 'II';
    return `Ethernet ${kind}, Src: ${v.text(f.source)}, Dst: ${v.text(f.destination)}`;
  },
  column(v) {
    if (!v.has(f.type)) return 'Ethernet';
    return `0x${v.num(f.type).toString(16).padStart(4, '0')}`;
  },
  info(v) {
    if (v.has(f.length)) return `IEEE 802.3 Ethernet ${raw(v) ? 'Raw ' : ''}`;
    if (v.has(f.invalid)) return `Ethernet Unknown: Invalid length/type: ${v.text(f.invalid)}`;
    return v.name(f.type) ?? 'Ethernet II';
  },
  infoFields: [f.type, f.length, f.invalid],
  story(v) {
    if (!v.has(f.source)) return 'Carries a frame between two stations of a link.';
    const to = v.text(f.destination);
    const whom =
      to === 'ff:ff:ff:ff:ff:ff'
        ? 'all stations'
        : v.num(f.destinationGroup) === 1
          ? `the group ${to}`
          : `station ${to}`;
    const what = v.name(f.type);
    return `Station ${v.text(f.source)} sent this frame on the link to ${whom}${what ? `; it carries ${what}` : ''}.`;
  },
});

/** Notes the address by its common name, the maker's number and the two low bits of the first byte of an address. */
function noteAddress(c: Cursor, at: number, oui: Field, local: Field, group: Field): void {
  const first = c.peek8(at);
  c.nest();
  const maker = (first << 16) | c.peek16(at + 1);
  c.at(oui, at, 3, maker);
  c.at(f.address, at, 6, 0);
  c.at(f.addressOui, at, 3, maker);
  c.at(local, at, 3, (first >>> 1) & 1);
  c.at(group, at, 3, first & 1);
  c.unnest();
}

/** Bytes of frame check sequence that the capture says each frame ends with; an encapsulated frame has none. */
function fcsLength(c: Cursor): number {
  return c.layer === 1 ? (c.frame.session.interfaces[c.frame.record.interfaceId]?.fcsLength ?? -1) : 0;
}

function groupSource(c: Cursor): void {
  c.nest();
  const reason = 'Source MAC must not be a group address: IEEE 802.3-2002, Section 3.2.3(b)';
  c.expert(WARN, 'Protocol', reason, f.groupSource);
  c.unnest();
}

function pastEnd(c: Cursor): void {
  c.nest();
  c.expert(ERROR, 'Malformed', 'Length field value goes past the end of the payload', f.pastEnd);
  c.unnest();
}

/** Novell's frames without an LLC header. */
function raw(v: LayerView): boolean {
  const { layers, sources } = v.frame;
  const at = layers.start(v.layer) + HEADER;
  const { bytes, start, end } = sources[layers.source(v.layer)];
  return start + at + 2 <= end && bytes[start + at] === 0xff && bytes[start + at + 1] === 0xff;
}
