import { etherTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { WARN } from '../../model/expert.ts';
import {
  bool,
  ether,
  type Field,
  fields,
  frameLink,
  ipv4,
  none,
  octets,
  uint8,
  uint16,
  uint32,
} from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { ETHER } from '../../model/packet.ts';
import type { Protocol } from '../../model/protocol.ts';
import { ipv4Text } from '../../tree/bytes-text.ts';
import { addressText } from '../../tree/summary.ts';
import { etherTypeNames } from '../ethernet/ether-types.ts';
import { hardwareTypeNames } from '../hardware-types.ts';
import { AddressOwners } from './address-owners.ts';
import { DRARP_ERROR, operationNames, operationProtocol, operationText, REPLY, REQUEST } from './operations.ts';

const ARPHRD_ETHER = 1;
const ARPHRD_IEEE802 = 6;
/** ATM has a header of its own (RFC 2225), which is not decoded. */
const ARPHRD_ATM = 19;
const IPV4 = 0x0800;
const truth = { truth: ['True', 'False'] as const };

const f = fields('arp', {
  hardwareType: uint16('hw.type', 'Hardware type', { names: hardwareTypeNames, help: 'Kind of link: 1 is Ethernet.' }),
  protocolType: uint16('proto.type', 'Protocol type', {
    base: 'hex',
    names: etherTypeNames,
    help: 'EtherType of the network protocol whose addresses are asked for.',
  }),
  hardwareSize: uint8('hw.size', 'Hardware size', { help: 'Length of a link address in bytes.' }),
  protocolSize: uint8('proto.size', 'Protocol size', { help: 'Length of a network address in bytes.' }),
  operation: uint16('opcode', 'Opcode', { names: operationNames, rfc: 'RFC 826, RFC 903, RFC 2390' }),
  gratuitous: bool('isgratuitous', 'Is gratuitous', {
    ...truth,
    help: 'Sender and target address are the same: nobody is asked, the sender tells its own address.',
    rfc: 'RFC 5227 section 3',
  }),
  probe: bool('isprobe', 'Is probe', {
    ...truth,
    help: 'The sender has no address yet and asks whether anybody uses the one it would like.',
    rfc: 'RFC 5227 section 1.1',
  }),
  announcement: bool('isannouncement', 'Is announcement', {
    ...truth,
    help: 'The sender tells that it uses its address from now on.',
    rfc: 'RFC 5227 section 1.1',
  }),
  senderMac: ether('src.hw_mac', 'Sender MAC address'),
  senderHardware: octets('src.hw', 'Sender hardware address'),
  senderIp: ipv4('src.proto_ipv4', 'Sender IP address'),
  senderProtocol: octets('src.proto', 'Sender protocol address'),
  targetMac: ether('dst.hw_mac', 'Target MAC address', { help: 'All zero in a request: it is what is asked for.' }),
  targetHardware: octets('dst.hw', 'Target hardware address'),
  targetIp: ipv4('dst.proto_ipv4', 'Target IP address'),
  targetProtocol: octets('dst.proto', 'Target protocol address'),
  errorStatus: uint8('dst.drarp_error_status', 'DRARP error status', {
    names: { 1: 'restricted', 2: 'no address', 3: 'serverdown', 4: 'moved', 5: 'failure' },
  }),
  duplicate: none('duplicate-address', 'Duplicate IP address detected'),
  earlierFrame: frameLink('duplicate-address-frame', 'Frame showing earlier use of IP address'),
  duplicateNote: none('duplicate-address-detected', 'Duplicate IP address configured', { hidden: true }),
  secondsSince: uint32('seconds-since-duplicate-address-frame', 'Seconds since earlier frame seen'),
});

export const arp: Protocol<AddressOwners> = protocol<AddressOwners>({
  name: 'arp',
  title: 'Address Resolution Protocol',
  short: 'ARP',
  osi: 2,
  rule: 'resolves addresses of layer 3 to those of layer 2, and never leaves the link',
  unit: 'message',
  rfc: [826, 903, 2390, 5227],
  fields: f,
  claims: [[etherTypes, 0x0806, 0x8035]],
  createState: () => new AddressOwners(),
  decode(c) {
    const hardwareType = c.u16(f.hardwareType);
    const protocolType = c.u16(f.protocolType);
    if (hardwareType === ARPHRD_ATM) {
      c.rest();
      return;
    }
    const hardwareSize = c.u8(f.hardwareSize);
    const protocolSize = c.u8(f.protocolSize);
    const operation = c.u16(f.operation);
    c.scope(2 * (hardwareSize + protocolSize));
    const addresses = c.pos;
    if (c.available >= 2 * (hardwareSize + protocolSize)) noteKind(c, operation, hardwareSize, protocolSize);
    const mac = (hardwareType === ARPHRD_ETHER || hardwareType === ARPHRD_IEEE802) && hardwareSize === 6;
    const ip = protocolType === IPV4 && protocolSize === 4;
    hardware(c, mac ? f.senderMac : f.senderHardware, hardwareSize);
    network(c, ip ? f.senderIp : f.senderProtocol, protocolSize, ip);
    hardware(c, mac ? f.targetMac : f.targetHardware, hardwareSize);
    if (operation === DRARP_ERROR && protocolSize > 0) c.u8(f.errorStatus);
    else network(c, ip ? f.targetIp : f.targetProtocol, protocolSize, ip);
    if (!mac || !ip || (operation !== REQUEST && operation !== REPLY)) return;
    if (c.frame.learning) learn(c, addresses, operation);
    tellConflicts(c, addresses);
  },
  heading(v) {
    const operation = v.num(f.operation);
    if (Number.isNaN(operation)) return 'Address Resolution Protocol';
    const name = operationNames[operation] ?? `opcode 0x${operation.toString(16).padStart(4, '0')}`;
    const kind = v.has(f.announcement)
      ? 'ARP Announcement'
      : v.has(f.probe)
        ? 'ARP Probe'
        : v.has(f.gratuitous)
          ? `${name}/gratuitous ARP`
          : name;
    return `Address Resolution Protocol (${kind})`;
  },
  column: (v) => (v.has(f.operation) ? operationProtocol(v.num(f.operation)) : 'ARP'),
  info,
  infoFields: [
    f.operation,
    f.gratuitous,
    f.probe,
    f.announcement,
    f.senderMac,
    f.senderHardware,
    f.senderIp,
    f.senderProtocol,
    f.targetMac,
    f.targetHardware,
    f.targetIp,
    f.targetProtocol,
    f.hardwareSize,
    f.protocolSize,
    f.errorStatus,
    f.duplicate,
  ],
  story,
});

/** Notes what the addresses say about the sender's intent. */
function noteKind(c: Cursor, operation: number, hardwareSize: number, protocolSize: number): void {
  if (!c.noting || (operation !== REQUEST && operation !== REPLY)) return;
  const sender = c.pos + hardwareSize;
  const targetHardware = sender + protocolSize;
  const target = targetHardware + hardwareSize;
  let same = protocolSize > 0;
  for (let i = 0; i < protocolSize; i++) if (c.peek8(sender + i) !== c.peek8(target + i)) same = false;
  if (same) {
    c.generated(f.gratuitous, 1);
    if (operation === REQUEST && zeros(c, targetHardware, hardwareSize)) c.generated(f.announcement, 1);
  } else if (operation === REQUEST && zeros(c, sender, protocolSize)) c.generated(f.probe, 1);
}

function zeros(c: Cursor, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) if (c.peek8(i) !== 0) return false;
  return length > 0;
}

