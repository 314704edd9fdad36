import { etherTypes, llcSaps } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { WARN } from '../../model/expert.ts';
import { bool, double, ether, type Field, fields, none, uint8, uint16, uint32 } from '../../model/field.ts';
import { readBridge } from './bridge-identifier.ts';
import { readMultiple } from './multiple-spanning-tree.ts';

const CONFIGURATION = 0x00;
const RAPID = 0x02;
const TOPOLOGY_CHANGE = 0x80;
/** Bytes of the record that Cisco's spanning tree for each virtual LAN adds: type, length, number. */
const PVST_RECORD = 6;
/** Versions from this on add fields behind the rapid spanning tree's. */
const MULTIPLE = 3;

const yes = (mask: number) => ({ mask, truth: ['Yes', 'No'] as const });
const seconds = (help: string) => ({ help: `${help} In seconds; on the wire in 256ths of one.` });

const f = fields('stp', {
  protocol: uint16('protocol', 'Protocol Identifier', { base: 'hex', names: { 0: 'Spanning Tree Protocol' } }),
  version: uint8('version', 'Protocol Version Identifier', {
    names: { 0: 'Spanning Tree', 2: 'Rapid Spanning Tree', 3: 'Multiple Spanning Tree', 4: 'Shortest Path Tree' },
  }),
  type: uint8('type', 'BPDU Type', {
    base: 'hex',
    names: {
      [CONFIGURATION]: 'Configuration',
      [RAPID]: 'Rapid/Multiple Spanning Tree',
      [TOPOLOGY_CHANGE]: 'Topology Change Notification',
    },
  }),
  unknown: none('type.unknown', 'Unknown BPDU type data', { hidden: true }),
  flags: uint8('flags', 'BPDU flags', { base: 'hex' }),
  acknowledgment: bool('flags.tcack', 'Topology Change Acknowledgment', yes(0x80)),
  agreement: bool('flags.agreement', 'Agreement', yes(0x40)),
  forwarding: bool('flags.forwarding', 'Forwarding', yes(0x20)),
  learning: bool('flags.learning', 'Learning', yes(0x10)),
  role: uint8('flags.port_role', 'Port Role', {
    mask: 0x0c,
    names: { 1: 'Alternate or Backup', 2: 'Root', 3: 'Designated' },
  }),
  proposal: bool('flags.proposal', 'Proposal', yes(0x02)),
  change: bool('flags.tc', 'Topology Change', yes(0x01)),
  root: none('root', 'Root Identifier'),
  rootPriority: uint16('root.prio', 'Root Bridge Priority'),
  rootExtension: uint16('root.ext', 'Root Bridge System ID Extension', { help: 'Usually the virtual LAN.' }),
  rootAddress: ether('root.hw', 'Root Bridge System ID'),
  cost: uint32('root.cost', 'Root Path Cost', { help: 'Sum of the costs of the links from here to the root bridge.' }),
  bridge: none('bridge', 'Bridge Identifier'),
  bridgePriority: uint16('bridge.prio', 'Bridge Priority'),
  bridgeExtension: uint16('bridge.ext', 'Bridge System ID Extension'),
  bridgeAddress: ether('bridge.hw', 'Bridge System ID'),
  port: uint16('port', 'Port identifier', { base: 'hex' }),
  messageAge: double('msg_age', 'Message Age', seconds('Time since the root bridge sent this information.')),
  maxAge: double('max_age', 'Max Age', seconds('Information older than this is thrown away.')),
  hello: double('hello', 'Hello Time', seconds('Time between two messages of the root bridge.')),
  forwardDelay: double('forward', 'Forward Delay', seconds('Time a port listens and learns before it forwards.')),
  version1: uint8('version_1_length', 'Version 1 Length'),
  record: none('pvst', 'Originating VLAN'),
  recordType: uint16('pvst.tlvtype', 'Type', { base: 'hex', names: { 0: 'Originating VLAN' } }),
  recordLength: uint16('pvst.tlvlen', 'Length'),
  vlan: uint16('pvst.origvlan', 'Originating VLAN', { help: 'The virtual LAN that this spanning tree is of.' }),
});

/** Flags in the order in which Wireshark lists those that are set. */
const setFlags: readonly Field[] = [
  f.acknowledgment,
  f.agreement,
  f.forwarding,
  f.learning,
  f.role,
  f.proposal,
  f.change,
];

