import { checksum, ip4, ip6, join, type Part, packet, u8, u16, u32 } from './packet.ts';

const HOST_A = '2001:db8::1';
const HOST_B = '2001:db8::2';

export interface Ipv6Options {
  src?: string;
  dst?: string;
  next?: number;
  hops?: number;
  trafficClass?: number;
  flow?: number;
  length?: number;
  version?: number;
}

export function ipv6(o: Ipv6Options = {}): Part {
  return (payload, above) => ({
    bytes: join(
      u32((((o.version ?? 6) << 28) | ((o.trafficClass ?? 0) << 20) | (o.flow ?? 0)) >>> 0),
      u16(o.length ?? payload.length),
      u8(o.next ?? above.ipProtocol ?? 59, o.hops ?? 64),
      ip6(o.src ?? HOST_A),
      ip6(o.dst ?? HOST_B),
      payload,
    ),
    announce: { etherType: 0x86dd, ipProtocol: 41 },
  });
}

/** An extension header: next header, length in units of eight bytes, and `data`, which must fill it. */
function extension(number: number, data: Uint8Array, next?: number): Part {
  return (payload, above) => ({
    bytes: join(u8(next ?? above.ipProtocol ?? 59, (data.length + 2) / 8 - 1), data, payload),
    announce: { ipProtocol: number },
  });
}

/** An option of a hop-by-hop or destination options header. */
export function option6(type: number, ...data: Uint8Array[]): Uint8Array {
  const all = join(...data);
  return join(u8(type, all.length), all);
}

function padded(options: Uint8Array[]): Uint8Array {
  const all = join(...options);
  const missing = (8 - ((all.length + 2) % 8)) % 8;
  if (missing === 0) return all;
  return join(all, missing === 1 ? u8(0) : option6(1, new Uint8Array(missing - 2)));
}

export const hopByHop = (...options: Uint8Array[]): Part => extension(0, padded(options));
export const destinationOptions = (...options: Uint8Array[]): Part => extension(60, padded(options));

export function routingHeader(type: number, left: number, data: Uint8Array): Part {
  return extension(43, join(u8(type, left), data));
}

export function fragmentHeader(o: { offset?: number; more?: boolean; ident?: number; next?: number } = {}): Part {
  return (payload, above) => ({
    bytes: join(
      u8(o.next ?? above.ipProtocol ?? 59, 0),
      u16((o.offset ?? 0) | (o.more ? 1 : 0)),
      u32(o.ident ?? 0x1234),
      payload,
    ),
    announce: { ipProtocol: 44 },
  });
}

/** An ICMP message; `rest` are the four bytes behind the checksum. */
export function icmp(type: number, code: number, rest: Uint8Array, o: { checksum?: number } = {}): Part {
  return (payload) => {
    const message = join(u8(type, code), u16(0), rest, payload);
    message.set(u16(o.checksum ?? checksum(message)), 2);
    return { bytes: message, announce: { ipProtocol: 1 } };
  };
}

export const echo = (type: 0 | 8, identifier: number, sequence: number): Part =>
  icmp(type, 0, u16(identifier, sequence));

/** An ICMPv6 message; its checksum covers the addresses, which must be those of the packet. */
export function icmpv6(
  type: number,
  code: number,
  body: Uint8Array,
  o: { src?: string; dst?: string; checksum?: number } = {},
): Part {
  return (payload) => {
    const message = join(u8(type, code), u16(0), body, payload);
    const pseudo = join(ip6(o.src ?? HOST_A), ip6(o.dst ?? HOST_B), u32(message.length, 58));
    message.set(u16(o.checksum ?? checksum(pseudo, message)), 2);
    return { bytes: message, announce: { ipProtocol: 58 } };
  };
}

/** An option of neighbor discovery; `data` is filled up to a multiple of eight bytes with zeros. */
export function ndOption(type: number, ...data: Uint8Array[]): Uint8Array {
  const all = join(...data);
  const length = Math.ceil((all.length + 2) / 8);
  return join(u8(type, length), all, new Uint8Array(length * 8 - 2 - all.length));
}

/** A domain name in labels. */
export function labels(name: string): Uint8Array {
  const parts = name.split('.').map((label) => join(u8(label.length), new TextEncoder().encode(label)));
  return join(...parts, u8(0));
}

export function igmp(type: number, code: number, body: Uint8Array, o: { checksum?: number } = {}): Part {
  return (payload) => {
    const message = join(u8(type, code), u16(0), body, payload);
    message.set(u16(o.checksum ?? checksum(message)), 2);
    return { bytes: message, announce: { ipProtocol: 2 } };
  };
}

/** A GRE header: flags and version, protocol type, and the optional words in order. */
export function gre(flags: number, protocol: number, ...words: Uint8Array[]): Part {
  return (payload) => ({
    bytes: join(u16(flags, protocol), ...words, payload),
    announce: { ipProtocol: 47 },
  });
}

export function authentication(spi: number, sequence: number, icv: Uint8Array): Part {
  return (payload, above) => ({
    bytes: join(u8(above.ipProtocol ?? 59, (icv.length + 12) / 4 - 2), u16(0), u32(spi, sequence), icv, payload),
    announce: { ipProtocol: 51 },
  });
}

export function encryption(spi: number, sequence: number): Part {
  return (payload) => ({ bytes: join(u32(spi, sequence), payload), announce: { ipProtocol: 50 } });
}

/** The bytes of a header's payload, as what stands behind it would fill it in: `body(udp(1, 2), bytes('…'))`. */
export function body(...parts: (Part | Uint8Array)[]): Uint8Array {
  return packet(...parts);
}

/** A UDP datagram with its checksum over the default addresses of IPv4. */
export function udpWithChecksum(source: number, destination: number, data: Uint8Array): Uint8Array {
  const datagram = join(u16(source, destination, 8 + data.length, 0), data);
  const pseudo = join(ip4('10.0.0.1'), ip4('10.0.0.2'), u8(0, 17), u16(datagram.length));
  datagram.set(u16(checksum(pseudo, datagram)), 6);
  return datagram;
}

/** A piece of a datagram: [from, to) of its bytes. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Default: all but the last piece of the datagram. */
  readonly more?: boolean;
}

/** The word of flags and offset of an IPv4 fragment. */
export function fragmentWord(piece: Piece, length: number): number {
  return ((piece.more ?? piece.to < length) ? 0x2000 : 0) | (piece.from / 8);
}
