import { linkTypes, udpPorts } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, fields, uint8, uint16, uint24 } from '../../model/field.ts';

const ETHERNET = 1;
const truth = ['True', 'False'] as const;

const f = fields('vxlan', {
  flags: uint16('flags', 'Flags', { base: 'hex', help: 'Which of the following fields mean something.' }),
  groupPolicy: bool('flag_g', 'GBP Extension', { mask: 0x8000, truth: ['Defined', 'Not defined'] }),
  hasNetwork: bool('flag_i', 'VXLAN Network ID (VNI)', { mask: 0x0800, truth }),
  dontLearn: bool('flag_d', "Don't Learn", { mask: 0x0040, truth }),
  policyApplied: bool('flag_a', 'Policy Applied', { mask: 0x0008, truth }),
  reservedFlags: uint16('flags_reserved', 'Reserved(R)', { mask: 0x77b7, base: 'hex' }),
  group: uint16('gbp', 'Group Policy ID', { help: 'Group of the sender, for policies between groups.' }),
  network: uint24('vni', 'VXLAN Network Identifier (VNI)', {
    help: 'The virtual network that the frame belongs to.',
    rfc: 'RFC 7348 section 5',
  }),
  reserved: uint8('reserved8', 'Reserved'),
});

/** Ethernet frames of virtual networks, carried over UDP. */
export const vxlan = protocol({
  name: 'vxlan',
  title: 'Virtual eXtensible Local Area Network',
  short: 'VxLAN',
  osi: 2,
  rule: 'joins stations of one virtual network as a switch does, through a tunnel over UDP',
  unit: 'frame',
  rfc: [7348],
  fields: f,
  claims: [[udpPorts, 4789]],
  decode(c) {
    const entry = c.wants(f.flags) ? c.tape.count : -1;
    const flags = c.u16(f.flags);
    if (c.noting) {
      if (c.labels(entry)) c.label(entry, flagsText(flags));
      c.nest();
      c.bits(f.groupPolicy, flags);
      c.bits(f.hasNetwork, flags);
      c.bits(f.dontLearn, flags);
      c.bits(f.policyApplied, flags);
      c.bits(f.reservedFlags, flags);
      c.unnest();
    }
    c.u16(f.group);
    c.u24(f.network);
    c.u8(f.reserved);
    c.next(linkTypes, ETHERNET);
  },
  story: (v) =>
    v.has(f.network)
      ? `Carries an Ethernet frame of virtual network ${v.num(f.network)} through a tunnel.`
      : 'Carries an Ethernet frame of a virtual network, whose number was not captured, through a tunnel.',
});

function flagsText(flags: number): string {
  const digits = `0x${flags.toString(16).padStart(4, '0')}`;
  const set = [f.groupPolicy, f.hasNetwork, f.dontLearn, f.policyApplied].filter(({ mask }) => flags & mask);
  return `Flags: ${[digits, ...set.map(({ title }) => title)].join(', ')}`;
}
