import { ACK, FIN, RST, SYN } from '../../decoders/transport/tcp/flag-bits.ts';

/** States of one end of a connection (RFC 9293 section 3.3.2). */
export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

/** A segment, as far as the states go. */
export interface StateSegment {
  readonly fromClient: boolean;
  readonly flags: number;
  /** It acknowledges the FIN of the other side. */
  readonly acksFin: boolean;
}

/**
 * The states of both ends, stepped by the segments that were captured: each is taken to have arrived. What cannot be told
 * from packets, as a FIN that was lost on its way or the end of TIME-WAIT, is not told.
 *
 * ```
 * const states = new TcpStates();           // CLOSED, LISTEN
 * states.step({ fromClient: true, flags: SYN, acksFin: false });
 * states.client, states.server              // SYN-SENT, SYN-RECEIVED
 * ```
 */
export class TcpStates {
  client: TcpState = 'CLOSED';
  server: TcpState = 'LISTEN';

  step({ fromClient, flags, acksFin }: StateSegment): void {
    const sender = fromClient ? this.client : this.server;
    const receiver = fromClient ? this.server : this.client;
    if ((flags & RST) !== 0) {
      this.client = 'CLOSED';
      this.server = 'CLOSED';
      return;
    }
    const sent = afterSending(sender, flags);
    this.#set(fromClient, sent);
    this.#set(!fromClient, afterReceiving(receiver, flags, acksFin));
  }

  #set(client: boolean, state: TcpState): void {
    if (client) this.client = state;
    else this.server = state;
  }
}

function afterSending(state: TcpState, flags: number): TcpState {
  const syn = (flags & SYN) !== 0;
  const ack = (flags & ACK) !== 0;
  if (syn && !ack && state === 'CLOSED') return 'SYN-SENT';
  if (syn && ack && (state === 'LISTEN' || state === 'CLOSED')) return 'SYN-RECEIVED';
  if ((flags & FIN) !== 0) {
    if (state === 'CLOSE-WAIT') return 'LAST-ACK';
    if (!closing.has(state)) return 'FIN-WAIT-1';
  }
  // A capture that begins in the middle: who sends data is established.
  return ack && !syn && (state === 'CLOSED' || state === 'LISTEN') ? 'ESTABLISHED' : state;
}

const closing: ReadonlySet<TcpState> = new Set(['FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSING', 'LAST-ACK', 'TIME-WAIT']);

function afterReceiving(state: TcpState, flags: number, acksFin: boolean): TcpState {
  const syn = (flags & SYN) !== 0;
  const ack = (flags & ACK) !== 0;
  if (syn && !ack) return state === 'LISTEN' || state === 'CLOSED' ? 'SYN-RECEIVED' : state;
  if (syn && ack) return state === 'SYN-SENT' || state === 'CLOSED' ? 'ESTABLISHED' : state;
  let next = state;
  if (ack && (state === 'SYN-RECEIVED' || state === 'CLOSED' || state === 'LISTEN')) next = 'ESTABLISHED';
  if (ack && acksFin) {
    if (next === 'FIN-WAIT-1') next = 'FIN-WAIT-2';
    else if (next === 'CLOSING') next = 'TIME-WAIT';
    else if (next === 'LAST-ACK') next = 'CLOSED';
  }
  if ((flags & FIN) !== 0) {
    if (next === 'ESTABLISHED') return 'CLOSE-WAIT';
    if (next === 'FIN-WAIT-1') return 'CLOSING';
    if (next === 'FIN-WAIT-2') return 'TIME-WAIT';
  }
  return next;
}
