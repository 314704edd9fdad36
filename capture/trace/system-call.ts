import { parseTraceEvent, type TraceEndpoint, type TraceStep } from '../../contract/trace-event.ts';

/** A system call, signal or end of a process as strace saw it. */
export interface SystemCall {
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** Nanoseconds in the kernel, where known. */
  duration?: number;
  /** Process and kernel thread id; the same for the main thread. */
  readonly pid: number;
  readonly tid: number;
  /** `connect`, `sendto`, ...; `signal` and `exit` for what is no call. */
  readonly name: string;
  /** Arguments and result as strace writes them, cut to {@link LONGEST_TEXT}. */
  text: string;
  /** What the call did with a socket, in the words of a trace. */
  step?: TraceStep;
  protocol?: 'tcp' | 'udp';
  local?: TraceEndpoint;
  remote?: TraceEndpoint;
  bytes?: number;
  offset?: number;
  errno?: string;
}

/** In UTF-16 units. */
export const LONGEST_TEXT = 400;

/** One line, without the line end. */
export function formatSystemCall(call: SystemCall): string {
  return JSON.stringify({ call: call.name, ...call, time: call.time.toString(), name: undefined });
}

/** Reads one line; like {@link parseTraceEvent} it trusts nothing. Returns the call, or what is wrong with the line. */
export function parseSystemCall(line: string): SystemCall | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'The line is not JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The line is not an object.';
  const given = value as Record<string, unknown>;
  const { call, text } = given;
  if (typeof call !== 'string' || !/^\w{1,40}$/.test(call)) return 'The line names no system call.';
  if (typeof text !== 'string' || text.length > LONGEST_TEXT)
    return 'The text of the system call is missing or too long.';
  const known = parseTraceEvent(JSON.stringify({ step: 'service', ...given, role: 'client', text: undefined }));
  if (typeof known === 'string') return known.replace('trace event', 'system call');
  const { time, pid, tid, duration, protocol, local, remote, bytes, offset, errno } = known;
  const step = given.step === undefined ? {} : { step: known.step };
  const facts = { duration, protocol, local, remote, bytes, offset, errno };
  const present = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
  return { time, pid, tid, name: call, text, ...step, ...present };
}
