import { etherTypes, named } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR } from '../../model/expert.ts';
import { bool, fields, none, octets, uint16 } from '../../model/field.ts';
import { etherTypeNames } from '../ethernet/ether-types.ts';
import { IPX, LLC } from '../named-protocols.ts';
import { noteTrailer } from '../trailer.ts';

/** Numbers up to this are a length, as in an Ethernet header. */
const MAX_LENGTH = 1500;

const f = fields('vlan', {
  priority: uint16('priority', 'Priority', {
    mask: 0xe000,
    names: {
      0: 'Best Effort (default)',
      1: 'Background',
      2: 'Excellent Effort',
      3: 'Critical Applications',
      4: 'Video, < 100ms latency and jitter',
      5: 'Voice, < 10ms latency and jitter',
      6: 'Internetwork Control',
      7: 'Network Control',
    },
    help: 'Traffic class for switches that queue by importance; the names are recommendations.',
    rfc: 'IEEE 802.1Q clause 6.9.3',
  }),
  dropEligible: bool('dei', 'DEI', {
    mask: 0x1000,
    truth: ['Eligible', 'Ineligible'],
    help: 'Drop Eligible Indicator: this frame may be dropped first when a switch is full.',
  }),
  id: uint16('id', 'ID', {
    mask: 0x0fff,
    help: 'The virtual LAN the frame belongs to; 0 carries only a priority, 4095 is reserved.',
  }),
  type: uint16('etype', 'Type', { base: 'hex', names: etherTypeNames }),
  length: uint16('len', 'Length'),
  pastEnd: none('len.past_end', 'Length field value goes past the end of the payload', { hidden: true }),
  trailer: octets('trailer', 'Trailer'),
});

export const vlan = protocol({
  name: 'vlan',
  title: '802.1Q Virtual LAN',
  short: 'VLAN',
  osi: 2,
  rule: 'marks a frame as part of one of several networks that share a link',
  unit: 'frame',
  rfc: ['IEEE 802.1Q'],
  fields: f,
  claims: [[etherTypes, 0x8100, 0x9100]],
  decode(c) {
    const tag = c.u16(f.priority);
    if (c.noting) {
      c.bits(f.dropEligible, tag);
      c.bits(f.id, tag);
    }
    if (c.available < 2) c.short(2);
    const typeOrLength = c.peek16(c.pos);
    if (typeOrLength > MAX_LENGTH) {
      c.next(etherTypes, c.u16(f.type));
      return;
    }
    c.u16(f.length);
    if (typeOrLength > c.remaining) {
      c.nest();
      c.expert(ERROR, 'Malformed', 'Length field value goes past the end of the payload', f.pastEnd);
      c.unnest();
    }
    const raw = c.available >= 2 && c.peek16(c.pos) === 0xffff;
    c.next(named, raw ? IPX : LLC, Math.min(typeOrLength, c.remaining));
  },
  lateFields: [f.trailer],
  after(c) {
    noteTrailer(c, f.trailer, 0);
  },
  heading: (v) =>
    v.has(f.id)
      ? `802.1Q Virtual LAN, PRI: ${v.num(f.priority)}, DEI: ${v.num(f.dropEligible)}, ID: ${v.num(f.id)}`
      : '802.1Q Virtual LAN',
  column: (v) => (v.has(f.type) ? `0x${v.num(f.type).toString(16).padStart(4, '0')}` : 'VLAN'),
  info(v) {
    if (!v.has(f.id)) return '';
    return v.name(f.type) ?? `PRI: ${v.num(f.priority)}  DEI: ${v.num(f.dropEligible)}  ID: ${v.num(f.id)}`;
  },
  infoFields: [f.priority, f.dropEligible, f.id, f.type],
  story(v) {
    if (!v.has(f.id)) return 'Marks the frame as part of a virtual LAN.';
    const priority = `priority ${v.num(f.priority)} of 7`;
    if (v.num(f.id) === 0) return `Gives the frame ${priority}, but puts it in no virtual LAN of its own.`;
    return `Marks the frame as part of virtual LAN ${v.num(f.id)}, with ${priority}.`;
  },
});
