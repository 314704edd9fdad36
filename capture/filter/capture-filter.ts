import { hex } from '../../decoders/tree/bytes-text.ts';
import { parseIpv4, parseIpv6 } from './addresses.ts';
import { portNamed } from './port-names.ts';

/**
 * The display filter that says the same as a capture filter (libpcap's language), or null for texts that are none or that
 * cannot be said in it. For people who type `tcp port 80` where a display filter belongs. Two things are left out that
 * libpcap means with it: `host` without a protocol takes ARP as well, `port` takes SCTP.
 */
export function captureToDisplay(text: string): string | null {
  const words = text.match(WORDS);
  if (words === null || words.length > MOST_WORDS || text.replace(WORDS, '').trim() !== '') return null;
  const reader = new Reader(words);
  try {
    const out = reader.expression();
    return reader.done ? out : null;
  } catch (error) {
    if (error instanceof NotTranslated) return null;
    throw error;
  }
}

const MOST_WORDS = 200;
const WORDS = /&&|\|\||==|!=|>=|<=|<<|>>|[()[\]!=<>&|+*]|\\?[A-Za-z0-9_.:/-]+/g;

class NotTranslated extends Error {}

/** What a qualifier says of an address or port. */
interface Qualifiers {
  readonly protocol: string;
  readonly direction: string;
  readonly type: string;
}

const PROTOCOLS = new Map([
  ['ether', 'eth'],
  ['ip', 'ip'],
  ['ip6', 'ipv6'],
  ['arp', 'arp'],
  ['rarp', 'arp'],
  ['tcp', 'tcp'],
  ['udp', 'udp'],
  ['icmp', 'icmp'],
  ['icmp6', 'icmpv6'],
  ['igmp', 'igmp'],
  ['sctp', 'sctp'],
  ['vlan', 'vlan'],
  ['mpls', 'mpls'],
  ['pppoes', 'pppoes'],
  ['pppoed', 'pppoed'],
]);

const NETWORK_PROTOCOLS = new Map([
  ['tcp', 6],
  ['udp', 17],
  ['icmp', 1],
  ['icmp6', 58],
  ['igmp', 2],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
]);

const FLAGS = new Map([
  ['tcp-fin', 1],
  ['tcp-syn', 2],
  ['tcp-rst', 4],
  ['tcp-push', 8],
  ['tcp-ack', 16],
  ['tcp-urg', 32],
  ['tcp-ece', 64],
  ['tcp-cwr', 128],
]);

const OFFSETS = new Map([
  ['tcpflags', 13],
  ['icmptype', 0],
  ['icmpcode', 1],
  ['icmp6type', 0],
  ['icmp6code', 1],
]);

class Reader {
  readonly #words: readonly string[];
  #at = 0;
  #depth = 0;
  /** Carried over to addresses without a qualifier: `port 80 or 443`. */
  #before: Qualifiers = { protocol: '', direction: '', type: '' };

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  get done(): boolean {
    return this.#at === this.#words.length;
  }