function hardware(c: Cursor, field: Field, length: number): void {
  if (length > 0) c.take(field, length);
}

function network(c: Cursor, field: Field, length: number, ip: boolean): void {
  if (ip) c.ipv4(field);
  else if (length > 0) c.take(field, length);
}

/** Remembers who claims which address: the sender, and in a reply the target too. */
function learn(c: Cursor, at: number, operation: number): void {
  const sender = c.peek32(at + 6);
  const conflict = claim(c, at, sender);
  const target = c.peek32(at + 16);
  // A gratuitous packet must not be reported twice.
  if (operation === REPLY && !(conflict && target === sender)) claim(c, at + 10, target);
}

/** @param at where the link address stands */
function claim(c: Cursor, at: number, address: number): boolean {
  const high = c.peek32(at);
  const low = c.peek16(at + 4);
  const group = ((high >>> 24) & 1) !== 0;
  if (group || address === 0 || (high === 0 && low === 0)) return false;
  const { record } = c.frame;
  return c.state(arp).claim(address, high, low, record.number, record.seconds);
}

/** Tells of the stations that used one of the packet's addresses before. */
function tellConflicts(c: Cursor, at: number): void {
  const owners = c.state(arp);
  const { number } = c.frame.record;
  const first = owners.ofFrame(number);
  for (let i = first; owners.isOf(i, number); i++) {
    const address = owners.conflictAddress.get(i);
    const own = c.peek32(at + 6) === address ? at : at + 10;
    const note = c.noting ? `Duplicate IP address configured (${ipv4Text(address)})` : '';
    const entry = c.generated(f.duplicate, 0);
    if (entry >= 0) c.label(entry, duplicateText(c, owners, i, address, own));
    c.nest();
    c.generated(f.earlierFrame, owners.conflictOwnerFrame.get(i));
    c.nest();
    c.expert(WARN, 'Sequence', note, f.duplicateNote);
    c.unnest();
    c.generated(f.secondsSince, owners.conflictSeconds.get(i));
    c.unnest();
  }
}

