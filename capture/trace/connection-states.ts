import { ACK, FIN } from '../../decoders/transport/tcp/flag-bits.ts';
import type { FrameFacts } from './frame-facts.ts';
import { TcpStates } from './tcp-states.ts';

/** Both ends of a connection after a frame. */
export interface ConnectionStates {
  /** `address port`. */
  readonly client: string;
  readonly server: string;
  readonly states: TcpStates;
  /** Nanoseconds since 1970 of the frame. */
  readonly time: bigint;
}

/** Steps the connection of a frame through its segments up to that frame; undefined for a frame without one. */
export function statesAfter(facts: readonly FrameFacts[], frame: number): ConnectionStates | undefined {
  const last = facts.findLast(({ number, protocol, quoted }) => number === frame && protocol === 'tcp' && !quoted);
  if (last === undefined) return undefined;
  const segments = facts.filter(
    ({ protocol, quoted, stream, number }) =>
      protocol === 'tcp' && !quoted && stream === last.stream && number <= frame,
  );
  const [first] = segments;
  const client = endOf(first.source);
  const states = new TcpStates();
  /** Relative number behind each side's FIN, by whether the client sent it. */
  const behindFin = new Map<boolean, number>();
  for (const { source, flags, sequence, length, acknowledged = 0 } of segments) {
    const fromClient = endOf(source) === client;
    if ((flags & FIN) !== 0) behindFin.set(fromClient, sequence + length + 1);
    const acksFin = (flags & ACK) !== 0 && acknowledged >= (behindFin.get(!fromClient) ?? Number.POSITIVE_INFINITY);
    states.step({ fromClient, flags, acksFin });
  }
  return { client, server: endOf(first.destination), states, time: last.time };
}

function endOf({ address, port }: FrameFacts['source']): string {
  return `${address} ${port}`;
}
