import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FrameFacts } from '../../../capture/trace/frame-facts.ts';
import { type JoinStep, joinFrames } from '../../../capture/trace/join.ts';
import type { TraceEndpoint } from '../../../contract/trace-event.ts';
import { ACK, FIN, RST, SYN } from '../../../decoders/transport/tcp/flag-bits.ts';

const client: TraceEndpoint = { address: '127.0.0.1', port: 40000 };
const server: TraceEndpoint = { address: '127.0.0.1', port: 7 };
const anywhere: TraceEndpoint = { address: '0.0.0.0', port: 40000 };
const mapped: TraceEndpoint = { address: '::ffff:127.0.0.1', port: 7 };

const MILLISECOND = 1_000_000n;

/** Frames at one millisecond each, numbered from 1: `> SYN` from the client, `< SYN ACK` from the server. */
function tcp(lines: readonly string[], stream = 0, at = 0): FrameFacts[] {
  const bits: Record<string, number> = { SYN, ACK, FIN, RST };
  return lines.map((line, index) => {
    const [side, ...words] = line.split(' ');
    const number = (name: string) => Number(words.find((word) => word.startsWith(name))?.slice(name.length) ?? 0);
    return {
      number: at + index + 1,
      time: BigInt(at + index) * 10n * MILLISECOND,
      protocol: 'tcp',
      source: side === '>' ? client : server,
      destination: side === '>' ? server : client,
      stream,
      flags: words.reduce((sum, word) => sum | (bits[word] ?? 0), 0),
      sequence: number('seq='),
      length: number('len='),
      quoted: false,
    };
  });
}

function udp(lines: readonly string[]): FrameFacts[] {
  return tcp(lines.map((line) => line.replace('quoted ', ''))).map((frame, index) => ({
    ...frame,
    protocol: 'udp',
    quoted: lines[index].includes('quoted '),
  }));
}

type Row = [what: string, step: Omit<JoinStep, 'time' | 'protocol'> & { at: number }, frames: number[]];

function table(name: string, frames: readonly FrameFacts[], rows: readonly Row[]): void {
  test(name, () => {
    const protocol = frames[0].protocol;
    const steps = rows.map(([, { at, ...step }]) => ({ protocol, ...step, time: BigInt(at) * MILLISECOND }));
    const joined = joinFrames(steps, frames);
    for (const [index, [what, , expected]] of rows.entries()) assert.deepEqual(joined[index], expected, what);
  });
}

const here = { local: client, remote: server };
const there = { local: server, remote: client };

table(
  'a connection from SYN to the last FIN',
  tcp([
    '> SYN',
    '< SYN ACK',
    '> ACK seq=1',
    '> ACK seq=1 len=5',
    '< ACK seq=1',
    '> ACK seq=6 len=5',
    '< ACK seq=1 len=10',
    '> ACK seq=6 len=5',
    '> FIN ACK seq=11',
    '< FIN ACK seq=11',
    '> ACK seq=12',
  ]),
  [
    ['connect', { at: 0, step: 'connect', ...here }, [1, 2, 3]],
    [
      'connect of a socket bound to any address',
      { at: 0, step: 'connect', local: anywhere, remote: server },
      [1, 2, 3],
    ],
    ['connect without a known local end', { at: 0, step: 'connect', remote: server }, [1, 2, 3]],
    ['accept', { at: 25, step: 'accept', ...there }, [1, 2, 3]],
    ['accept on an IPv6 socket', { at: 25, step: 'accept', local: mapped, remote: client }, [1, 2, 3]],
    ['first write', { at: 29, step: 'write', bytes: 5, offset: 0, ...here }, [4]],
    ['second write, sent twice', { at: 49, step: 'write', bytes: 5, offset: 5, ...here }, [6, 8]],
    ['both writes at once', { at: 29, step: 'write', bytes: 10, offset: 0, ...here }, [4, 6, 8]],
    ['part of a segment', { at: 31, step: 'read', bytes: 2, offset: 3, ...there }, [4]],
    ['a read knows only what has arrived', { at: 52, step: 'read', bytes: 5, offset: 5, ...there }, [6]],
    ['write without an offset: by time', { at: 48, step: 'write', bytes: 5, ...here }, [6]],
    ['read without an offset: by time', { at: 61, step: 'read', bytes: 10, ...here }, [7]],
    ['shutdown', { at: 79, step: 'shutdown', ...here }, [9]],
    ['the FIN of the other side', { at: 92, step: 'read', bytes: 0, ...here }, [10]],
    ['close', { at: 95, step: 'close', ...there }, [10]],
    ['a step without frames', { at: 50, step: 'service', ...there }, []],
    ['another client', { at: 50, step: 'read', bytes: 5, local: server, remote: { ...client, port: 1 } }, []],
    ['a listening socket', { at: 99, step: 'close', local: server }, []],
  ],
);

