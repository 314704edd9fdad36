/**
 * Packets written as they are on the wire: `packet(ethernet({...}), ipv4({...}), udp({...}), bytes('…'))`. Each part is
 * a function of the payload behind it, so lengths, checksums and next-protocol numbers are filled in from the inside out.
 */
export type Part = (payload: Uint8Array, next: Announcement) => Built;

export interface Built {
  readonly bytes: Uint8Array;
  /** Numbers by which the part in front names this one. */
  readonly announce?: Announcement;
}

export interface Announcement {
  readonly etherType?: number;
  readonly ipProtocol?: number;
}

export function packet(...parts: (Part | Uint8Array)[]): Uint8Array {
  let built: Built = { bytes: new Uint8Array(0) };
  for (const part of parts.reverse()) {
    built = typeof part === 'function' ? wrap(part, built) : { bytes: join(part, built.bytes) };
  }
  return built.bytes;
}

function wrap(part: Part, inner: Built): Built {
  return part(inner.bytes, inner.announce ?? {});
}

/** `bytes('45 00 | 00 1c')`: hexadecimal digits; blanks and bars are for the eye. */
export function bytes(hex: string): Uint8Array {
  const digits = hex.replace(/[\s|]/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new Error(`not hexadecimal: ${hex}`);
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

export function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf8'));
}

export function u8(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function u16(...values: number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((v) => [(v >>> 8) & 255, v & 255]));
}

export function u32(...values: number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((v) => [(v >>> 24) & 255, (v >>> 16) & 255, (v >>> 8) & 255, v & 255]));
}

export function join(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

export function mac(text: string): Uint8Array {
  return bytes(text.replaceAll(':', ''));
}

export function ip4(text: string): Uint8Array {
  return Uint8Array.from(text.split('.').map(Number));
}

export function ip6(text: string): Uint8Array {
  const [left, right] = text.split('::') as [string, string | undefined];
  const head = left === '' ? [] : left.split(':');
  const tail = right === undefined || right === '' ? [] : right.split(':');
  const zeros = right === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...new Array<string>(zeros).fill('0'), ...tail];
  return u16(...groups.map((g) => Number.parseInt(g, 16)));
}

/** The Internet checksum (RFC 1071). */
export function checksum(...parts: Uint8Array[]): number {
  const all = join(...parts);
  let sum = 0;
  for (let i = 0; i < all.length; i += 2) sum += (all[i] << 8) | (all[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

export function ethernet(o: { src?: string; dst?: string; type?: number } = {}): Part {
  return (payload, next) => ({
    bytes: join(
      mac(o.dst ?? '02:00:00:00:00:02'),
      mac(o.src ?? '02:00:00:00:00:01'),
      u16(o.type ?? next.etherType ?? 0),
      payload,
    ),
  });
}

export interface Ipv4Options {
  src?: string;
  dst?: string;
  id?: number;
  ttl?: number;
  protocol?: number;
  /** Flags and fragment offset as the 16-bit word; default Don't fragment. */
  fragment?: number;
  tos?: number;
  options?: Uint8Array;
  length?: number;
}

export function ipv4(o: Ipv4Options = {}): Part {
  return (payload, next) => {
    const options = o.options ?? new Uint8Array(0);
    const header = join(
      u8(0x40 | (5 + options.length / 4), o.tos ?? 0),
      u16(o.length ?? 20 + options.length + payload.length, o.id ?? 1, o.fragment ?? 0x4000),
      u8(o.ttl ?? 64, o.protocol ?? next.ipProtocol ?? 0),
      u16(0),
      ip4(o.src ?? '10.0.0.1'),
      ip4(o.dst ?? '10.0.0.2'),
      options,
    );
    header.set(u16(checksum(header)), 10);
    return { bytes: join(header, payload), announce: { etherType: 0x0800, ipProtocol: 4 } };
  };
}

export function udp(source: number, destination: number, o: { length?: number; checksum?: number } = {}): Part {
  return (payload) => ({
    bytes: join(u16(source, destination, o.length ?? 8 + payload.length, o.checksum ?? 0), payload),
    announce: { ipProtocol: 17 },
  });
}
