import { ipv6Text } from '../../decoders/tree/bytes-text.ts';
import { parseIpv4, parseIpv6 } from './addresses.ts';
import { FilterError } from './display-filter.ts';
import { hexBytes, wholeNumber } from './literals.ts';
import type { Operator } from './operators.ts';
import { parse } from './parser.ts';
import { fail } from './problem.ts';
import type { Node, SetElement } from './syntax.ts';

/** A capture filter, or why there is none. */
export type CaptureFilter =
  | { readonly text: string; readonly reason: '' }
  | { readonly text: null; readonly reason: string };

/**
 * The capture filter (libpcap's language) that says the same as a display filter, for people who want to capture only what
 * they see. Capture filters know addresses, ports, lengths and a few header bits; what goes beyond is refused.
 */
export function displayToCapture(text: string): CaptureFilter {
  try {
    const node = parse(text);
    return { text: node === null ? '' : condition(node), reason: '' };
  } catch (error) {
    if (error instanceof FilterError) return { text: null, reason: error.message };
    throw error;
  }
}

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['eth', 'ether'],
  ['ip', 'ip'],
  ['ipv6', 'ip6'],
  ['arp', 'arp'],
  ['tcp', 'tcp'],
  ['udp', 'udp'],
  ['icmp', 'icmp'],
  ['icmpv6', 'icmp6'],
  ['igmp', 'igmp'],
  ['sctp', 'sctp'],
  ['vlan', 'vlan'],
]);

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['tcp.flags.fin', 'tcp-fin'],
  ['tcp.flags.syn', 'tcp-syn'],
  ['tcp.flags.reset', 'tcp-rst'],
  ['tcp.flags.push', 'tcp-push'],
  ['tcp.flags.ack', 'tcp-ack'],
  ['tcp.flags.urg', 'tcp-urg'],
]);