table('a refused connection', tcp(['> SYN', '< RST ACK']), [
  ['connect', { at: 0, step: 'connect', errno: 'ECONNREFUSED', ...here }, [1, 2]],
]);

table('a reset connection', tcp(['> SYN', '< SYN ACK', '> ACK seq=1', '> RST seq=1']), [
  ['reset', { at: 30, step: 'reset', ...here }, [4]],
  ['close after a reset', { at: 30, step: 'close', ...here }, [4]],
  ['the peer reads', { at: 31, step: 'read', errno: 'ECONNRESET', ...there }, [4]],
  ['the peer closes', { at: 32, step: 'close', ...there }, [4]],
]);

table(
  'ports used again',
  [
    ...tcp(['> SYN', '< SYN ACK', '> ACK seq=1', '> ACK seq=1 len=3', '> FIN ACK seq=4'], 0),
    ...tcp(['> SYN', '< SYN ACK', '> ACK seq=1', '> ACK seq=1 len=3'], 1, 5),
  ],
  [
    ['first connect', { at: 0, step: 'connect', ...here }, [1, 2, 3]],
    ['first write', { at: 30, step: 'write', bytes: 3, offset: 0, ...here }, [4]],
    ['second connect', { at: 49, step: 'connect', ...here }, [6, 7, 8]],
    ['second write', { at: 80, step: 'write', bytes: 3, offset: 0, ...here }, [9]],
  ],
);

table('a connection captured from its middle', tcp(['> ACK seq=1 len=5', '< ACK seq=1 len=5']), [
  ['offsets do not hold: by time', { at: 0, step: 'write', bytes: 5, offset: 90_000, ...here }, [1]],
  ['and for reads', { at: 12, step: 'read', bytes: 5, offset: 90_000, ...here }, [2]],
]);

table('sequence numbers beyond 2^32', tcp(['> SYN', '< SYN ACK', '> ACK seq=1', '> ACK seq=11 len=5']), [
  ['write', { at: 29, step: 'write', bytes: 5, offset: 2 ** 32 + 10, ...here }, [4]],
]);

table('a segment across a border of buckets', tcp(['> SYN', '< SYN ACK', '> ACK seq=65530 len=20']), [
  ['its end', { at: 29, step: 'write', bytes: 5, offset: 65_540, ...here }, [3]],
  ['its start', { at: 29, step: 'write', bytes: 2, offset: 65_530, ...here }, [3]],
  ['more bytes than there can be', { at: 29, step: 'write', bytes: Number.MAX_SAFE_INTEGER, offset: 0, ...here }, [3]],
]);

table('datagrams: each is written once and read once', udp(['> len=5', '> len=5', '< len=5', '> len=9']), [
  ['first write', { at: 0, step: 'write', bytes: 5, ...here }, [1]],
  ['second write', { at: 9, step: 'write', bytes: 5, ...here }, [2]],
  ['a read by the server', { at: 13, step: 'read', bytes: 5, ...there }, [1]],
  ['the answer', { at: 19, step: 'write', bytes: 5, local: { address: '::', port: 7 }, remote: client }, [3]],
  ['no datagram of this length', { at: 25, step: 'write', bytes: 6, ...here }, []],
  ['the long one', { at: 29, step: 'write', bytes: 9, ...here }, [4]],
  ['not twice', { at: 29, step: 'write', bytes: 9, ...here }, []],
]);

table('a datagram that nobody listens for', udp(['> len=5', '> quoted len=5']), [
  ['write', { at: 0, step: 'write', bytes: 5, ...here }, [1]],
  ['the error comes back', { at: 11, step: 'read', errno: 'ECONNREFUSED', ...here }, [2]],
]);
