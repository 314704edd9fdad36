import type { Socket } from 'node:net';
import type { Severity } from '../machine/service.ts';
import type { Handover, ServingSettings } from './unit-messages.ts';

/** What a worker tells its dispatcher. */
export interface WorkerEvents {
  ready(): void;
  over(connection: string): void;
  log(severity: Severity, text: string): void;
  status(): string | Promise<string>;
  /** The process or thread is gone, `ending` says how. Comes once and last. */
  gone(ending: { text: string; orderly: boolean }): void;
}

/** A process or thread that serves connections for the daemon. */
export interface WorkerHandle {
  /** "process 123" or "thread 123", for messages. */
  readonly name: string;
  /** Hands a connection over; false when the worker can take none, the socket is then destroyed. */
  assign(handover: Handover, socket: Socket): boolean;
  configure(settings: ServingSettings): void;
  stop(): void;
  kill(): void;
}