export const spanningTree = protocol({
  name: 'stp',
  title: 'Spanning Tree Protocol',
  short: 'STP',
  osi: 2,
  rule: 'switches agree on the links they use, so that frames do not circle',
  unit: 'message',
  rfc: ['IEEE 802.1D', 'IEEE 802.1Q'],
  fields: f,
  claims: [
    [llcSaps, 0x42],
    [etherTypes, 0x8181],
  ],
  decode(c) {
    c.u16(f.protocol);
    const version = c.u8(f.version);
    const type = c.u8(f.type);
    if (type === TOPOLOGY_CHANGE) return;
    if (type !== CONFIGURATION && type !== RAPID) {
      c.nest();
      c.expert(WARN, 'Undecoded', 'Unknown BPDU type data', f.unknown);
      c.unnest();
      c.rest();
      return;
    }
    flags(c, type === RAPID);
    readBridge(c, f.root, f.rootPriority, f.rootExtension, f.rootAddress);
    c.u32(f.cost);
    readBridge(c, f.bridge, f.bridgePriority, f.bridgeExtension, f.bridgeAddress);
    c.u16(f.port);
    interval(c, f.messageAge);
    interval(c, f.maxAge);
    interval(c, f.hello);
    interval(c, f.forwardDelay);
    if (type === RAPID) {
      c.u8(f.version1);
      if (version >= MULTIPLE && c.remaining >= 2) return readMultiple(c);
    } else if (c.remaining > 0) c.skip(1);
    if (c.remaining >= PVST_RECORD) originatingVlan(c);
  },
  info(v) {
    const type = v.num(f.type);
    if (type === TOPOLOGY_CHANGE) return 'Topology Change Notification';
    if (type !== CONFIGURATION && type !== RAPID) return Number.isNaN(type) ? '' : `Unknown BPDU type (${type})`;
    if (!v.has(f.port)) return '';
    const kind = type === CONFIGURATION ? 'Conf' : v.num(f.version) === MULTIPLE ? 'MST' : 'RST';
    const change = v.num(f.flags) & 1 ? 'TC + ' : '';
    const root = `${v.num(f.rootPriority)}/${v.num(f.rootExtension)}/${v.text(f.rootAddress)}`;
    return `${kind}. ${change}Root = ${root}  Cost = ${v.num(f.cost)}  Port = ${v.text(f.port)}`;
  },
  infoFields: [f.version, f.type, f.flags, f.rootPriority, f.rootExtension, f.rootAddress, f.cost, f.port],
  story(v) {
    if (v.num(f.type) === TOPOLOGY_CHANGE) return 'Tells the root bridge that the network has changed.';
    if (!v.has(f.port)) return 'A message between switches about the links they use.';
    return `Switch ${v.text(f.bridgeAddress)} says that ${v.text(f.rootAddress)} is the root bridge, at a path cost of ${v.num(f.cost)}.`;
  },
});

function flags(c: Cursor, rapid: boolean): void {
  if (c.available < 1) c.short(1);
  const at = c.pos;
  const value = c.peek8(at);
  c.skip(1);
  if (!c.noting) return;
  const noted = rapid ? setFlags : [f.acknowledgment, f.change];
  c.label(c.at(f.flags, at, 1, value), flagsLabel(value, noted));
  c.nest();
  for (const field of noted) c.at(field, at, 1, (value & field.mask) >>> field.shift);
  c.unnest();
}

function flagsLabel(value: number, noted: readonly Field[]): string {
  const parts = [`BPDU flags: 0x${value.toString(16).padStart(2, '0')}`];
  for (const field of noted) {
    if (field === f.role)
      parts.push(`Port Role: ${['Unknown', 'Alternate or Backup', 'Root', 'Designated'][(value >>> 2) & 3]}`);
    else if (value & field.mask) parts.push(field.title);
  }
  return parts.join(', ');
}

/** Reads the record behind a message of Cisco's spanning tree for each virtual LAN. */
function originatingVlan(c: Cursor): void {
  const entry = c.open(f.record);
  c.u16(f.recordType);
  c.u16(f.recordLength);
  c.u16(f.vlan);
  c.close(entry);
}

function interval(c: Cursor, field: Field): void {
  const at = c.pos;
  c.skip(2);
  c.at(field, at, 2, c.peek16(at) / 256);
}
