import { ascii, bytes, ip4, join, mac, type Part, u8, u16, u32 } from './packet.ts';

const STATION = '02:00:00:00:00:01';
const OTHER = '02:00:00:00:00:02';

/** An IEEE 802.3 header with the payload's length, or another one. */
export function ieee8023(o: { src?: string; dst?: string; length?: number; pad?: Uint8Array } = {}): Part {
  return (payload) => ({
    bytes: join(
      mac(o.dst ?? OTHER),
      mac(o.src ?? STATION),
      u16(o.length ?? payload.length),
      payload,
      o.pad ?? new Uint8Array(0),
    ),
  });
}

/** DSAP, SSAP and control field; the control field as it is on the wire. */
export function llc(dsap: number, ssap: number, control: string): Part {
  return (payload) => ({ bytes: join(u8(dsap, ssap), bytes(control), payload) });
}

/** LLC and SNAP headers: organization and protocol number. */
export function snap(oui: number, pid?: number): Part {
  return (payload, next) => ({
    bytes: join(bytes('aa aa 03'), u8(oui >>> 16), u16(oui & 0xffff, pid ?? next.etherType ?? 0), payload),
  });
}

export function vlan(id: number, o: { priority?: number; dei?: boolean; type?: number; tag?: number } = {}): Part {
  return (payload, next) => ({
    bytes: join(u16(((o.priority ?? 0) << 13) | (o.dei ? 0x1000 : 0) | id, o.type ?? next.etherType ?? 0), payload),
    announce: { etherType: o.tag ?? 0x8100 },
  });
}

export function mpls(label: number, o: { exp?: number; ttl?: number; more?: boolean } = {}): Part {
  return (payload) => ({
    bytes: join(u32(((label << 12) | ((o.exp ?? 0) << 9) | (o.more ? 0 : 0x100) | (o.ttl ?? 64)) >>> 0), payload),
    announce: { etherType: 0x8847 },
  });
}

export interface ArpOptions {
  operation?: number;
  senderMac?: string;
  senderIp?: string;
  targetMac?: string;
  targetIp?: string;
}

/** An ARP packet for Ethernet and IPv4; default: 10.0.0.1 asks for 10.0.0.2. */
export function arp(o: ArpOptions = {}): Part {
  return (payload) => ({
    bytes: join(
      u16(1, 0x0800),
      u8(6, 4),
      u16(o.operation ?? 1),
      mac(o.senderMac ?? STATION),
      ip4(o.senderIp ?? '10.0.0.1'),
      mac(o.targetMac ?? '00:00:00:00:00:00'),
      ip4(o.targetIp ?? '10.0.0.2'),
      payload,
    ),
    announce: { etherType: 0x0806 },
  });
}

export interface CookedOptions {
  packetType?: number;
  hardwareType?: number;
  addressLength?: number;
  /** Eight bytes. */
  address?: string;
  protocol?: number;
}

export function cooked(o: CookedOptions = {}): Part {
  return (payload, next) => ({
    bytes: join(
      u16(o.packetType ?? 0, o.hardwareType ?? 1, o.addressLength ?? 6),
      bytes(o.address ?? '02 00 00 00 00 01 00 00'),
      u16(o.protocol ?? next.etherType ?? 0),
      payload,
    ),
  });
}

export function cooked2(o: CookedOptions & { interfaceIndex?: number } = {}): Part {
  return (payload, next) => ({
    bytes: join(
      u16(o.protocol ?? next.etherType ?? 0, 0),
      u32(o.interfaceIndex ?? 3),
      u16(o.hardwareType ?? 1),
      u8(o.packetType ?? 0, o.addressLength ?? 6),
      bytes(o.address ?? '02 00 00 00 00 01 00 00'),
      payload,
    ),
  });
}

/** A PPP frame; its protocol number takes one byte when `compressed`, and follows HDLC's two bytes when `hdlc`. */
export function ppp(protocol: number, o: { hdlc?: boolean; compressed?: boolean } = {}): Part {
  return (payload) => ({
    bytes: join(o.hdlc ? bytes('ff 03') : new Uint8Array(0), o.compressed ? u8(protocol) : u16(protocol), payload),
  });
}

/** A packet of a PPP control or authentication protocol. */
export function control(code: number, o: { id?: number; length?: number } = {}): Part {
  return (payload) => ({
    bytes: join(u8(code, o.id ?? 1), u16(o.length ?? 4 + payload.length), payload),
  });
}

/** An option of a PPP control protocol. */
export function option(type: number, value = '', length?: number): Uint8Array {
  const data = bytes(value);
  return join(u8(type, length ?? 2 + data.length), data);
}

/** A text with its length in one byte in front. */
export function counted(text: string): Uint8Array {
  return join(u8(text.length), ascii(text));
}

export function pppoe(code: number, o: { session?: number; length?: number } = {}): Part {
  return (payload) => ({
    bytes: join(u8(0x11, code), u16(o.session ?? 0, o.length ?? payload.length), payload),
    announce: { etherType: code === 0 ? 0x8864 : 0x8863 },
  });
}

export function tag(type: number, value: Uint8Array = new Uint8Array(0)): Uint8Array {
  return join(u16(type, value.length), value);
}

/** A tag of the Broadband Forum within a vendor-specific tag. */
export function lineTag(type: number, value: Uint8Array): Uint8Array {
  return join(u8(type, value.length), value);
}