function duplicateText(c: Cursor, owners: AddressOwners, conflict: number, address: number, own: number): string {
  const mine = addressText(ETHER, c.peek32(own), c.peek16(own + 4), 0, 0);
  const other = addressText(ETHER, owners.conflictHigh.get(conflict), owners.conflictLow.get(conflict), 0, 0);
  const frame = owners.conflictOwnerFrame.get(conflict);
  return `[Duplicate IP address detected for ${ipv4Text(address)} (${mine}) - also in use by ${other} (frame ${frame})]`;
}

function hardwareText(v: LayerView, mac: Field, other: Field): string {
  return v.text(mac) || v.text(other) || '<No address>';
}

function networkText(v: LayerView, ip: Field, other: Field): string {
  return v.text(ip) || v.text(other) || '<No address>';
}

function info(v: LayerView): string {
  const operation = v.num(f.operation);
  if (Number.isNaN(operation)) return '';
  const complete =
    (v.num(f.protocolSize, 0) === 0 || v.has(f.targetIp) || v.has(f.targetProtocol) || v.has(f.errorStatus)) &&
    (v.num(f.hardwareSize, 0) === 0 || v.has(f.targetMac) || v.has(f.targetHardware));
  if (!complete) return '';
  const addresses = {
    senderHardware: hardwareText(v, f.senderMac, f.senderHardware),
    senderProtocol: networkText(v, f.senderIp, f.senderProtocol),
    targetHardware: hardwareText(v, f.targetMac, f.targetHardware),
    targetProtocol: networkText(v, f.targetIp, f.targetProtocol),
  };
  const text =
    operation === REQUEST
      ? requestText(v, addresses.targetProtocol, addresses.senderProtocol)
      : operation === REPLY
        ? v.has(f.gratuitous)
          ? `Gratuitous ARP for ${addresses.senderProtocol} (Reply)`
          : `${addresses.senderProtocol} is at ${addresses.senderHardware}`
        : operationText(operation, addresses);
  return text + duplicateTail(v);
}

function requestText(v: LayerView, target: string, sender: string): string {
  if (v.has(f.announcement)) return `ARP Announcement for ${target}`;
  if (v.has(f.gratuitous)) return `Gratuitous ARP for ${target} (Request)`;
  return v.has(f.probe) ? `Who has ${target}? (ARP Probe)` : `Who has ${target}? Tell ${sender}`;
}

/** The address of the packet's last conflict. */
function duplicateTail(v: LayerView): string {
  if (!v.has(f.duplicate)) return '';
  const owners = v.frame.session.state(arp);
  const { number } = v.frame.record;
  let at = owners.ofFrame(number);
  while (owners.isOf(at + 1, number)) at++;
  return ` (duplicate use of ${ipv4Text(owners.conflictAddress.get(at))} detected!)`;
}

function story(v: LayerView): string {
  const sender = networkText(v, f.senderIp, f.senderProtocol);
  const target = networkText(v, f.targetIp, f.targetProtocol);
  const hardwareAddress = hardwareText(v, f.senderMac, f.senderHardware);
  if (v.has(f.announcement)) return `${hardwareAddress} tells everybody on the link that it uses ${sender}.`;
  if (v.has(f.probe)) return `Asks whether anybody on the link uses ${target} already, before taking it.`;
  if (v.has(f.gratuitous)) return `${hardwareAddress} tells its address ${sender} without being asked.`;
  if (v.num(f.operation) === REQUEST)
    return `Asks everybody on the link who has ${target}; the answer goes to ${sender}.`;
  if (v.num(f.operation) === REPLY) return `Answers that ${sender} is reached at link address ${hardwareAddress}.`;
  return `Translates between network and link addresses (${operationNames[v.num(f.operation)] ?? 'unknown operation'}).`;
}