  get #word(): string {
    return this.#words[this.#at] ?? '';
  }

  #take(): string {
    if (this.done) throw new NotTranslated();
    return this.#words[this.#at++];
  }

  #accept(...words: readonly string[]): boolean {
    if (this.done || !words.includes(this.#word)) return false;
    this.#at++;
    return true;
  }

  /** `and` and `or` bind alike, from left to right. */
  expression(): string {
    if (++this.#depth > 50) throw new NotTranslated();
    let out = this.#term();
    let joined = '';
    for (;;) {
      const operator = this.#accept('and', '&&') ? 'and' : this.#accept('or', '||') ? 'or' : '';
      if (operator === '') break;
      const next = this.#term();
      const left = joined !== '' && joined !== operator ? `(${out})` : out;
      out = `${left} ${operator} ${next}`;
      joined = operator;
    }
    this.#depth--;
    return out;
  }

  #term(): string {
    if (this.#accept('not', '!')) return `not ${this.#term()}`;
    if (this.#accept('(')) {
      const inner = this.expression();
      if (!this.#accept(')')) throw new NotTranslated();
      return `(${inner})`;
    }
    return this.#primitive();
  }

  #primitive(): string {
    if (this.#accept('less')) return `frame.len <= ${number(this.#take())}`;
    if (this.#accept('greater')) return `frame.len >= ${number(this.#take())}`;
    if (this.#word === 'len') return this.#length();
    if (this.#accept('broadcast')) return 'eth.dst == ff:ff:ff:ff:ff:ff';
    if (this.#accept('multicast')) return 'eth.dst[0] & 1';
    let protocol = '';
    if (PROTOCOLS.has(this.#word)) {
      protocol = this.#take();
      if (this.#word === '[') return this.#bytes(protocol);
      if (this.#accept('broadcast'))
        return protocol === 'ip' ? 'ip.dst == 255.255.255.255' : 'eth.dst == ff:ff:ff:ff:ff:ff';
      if (this.#accept('multicast')) return multicast(protocol);
      if (this.#accept('proto', 'protochain')) return this.#carried(protocol);
      if ((protocol === 'vlan' || protocol === 'mpls') && /^\d+$/.test(this.#word)) {
        return `${protocol}.${protocol === 'vlan' ? 'id' : 'label'} == ${this.#take()}`;
      }
    }
    const direction = this.#direction();
    const type = ['host', 'net', 'port', 'portrange'].includes(this.#word) ? this.#take() : '';
    if (protocol !== '' && direction === '' && type === '') return PROTOCOLS.get(protocol) as string;
    if (protocol === '' && direction === '' && type === '') {
      if (!/^[\d.:a-fA-F/-]+$/.test(this.#word) || this.#before.type === '') throw new NotTranslated();
    } else this.#before = { protocol, direction, type: type === '' ? 'host' : type };
    return this.#identified(this.#before);
  }

  /** `src or dst` is either, which is also what no direction means. */
  #direction(): string {
    const [first, joint, second] = this.#words.slice(this.#at, this.#at + 3);
    if (first !== 'src' && first !== 'dst') return '';
    this.#at++;
    const both = (second === 'src' || second === 'dst') && second !== first;
    if (!both || (joint !== 'or' && joint !== 'and')) return first;
    this.#at += 2;
    return joint === 'and' ? 'both' : '';
  }

  #identified({ protocol, direction, type }: Qualifiers): string {
    const id = this.#take();
    if (type === 'port' || type === 'portrange') return ports(protocol, direction, type, id);
    if (protocol === 'ether' && type === 'host') return sided('eth', 'addr', direction, mac(id));
    let address = id;
    if (type === 'net' && this.#accept('mask')) address = `${id}/${maskLength(this.#take())}`;
    return network(protocol, direction, type, address);
  }

  #carried(protocol: string): string {
    const id = this.#take().replace(/^\\/, '');
    const value = NETWORK_PROTOCOLS.get(id) ?? number(id);
    if (protocol === 'ether') return `eth.type == ${value}`;
    if (protocol === 'ip') return `ip.proto == ${value}`;
    if (protocol === 'ip6') return `ipv6.nxt == ${value}`;
    throw new NotTranslated();
  }

  #length(): string {
    this.#take();
    const relation = this.#relation();
    return `frame.len ${relation} ${number(this.#take())}`;
  }

  #relation(): string {
    const sign = this.#take();
    if (!['=', '==', '!=', '>', '<', '>=', '<='].includes(sign)) throw new NotTranslated();
    return sign === '=' ? '==' : sign;
  }

  /** `tcp[13] & 2 != 0`, `ip[2:2] > 576`. */
  #bytes(protocol: string): string {
    this.#take();
    const [place, width] = this.#take().split(':');
    const size = width === undefined ? 1 : number(width);
    const offset = OFFSETS.get(place) ?? number(place);
    if (!this.#accept(']') || ![1, 2, 4].includes(size)) throw new NotTranslated();
    const slice = `${PROTOCOLS.get(protocol)}[${offset}${size === 1 ? '' : `:${size}`}]`;
    const mask = this.#accept('&') ? ` & ${byteText(this.#flags(), size)}` : '';
    return `${slice}${mask} ${this.#relation()} ${byteText(this.#flags(), size)}`;
  }

  #flags(): number {
    if (this.#accept('(')) {
      let bits = this.#flags();
      while (this.#accept('|', '+')) bits |= this.#flags();
      if (!this.#accept(')')) throw new NotTranslated();
      return bits;
    }
    const word = this.#take();
    return FLAGS.get(word) ?? number(word);
  }
}

function number(text: string): number {
  if (!/^(?:\d+|0[xX][0-9a-fA-F]+)$/.test(text) || Number(text) > 0xffff_ffff) throw new NotTranslated();
  return Number(text);
}

function byteText(value: number, size: number): string {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (value / 2 ** (8 * (size - 1 - i))) & 0xff);
  return size === 1 ? `:${hex(bytes, 0, 1)}` : hex(bytes, 0, size, ':');
}

function multicast(protocol: string): string {
  if (protocol === 'ip') return 'ip.dst == 224.0.0.0/4';
  return protocol === 'ip6' ? 'ipv6.dst == ff00::/8' : 'eth.dst[0] & 1';
}

function sided(protocol: string, either: string, direction: string, value: string): string {
  const one = (side: string) => `${protocol}.${side} == ${value}`;
  if (direction === 'both') return `(${one('src')} and ${one('dst')})`;
  return one(direction === '' ? either : direction);
}

function mac(text: string): string {
  const bytes = text.split(/[:.-]/);
  if (bytes.length !== 6 || bytes.some((byte) => !/^[0-9a-fA-F]{1,2}$/.test(byte))) throw new NotTranslated();
  return bytes.map((byte) => byte.padStart(2, '0')).join(':');
}

function network(protocol: string, direction: string, type: string, text: string): string {
  const [address, prefix] = text.split('/');
  const parts = address.split('.');
  const short = type === 'net' && /^\d{1,3}(?:\.\d{1,3}){0,3}$/.test(address);
  const whole = short ? [...parts, '0', '0', '0'].slice(0, 4).join('.') : address;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) throw new NotTranslated();
  const bits = prefix ?? (short && parts.length < 4 ? String(parts.length * 8) : undefined);
  const value = bits === undefined ? whole : `${whole}/${bits}`;
  if (parseIpv4(whole) !== undefined) {
    if (protocol === 'arp' || protocol === 'rarp') return arp(direction, value);
    if (protocol === '' || protocol === 'ip') return sided('ip', 'addr', direction, value);
    if (['tcp', 'udp', 'icmp'].includes(protocol)) return `(${protocol} and ${sided('ip', 'addr', direction, value)})`;
  } else if (parseIpv6(whole) !== undefined && (protocol === '' || protocol === 'ip6')) {
    return sided('ipv6', 'addr', direction, value);
  }
  throw new NotTranslated();
}

function arp(direction: string, value: string): string {
  const [source, target] = [`arp.src.proto_ipv4 == ${value}`, `arp.dst.proto_ipv4 == ${value}`];
  if (direction === 'src') return source;
  if (direction === 'dst') return target;
  return `(${source} ${direction === 'both' ? 'and' : 'or'} ${target})`;
}

function maskLength(text: string): number {
  const mask = parseIpv4(text);
  const bits = mask === undefined ? -1 : 32 - Math.log2(2 ** 32 - mask);
  if (!Number.isInteger(bits) || bits < 0) throw new NotTranslated();
  return bits;
}

function ports(protocol: string, direction: string, type: string, id: string): string {
  if (!['', 'tcp', 'udp', 'sctp', 'ip', 'ip6'].includes(protocol)) throw new NotTranslated();
  const value = type === 'port' ? `== ${port(id)}` : `in {${range(id)}}`;
  const transports = ['tcp', 'udp', 'sctp'].includes(protocol) ? [protocol] : ['tcp', 'udp'];
  const both = transports.map((transport) => {
    const one = (name: string) => `${transport}.${name} ${value}`;
    if (direction === 'both') return `(${one('srcport')} and ${one('dstport')})`;
    return one(direction === '' ? 'port' : `${direction}port`);
  });
  const text = both.length === 1 ? both[0] : `(${both.join(' or ')})`;
  if (protocol === 'ip' || protocol === 'ip6') return `(${PROTOCOLS.get(protocol)} and ${text})`;
  return text;
}

function port(id: string): number {
  const value = portNamed(id) ?? number(id);
  if (value > 0xffff) throw new NotTranslated();
  return value;
}

function range(id: string): string {
  const [low, high, more] = id.split('-');
  if (high === undefined || more !== undefined) throw new NotTranslated();
  return `${port(low)}..${port(high)}`;
}
