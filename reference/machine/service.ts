/**
 * A service is the protocol logic of one connection, without a socket: events go in, commands come out. The same
 * machine runs in the event loop, in a child process, in a thread and in a test that has only a table of both.
 */

/** Severities of syslog that the programs use (RFC 5424 section 6.2.1). */
export type Severity = 'alert' | 'warning' | 'notice' | 'info';

/** Something only the surrounding process can do. At most one is under way at a time for each connection. */
export type Ask =
  | { effect: 'hit'; times: number }
  | { effect: 'status' }
  | { effect: 'deliver'; from: string; recipients: string[]; message: Buffer }
  | { effect: 'open-maildrop'; user: string }
  | { effect: 'read-message'; user: string; id: string }
  | { effect: 'close-maildrop'; user: string; remove: string[] }
  | { effect: 'fault'; fault: string; argument: number };

export type Answer =
  | { effect: 'hit'; pid: number; tid: number; own: number; locked: number; unlocked: number }
  | { effect: 'status'; text: string }
  | { effect: 'delivered'; id: string }
  | { effect: 'maildrop'; messages: { id: string; size: number }[] }
  | { effect: 'message'; message: Buffer }
  | { effect: 'done'; text: string }
  | { effect: 'failed'; reason: string };

export type ServiceEvent =
  | { type: 'open'; peer: string }
  | { type: 'bytes'; bytes: Buffer }
  /** The peer closed its sending side. */
  | { type: 'end' }
  /** Output has room again, after `want-writable`. */
  | { type: 'writable' }
  /** The time asked for with `timer` is over. */
  | { type: 'timer' }
  | { type: 'answer'; answer: Answer }
  /** The peer owes us bytes and sent none for the read time-out. */
  | { type: 'idle' }
  /** A person at the client typed something; undefined is the end of their input. */
  | { type: 'input'; bytes: Buffer | undefined }
  /** The daemon is stopping: come to an end soon. */
  | { type: 'stop' };

export type ServiceCommand =
  | { type: 'send'; bytes: Buffer }
  | { type: 'want-writable' }
  | { type: 'timer'; ms: number }
  | { type: 'ask'; ask: Ask }
  /** Close our sending side once everything is sent, and go on reading. */
  | { type: 'half-close' }
  /** Send everything, then close. */
  | { type: 'finish' }
  /** Throw the connection away (RST). */
  | { type: 'abort' }
  /** What happened on the application layer, for the trace. */
  | { type: 'note'; text: string }
  | { type: 'log'; severity: Severity; text: string }
  /** A client shows this to its user. */
  | { type: 'print'; bytes: Buffer }
  /** A client's service succeeded or failed; the connection is then finished. */
  | { type: 'result'; ok: boolean; text: string };

export interface ServiceMachine {
  receive(event: ServiceEvent): ServiceCommand[];
}

/** Facts a server machine needs from its surroundings. */
export interface ServiceContext {
  now(): Date;
  hostName: string;
  /** Greatest mail message taken, in bytes. */
  mailSize: number;
}

export function send(text: string): ServiceCommand {
  return { type: 'send', bytes: Buffer.from(text, 'latin1') };
}

export function note(text: string): ServiceCommand {
  return { type: 'note', text };
}

export const finish: ServiceCommand = { type: 'finish' };
