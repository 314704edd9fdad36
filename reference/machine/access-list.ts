import { isIPv4, isIPv6 } from 'node:net';

/** A range of addresses, such as 192.0.2.0/24 or 2001:db8::/32. */
export interface AddressRange {
  text: string;
  family: 4 | 6;
  network: bigint;
  prefix: number;
}

/** Who may connect: no `deny` range holds the address and, if there are `allow` ranges, one of them does. */
export interface AccessList {
  allow: AddressRange[];
  deny: AddressRange[];
}

/** Reads an address with an optional prefix length. Returns a sentence when it is neither. */
export function parseAddressRange(text: string): AddressRange | string {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const number = addressNumber(address);
  if (number === undefined) return `"${text}" is not an IPv4 or IPv6 address, or a range such as 192.0.2.0/24.`;
  const width = number.family === 4 ? 32 : 128;
  let prefix = width;
  if (slash >= 0) {
    const digits = text.slice(slash + 1);
    prefix = /^\d{1,3}$/.test(digits) ? Number(digits) : -1;
    if (prefix < 0 || prefix > width) return `The prefix length of "${text}" must be from 0 to ${width}.`;
  }
  const network = keep(number.value, width, prefix);
  if (network !== number.value) return `"${text}" has bits set after its first ${prefix}.`;
  return { text, family: number.family, network, prefix };
}

/** The range that refuses `address`, `not allowed` if no allowed range holds it, or undefined if it may connect. */
export function refusal(list: AccessList, address: string): string | undefined {
  const number = addressNumber(address);
  if (number === undefined) return 'not an address';
  const denied = list.deny.find((range) => holds(range, number));
  if (denied !== undefined) return `denied by ${denied.text}`;
  if (list.allow.length === 0 || list.allow.some((range) => holds(range, number))) return undefined;
  return 'not in an allowed range';
}

interface AddressNumber {
  family: 4 | 6;
  value: bigint;
}

function holds(range: AddressRange, address: AddressNumber): boolean {
  const width = range.family === 4 ? 32 : 128;
  return range.family === address.family && keep(address.value, width, range.prefix) === range.network;
}

function keep(value: bigint, width: number, prefix: number): bigint {
  const rest = BigInt(width - prefix);
  return (value >> rest) << rest;
}

/** An address as a number. An IPv4 address mapped into IPv6 (::ffff:192.0.2.1) counts as IPv4. */
function addressNumber(address: string): AddressNumber | undefined {
  if (isIPv4(address)) return { family: 4, value: ipv4Number(address) };
  const zone = address.indexOf('%');
  const bare = zone < 0 ? address : address.slice(0, zone);
  if (!isIPv6(bare)) return undefined;
  const value = ipv6Number(bare);
  return value >> 32n === 0xffffn ? { family: 4, value: value & 0xffffffffn } : { family: 6, value };
}

function ipv4Number(address: string): bigint {
  return address.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function ipv6Number(address: string): bigint {
  let text = address;
  const dotted = text.lastIndexOf(':') + 1;
  if (text.includes('.')) {
    const low = ipv4Number(text.slice(dotted));
    text = `${text.slice(0, dotted)}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const [head, tail] = text.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