/** Fields that are numbers in a header, and how libpcap names their bytes. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['frame.len', 'len'],
  ['ip.ttl', 'ip[8]'],
  ['ip.proto', 'ip[9]'],
  ['ip.len', 'ip[2:2]'],
  ['ip.id', 'ip[4:2]'],
  ['ipv6.hlim', 'ip6[7]'],
  ['ipv6.nxt', 'ip6[6]'],
  ['icmp.type', 'icmp[icmptype]'],
  ['icmp.code', 'icmp[icmpcode]'],
  ['icmpv6.type', 'icmp6[icmp6type]'],
  ['udp.length', 'udp[4:2]'],
  ['tcp.window_size_value', 'tcp[14:2]'],
  ['eth.type', 'ether[12:2]'],
]);

const SIGNS: ReadonlyMap<Operator, string> = new Map([
  ['any-eq', '='],
  ['all-eq', '='],
  ['all-ne', '!='],
  ['any-ne', '!='],
  ['gt', '>'],
  ['ge', '>='],
  ['lt', '<'],
  ['le', '<='],
]);

function refuse(node: Node, what: string): never {
  fail(node, `${what} has no counterpart: capture filters look at addresses, ports, lengths and a few header bits.`);
}

function condition(node: Node): string {
  switch (node.kind) {
    case 'logical':
      // Capture filters bind `and` and `or` alike, so every group is put in parentheses.
      if (node.operator === 'xor') refuse(node, 'xor');
      return node.items.map((item) => grouped(condition(item))).join(` ${node.operator} `);
    case 'not':
      return `not ${grouped(condition(node.of))}`;
    case 'word': {
      const protocol = node.layers === null && !node.raw ? PROTOCOLS.get(node.text) : undefined;
      if (protocol === undefined) refuse(node, node.text);
      return protocol === 'ether' ? 'ether[0] >= 0' : protocol;
    }
    case 'relation':
      return relation(node);
    case 'in':
      if (node.left.kind !== 'word') refuse(node.left, 'This');
      return node.set.map((element) => member(node.left, element)).join(' or ');
    default:
      refuse(node, 'This');
  }
}

function grouped(text: string): string {
  return / (?:and|or) /.test(text) ? `(${text})` : text;
}

function relation(node: Node & { kind: 'relation' }): string {
  const { left, right, operator } = node;
  if (left.kind !== 'word' || left.raw || left.layers !== null) refuse(left, 'This');
  const name = left.text;
  const sign = SIGNS.get(operator);
  if (sign === undefined || right.kind !== 'word') refuse(node, 'This comparison');
  const flag = FLAGS.get(name);
  if (flag !== undefined && (sign === '=' || sign === '!=')) {
    const set = /^(?:1|True|TRUE)$/.test(right.text) === (sign === '=');
    return `tcp[tcpflags] & ${flag} ${set ? '!=' : '='} 0`;
  }
  const bytes = NUMBERS.get(name);
  if (bytes !== undefined) return `${bytes} ${sign} ${numberOf(right)}`;
  if (isPort(name) && sign !== '=' && sign !== '!=') return portRange(name, sign, numberOf(right), node);
  const same = qualified(left, name, right);
  if (sign === '=') return same;
  if (sign !== '!=') refuse(node, 'The order of addresses');
  return `${carrier(name)} and not ${grouped(same)}`;
}

function member(left: Node, { low, high }: SetElement): string {
  const name = left.kind === 'word' ? left.text : '';
  if (high === null) {
    const bytes = NUMBERS.get(name);
    return bytes === undefined ? qualified(left, name, low) : `${bytes} = ${numberOf(low)}`;
  }
  const bytes = NUMBERS.get(name);
  if (bytes !== undefined) return `(${bytes} >= ${numberOf(low)} and ${bytes} <= ${numberOf(high)})`;
  if (!isPort(name)) refuse(left, 'A range of addresses');
  return `${ported(name, 'portrange')} ${numberOf(low)}-${numberOf(high)}`;
}

function numberOf(node: Node): number {
  const value = node.kind === 'word' ? wholeNumber(node.text) : undefined;
  if (value === undefined || value > 0xffff_ffffn) refuse(node, 'This value');
  return Number(value);
}

function isPort(name: string): boolean {
  return /^(?:tcp|udp|sctp)\.(?:port|srcport|dstport)$/.test(name);
}

function ported(name: string, type: 'port' | 'portrange'): string {
  const [protocol, side] = name.split('.');
  const direction = side === 'port' ? '' : `${side.slice(0, 3)} `;
  return `${protocol} ${direction}${type}`;
}

function portRange(name: string, sign: string, value: number, node: Node): string {
  const low = sign === '>' ? value + 1 : sign === '>=' ? value : 0;
  const high = sign === '<' ? value - 1 : sign === '<=' ? value : 65_535;
  if (low > high || high > 65_535) refuse(node, 'An empty range of ports');
  return `${ported(name, 'portrange')} ${low}-${high}`;
}

function carrier(name: string): string {
  return PROTOCOLS.get(name.split('.')[0]) ?? 'ip';
}

/** The primitive for one value of an address, a port or a VLAN. */
function qualified(left: Node, name: string, value: Node): string {
  if (value.kind !== 'word') refuse(value, 'This value');
  if (isPort(name)) return `${ported(name, 'port')} ${numberOf(value)}`;
  if (name === 'vlan.id') return `vlan ${numberOf(value)}`;
  const m = /^(ip|ipv6|eth)\.(addr|src|dst)$/.exec(name);
  if (!m) refuse(left, name);
  const direction = m[2] === 'addr' ? '' : `${m[2]} `;
  if (m[1] === 'eth') {
    const bytes = hexBytes(value.text);
    if (bytes?.length !== 6) refuse(value, 'This value');
    return `ether ${direction}host ${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
  }
  const [address, prefix] = value.text.split('/');
  const plain = m[1] === 'ip' ? parseIpv4(address) !== undefined : parseIpv6(address) !== undefined;
  if (!plain) refuse(value, 'This value');
  const qualifier = m[1] === 'ip' ? 'ip' : 'ip6';
  if (prefix === undefined) return `${qualifier} ${direction}host ${address}`;
  return `${qualifier} ${direction}net ${network(m[1], address, Number(prefix))}/${prefix}`;
}

/** libpcap refuses networks with bits set behind the prefix. */
function network(protocol: string, address: string, bits: number): string {
  if (protocol === 'ip') {
    const mask = bits === 0 ? 0 : (-1 << (32 - bits)) >>> 0;
    const value = ((parseIpv4(address) as number) & mask) >>> 0;
    return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
  }
  const bytes = (parseIpv6(address) as Uint8Array).map((byte, i) => {
    const left = bits - i * 8;
    return left >= 8 ? byte : left <= 0 ? 0 : byte & (0xff << (8 - left));
  });
  return ipv6Text(bytes, 0);
}
