import { parseIpv4, parseIpv6 } from '../../filter/addresses.ts';
import type { Capture } from '../../store/capture.ts';
import { conversationOfStream, type FollowProtocol, kindOf } from '../../streams/followed-stream.ts';
import { frameEnds, type StreamEnd } from '../../streams/stream-ends.ts';
import { UsageError } from '../usage-error.ts';

export const followForms = ['ascii', 'hex', 'raw', 'ebcdic', 'utf-8', 'yaml'] as const;
export type FollowForm = (typeof followForms)[number];

/** What `-z follow` asks for. */
export interface FollowArguments {
  readonly form: FollowForm;
  /** Display filter of the stream. */
  readonly filter: string;
  /** The conversation, or all that its ends had; empty where the capture has none. */
  find(capture: Capture): readonly number[];
  /** Chunks to print, counted from 1. */
  readonly first: number;
  readonly last: number;
}

/** Reads `FORM,STREAM[,RANGE]`. Throws UsageError. */
export function followArguments(protocol: FollowProtocol, args: string): FollowArguments {
  const [word, ...rest] = args.split(',');
  const form = followForms.find((known) => known === word);
  if (!form) throw new UsageError(`-z follow,${protocol} knows ${followForms.join(', ')}, not "${word}".`);
  const number = /^\d{1,9}$/.test(rest[0] ?? '') ? Number(rest[0]) : undefined;
  const range = rangeOf(rest.slice(number === undefined ? 2 : 1), protocol);
  if (number !== undefined) {
    return {
      form,
      filter: `${transport(protocol)}.stream eq ${number}`,
      find: (capture) => [conversationOfStream(capture, protocol, number)].filter((at) => at >= 0),
      ...range,
    };
  }
  const a = endOf(rest[0], protocol);
  const b = endOf(rest[1], protocol);
  if (a.ipv6 !== b.ipv6) throw new UsageError('-z follow needs two addresses of the same version of IP.');
  return {
    form,
    filter: `(${oneWay(protocol, a, b)}) or (${oneWay(protocol, b, a)})`,
    find: (capture) => conversationsBetween(capture, protocol, a, b),
    ...range,
  };
}

function transport(protocol: FollowProtocol): string {
  return protocol === 'udp' ? 'udp' : 'tcp';
}

function rangeOf(rest: readonly string[], protocol: FollowProtocol): { first: number; last: number } {
  if (rest.length === 0) return { first: 1, last: Number.MAX_SAFE_INTEGER };
  const m = rest.length === 1 ? /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(rest[0]) : null;
  const first = Number(m?.[1]);
  const last = Number(m?.[2] ?? first);
  if (!m || first < 1 || last < first) {
    throw new UsageError(`-z follow,${protocol} takes a range of chunks such as 3 or 1-10, not "${rest.join(',')}".`);
  }
  return { first, last };
}

function endOf(text: string | undefined, protocol: FollowProtocol): StreamEnd {
  const m = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text ?? '');
  const address = m?.[1] ?? m?.[2] ?? '';
  const port = Number(m?.[3]);
  const ipv6 = m?.[1] !== undefined;
  const known = ipv6 ? parseIpv6(address) : parseIpv4(address);
  if (known === undefined || port < 1 || port > 65535) {
    throw new UsageError(
      `-z follow,${protocol} needs the number of a stream, or both sides as 10.0.0.1:80 or [::1]:80, not "${text ?? ''}".`,
    );
  }
  return { address, port, ipv6 };
}

function oneWay(protocol: FollowProtocol, from: StreamEnd, to: StreamEnd): string {
  const ip = from.ipv6 ? 'ipv6' : 'ip';
  const port = transport(protocol);
  return `(${ip}.src eq ${from.address} and ${port}.srcport eq ${from.port}) and (${ip}.dst eq ${to.address} and ${port}.dstport eq ${to.port})`;
}

/** The conversations between two sides, in either direction. */
function conversationsBetween(capture: Capture, protocol: FollowProtocol, a: StreamEnd, b: StreamEnd): number[] {
  const { conversations } = capture.session;
  const kind = kindOf(protocol);
  const found: number[] = [];
  for (let i = 0; i < conversations.count; i++) {
    if (conversations.kind.get(i) !== kind) continue;
    const [from, to] = frameEnds(capture, conversations.firstFrame.get(i));
    if ((same(from, a) && same(to, b)) || (same(from, b) && same(to, a))) found.push(i);
  }
  return found;
}

function same(end: StreamEnd, other: StreamEnd): boolean {
  if (end.port !== other.port || end.ipv6 !== other.ipv6) return false;
  if (!end.ipv6) return end.address === other.address;
  return String(parseIpv6(end.address)) === String(parseIpv6(other.address));
}
