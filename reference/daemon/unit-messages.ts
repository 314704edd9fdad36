import type { TraceEndpoint } from '../../contract/trace-event.ts';
import type { Severity } from '../machine/service.ts';
import type { ServiceName } from '../services/catalogue.ts';
import type { Identity } from '../tls/certificate.ts';

/** A connection on its way to whoever serves it. The socket travels beside it. */
export interface Handover {
  connection: string;
  service: ServiceName;
  local?: TraceEndpoint;
  remote: TraceEndpoint;
}

/** What a process or thread needs to know to serve connections. */
export interface ServingSettings {
  /** Nanoseconds from the monotonic to the realtime clock, as the daemon found it. */
  clockOffset: string;
  trace: string;
  keyLog: string;
  identity?: Identity;
  mailbox: string;
  mailSize: number;
  readTimeoutMs: number;
  writeTimeoutMs: number;
  /** Threads the process serves with; 0 serves in its main thread. */
  threads: number;
}

/** From the daemon to a process, and from a process to its thread. `serve` comes with the socket. */
export type ToUnit =
  | { type: 'configure'; settings: ServingSettings }
  | { type: 'serve'; handover: Handover }
  | { type: 'status'; text: string; ask: number }
  /** Serve what is there to its end, take nothing new, then end. */
  | { type: 'stop' };

export type FromUnit =
  | { type: 'ready'; tid: number }
  | { type: 'over'; connection: string }
  | { type: 'log'; severity: Severity; text: string }
  | { type: 'status'; ask: number };
