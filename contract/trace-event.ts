/**
 * The trace of a program run: what a process did with its sockets, one event for each step, one JSON object a line.
 *
 * The reference daemon and client write these lines; the analyzer joins them with frames by protocol, the two
 * addresses, and time. `offset` makes the join exact for TCP: the bytes of an event are the bytes `offset` up to
 * `offset + bytes` of that direction's stream, so they start at relative sequence number `offset + 1`.
 */

/** The steps a trace knows, in the order in which a connection usually meets them. */
export const traceSteps = [
  'start', // a process or thread began its work; `text` says as what
  'daemonize', // the process left its terminal: own session, working directory /, standard descriptors on /dev/null
  'socket', // a socket was made
  'setsockopt', // an option was set; `text` names it
  'bind', // the socket got its local address
  'listen', // the kernel queues connections from now on; `text` has the backlog
  'await', // the program waits for a connection
  'lookup', // the host name was looked up; `text` has the result
  'prepare', // the address to connect to, or to bind to, was made ready
  'connect', // the connection was made, or failed with `errno`
  'accept', // a connection was taken from the queue
  'refuse', // the connection was closed at once: access list, hard limit or stop; `text` says which
  'delay', // the connection waits before it is served: soft limit, or no free process or thread
  'fork', // a child process was made; `child` is its pid
  'thread', // a thread was made; `child` is its tid
  'assign', // the connection was handed to another process or thread: `child` is its pid or tid
  'handshake', // the TLS handshake is complete; `text` has version and cipher
  'read', // bytes were read; 0 bytes is the peer's FIN
  'write', // bytes were taken by the kernel, of `requested`
  'service', // the application did something with them; `text` says what
  'timeout', // no bytes could be read or written in time
  'shutdown', // the sending side was closed: FIN
  'reset', // the connection was thrown away: RST
  'close', // the descriptor was closed
  'signal', // a signal arrived; `text` is its name
  'reload', // the configuration was read again
  'reap', // the exit status of a child process was collected: `status` or `signal`
  'join', // a thread ended
  'log', // a message to the log; `text` is the message
  'exit', // the process or thread is about to end with `status`
] as const;

export type TraceStep = (typeof traceSteps)[number];

/** What kind of program wrote the event. */
export const traceRoles = ['daemon', 'client'] as const;
export type TraceRole = (typeof traceRoles)[number];

/** One end of a flow. IPv6 addresses are in their shortest form, without brackets or zone. */
export interface TraceEndpoint {
  address: string;
  port: number;
}

export interface TraceEvent {
  /** When the step began: nanoseconds since 1970 on the realtime clock, the clock of captures. */
  time: bigint;
  /** How long the step took, in nanoseconds, where that is known. */
  duration?: number;
  /** Number of the event within its thread, from 1: keeps the order of events with the same time. */
  sequence: number;
  role: TraceRole;
  /** The part of the program: `control`, `child`, `thread`, `client`. */
  part: string;
  /** Process and Linux thread id. `tid` is `pid` on the main thread. */
  pid: number;
  tid: number;
  step: TraceStep;
  /** The same for all events of one connection in one program; unique within a trace. */
  connection?: string;
  /** Descriptor number in process `pid`. */
  fd?: number;
  protocol?: 'tcp' | 'udp';
  local?: TraceEndpoint;
  remote?: TraceEndpoint;
  /** Name of the service: `echo`, `http`, `https`, ... */
  service?: string;
  /** Bytes moved by the step, and for a write how many were to be moved. */
  bytes?: number;
  requested?: number;
  /** Position of the first byte in its direction of the connection, from 0. */
  offset?: number;
  /** Symbolic error, such as `ECONNREFUSED`, and its text. */
  errno?: string;
  error?: string;
  /** pid or tid of the process or thread concerned, in `fork`, `thread`, `assign`, `reap` and `join`. */
  child?: number;
  /** Exit status, or the signal that ended a child. */
  status?: number;
  signal?: string;
  text?: string;
}

/** One line of a trace, without the line end. */
export function formatTraceEvent(event: TraceEvent): string {
  return JSON.stringify({ ...event, time: event.time.toString() });
}

/** Longest line that is looked at, in UTF-16 units. */
export const longestTraceLine = 65_536;

/**
 * Reads one line of a trace. A line comes from another program: nothing in it is trusted, unknown members are dropped.
 * Returns the event, or a sentence that says what is wrong with the line.
 */
export function parseTraceEvent(line: string): TraceEvent | string {
  if (line.length > longestTraceLine) return `The trace line is longer than ${longestTraceLine} characters.`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'The trace line is not JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The trace line is not an object.';
  const given = value as Record<string, unknown>;
  if (typeof given.time !== 'string' || !/^\d{1,20}$/.test(given.time)) return 'The trace event has no valid time.';
  if (!isOneOf(traceRoles, given.role)) return 'The trace event has no known role.';
  if (!isOneOf(traceSteps, given.step)) return 'The trace event has no known step.';
  const event: TraceEvent = {
    time: BigInt(given.time),
    sequence: count(given.sequence) ?? 0,
    role: given.role,
    part: text(given.part) ?? '',
    pid: count(given.pid) ?? -1,
    tid: count(given.tid) ?? -1,
    step: given.step,
  };
  if (event.pid < 0 || event.tid < 0) return 'The trace event has no valid pid and tid.';
  for (const name of ['duration', 'fd', 'bytes', 'requested', 'offset', 'child', 'status'] as const) {
    const number = count(given[name]);
    if (number !== undefined) event[name] = number;
    else if (given[name] !== undefined) return `The trace event's ${name} is not a whole number.`;
  }
  for (const name of ['connection', 'service', 'errno', 'error', 'signal', 'text'] as const) {
    const words = text(given[name]);
    if (words !== undefined) event[name] = words;
    else if (given[name] !== undefined) return `The trace event's ${name} is not text.`;
  }
  for (const name of ['local', 'remote'] as const) {
    if (given[name] === undefined) continue;
    const end = endpoint(given[name]);
    if (end === undefined) return `The trace event's ${name} is not an address and a port.`;
    event[name] = end;
  }
  if (given.protocol === 'tcp' || given.protocol === 'udp') event.protocol = given.protocol;
  else if (given.protocol !== undefined) return "The trace event's protocol is neither tcp nor udp.";
  return event;
}

function isOneOf<T extends string>(names: readonly T[], value: unknown): value is T {
  return typeof value === 'string' && (names as readonly string[]).includes(value);
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function endpoint(value: unknown): TraceEndpoint | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { address, port } = value as Record<string, unknown>;
  if (typeof address !== 'string' || address.length > 45) return undefined;
  const number = count(port);
  return number !== undefined && number <= 65_535 ? { address, port: number } : undefined;
}
