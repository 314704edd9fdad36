import { concatenate } from './capture-file-pcap.ts';

/**
 * Writes pcapng files block by block, for tests, independent of the program's own writer. A capture reads like its file:
 *
 *     pcapng('big', [
 *       section({ options: [text(4, 'some program')] }),
 *       interfaceDescription({ linkType: 1, options: [text(2, 'eth0'), byte(9, 9)] }),
 *       enhancedPacket({ ticks: 5n, bytes }),
 *     ]);
 */
export type ByteOrder = 'little' | 'big';

/** A part of a file that depends on the byte order of its section. */
export type Part = (order: ByteOrder) => Uint8Array;

export function pcapng(order: ByteOrder, parts: readonly Part[]): Uint8Array {
  return concatenate(parts.map((part) => part(order)));
}

/** A block of any type around a body, which is padded to four bytes. */
export function block(type: number, body: Part): Part {
  return (order) => {
    const content = body(order);
    const length = 12 + padded(content.length);
    const bytes = new Uint8Array(length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, type, order === 'little');
    view.setUint32(4, length, order === 'little');
    bytes.set(content, 8);
    view.setUint32(length - 4, length, order === 'little');
    return bytes;
  };
}

export function section(
  content: { version?: readonly [number, number]; length?: bigint; options?: readonly Part[] } = {},
): Part {
  const [major, minor] = content.version ?? [1, 0];
  return block(
    0x0a0d0d0a,
    parts(
      u32(0x1a2b3c4d),
      u16(major),
      u16(minor),
      u64(content.length ?? 0xffffffffffffffffn),
      options(content.options),
    ),
  );
}

export function interfaceDescription(
  content: { linkType?: number; snapLength?: number; options?: readonly Part[] } = {},
): Part {
  return block(1, parts(u16(content.linkType ?? 1), u16(0), u32(content.snapLength ?? 0), options(content.options)));
}

export interface PacketContent {
  readonly interface?: number;
  readonly ticks?: bigint;
  readonly bytes: Uint8Array;
  readonly originalLength?: number;
  readonly options?: readonly Part[];
}

export function enhancedPacket(content: PacketContent): Part {
  return block(6, parts(u32(content.interface ?? 0), packetBody(content)));
}

/** The obsolete Packet Block. */
export function oldPacket(content: PacketContent & { readonly drops?: number }): Part {
  return block(2, parts(u16(content.interface ?? 0), u16(content.drops ?? 0xffff), packetBody(content)));
}

function packetBody({ ticks = 0n, bytes, originalLength, options: list }: PacketContent): Part {
  const times = parts(u32(Number(ticks >> 32n)), u32(Number(ticks & 0xffffffffn)));
  return parts(times, u32(bytes.length), u32(originalLength ?? bytes.length), raw(bytes, true), options(list));
}

export function simplePacket(bytes: Uint8Array, originalLength = bytes.length): Part {
  return block(3, parts(u32(originalLength), raw(bytes)));
}

export function nameResolution(names: readonly { readonly ipv4: readonly number[]; readonly name: string }[]): Part {
  const records = names.map(({ ipv4, name }) => {
    const value = concatenate([Uint8Array.from(ipv4), new TextEncoder().encode(`${name}\0`)]);
    return parts(u16(1), u16(value.length), raw(value, true));
  });
  return block(4, parts(...records, u32(0)));
}

export function interfaceStatistics(content: { interface?: number; ticks?: bigint; options?: readonly Part[] }): Part {
  const ticks = content.ticks ?? 0n;
  const times = parts(u32(Number(ticks >> 32n)), u32(Number(ticks & 0xffffffffn)));
  return block(5, parts(u32(content.interface ?? 0), times, options(content.options)));
}

/** Decryption secrets; the type defaults to a TLS key log. */
export function decryptionSecrets(secrets: string, type = 0x544c534b): Part {
  const bytes = new TextEncoder().encode(secrets);
  return block(0x0a, parts(u32(type), u32(bytes.length), raw(bytes, true)));
}

export function customBlock(enterprise: number, data: Uint8Array, copied = true): Part {
  return block(copied ? 0x0bad : 0x40000bad, parts(u32(enterprise), raw(data)));
}

/** An option with a value of any kind; a list of options is ended by opt_endofopt. */
export function value(code: number, content: Part): Part {
  return (order) => {
    const bytes = content(order);
    return parts(u16(code), u16(bytes.length), raw(bytes, true))(order);
  };
}

export function text(code: number, content: string): Part {
  return value(code, raw(new TextEncoder().encode(content)));
}

export function byte(code: number, content: number): Part {
  return value(code, raw(Uint8Array.of(content)));
}

export function number32(code: number, content: number): Part {
  return value(code, u32(content));
}

export function number64(code: number, content: bigint): Part {
  return value(code, u64(content));
}

function options(list: readonly Part[] = []): Part {
  return list.length === 0 ? parts() : parts(...list, u32(0));
}

export function parts(...list: readonly Part[]): Part {
  return (order) => concatenate(list.map((part) => part(order)));
}

export function raw(bytes: Uint8Array, pad = false): Part {
  return () => concatenate([bytes, new Uint8Array(pad ? padded(bytes.length) - bytes.length : 0)]);
}

export function u16(content: number): Part {
  return (order) => {
    const bytes = new Uint8Array(2);
    new DataView(bytes.buffer).setUint16(0, content, order === 'little');
    return bytes;
  };
}

export function u32(content: number): Part {
  return (order) => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, content, order === 'little');
    return bytes;
  };
}

export function u64(content: bigint): Part {
  return (order) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, content), order === 'little');
    return bytes;
  };
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
