import { event, request } from '../message.ts';
import {
  boolean,
  list,
  nothing,
  nullable,
  number,
  object,
  oneOf,
  taggedUnion,
  text,
  uint,
  uintUpTo,
} from '../schema.ts';
import { captureId } from './captures.ts';

/** A run of programs recorded with its packets, or the trace that a capture file holds. */
export const sessionId = uint;

const words = list(text(1000), 200);

export const scenario = object({
  name: text(60),
  title: text(200),
  group: text(60),
  summary: text(2000),
  /** What to look for, by OSI layer. */
  layers: list(object({ osi: uintUpTo(7), text: text(1000) }), 7),
  steps: list(text(300), 64),
  checks: list(text(500), 64),
  /** Why it cannot be run here and what would help; null when it can. */
  obstacle: nullable(text(1000)),
});

export const listScenarios = request('trace.scenarios', { params: nothing, result: list(scenario, 200) });

/** What is run: a lesson, the daemon and the client with options, or any program. */
export const subject = taggedUnion('kind', {
  scenario: { name: text(60) },
  /** Without a service no client is started; the daemon goes on until it is released or stopped. */
  pair: { daemon: words, service: text(60), client: words },
  command: { command: words },
});

export const run = request('trace.run', {
  params: object({ subject, systemCalls: boolean }),
  result: object({ session: sessionId }),
  errors: ['busy', 'unknown', 'unavailable'],
});

/** Ends a run, in order where it goes on until told to stop, else by breaking it off; its processes are ended. */
export const stop = request('trace.stop', {
  params: object({ session: sessionId }),
  result: nothing,
  errors: ['no-session'],
});

/** Sends a signal to a process of the run, and to no other. */
export const signalProcess = request('trace.signal', {
  params: object({ session: sessionId, pid: uint, signal: oneOf('HUP', 'TERM', 'INT', 'KILL', 'STOP', 'CONT') }),
  result: object({ sent: boolean }),
  errors: ['no-session'],
});

const programOption = object({
  name: text(60),
  /** Placeholder of its value: empty for a switch, `a|b` for a choice. */
  value: text(200),
  /** What it is when it is not given; empty for none. */
  usual: text(1000),
  help: text(500),
  section: text(60),
  /** The daemon takes a new value upon HUP. */
  reloads: boolean,
});

/** The options of the daemon and the client. */
export const programOptions = request('trace.options', {
  params: nothing,
  result: object({ daemon: list(programOption, 200), client: list(programOption, 200) }),
  errors: ['unavailable'],
});

/** Starts one more client of the daemon that was started last. */
export const startClient = request('trace.startClient', {
  params: object({ session: sessionId, service: text(60), options: words }),
  result: nothing,
  errors: ['no-session', 'failed'],
});

/** Lets a run go on that waits for a person. */
export const release = request('trace.release', {
  params: object({ session: sessionId }),
  result: nothing,
  errors: ['no-session'],
});

/** The session of a capture: of the run that it was made by, or of the trace in its file; null where it has none. */
export const sessionOf = request('trace.sessionOf', {
  params: object({ capture: captureId }),
  result: nullable(object({ session: sessionId })),
  errors: ['no-capture'],
});

const traced = object({
  pid: uint,
  /** Thread id; the same as `pid` for a process. */
  tid: uint,
  /** pid or tid of what made it; 0 where that is not known. */
  parent: uint,
  /** `daemon`, `client 2`, `child`, `thread`. */
  name: text(60),
  role: text(20),
  command: text(2000),
  alive: boolean,
  /** `exit 0`, `killed by SIGKILL`; empty while it runs, or where nobody saw the end. */
  end: text(100),
});

export const sessionState = object({
  session: sessionId,
  capture: nullable(captureId),
  title: text(200),
  phase: oneOf('running', 'passed', 'failed', 'aborted', 'saved'),
  /** Why the run ended early, for a person; null when it did not. */
  problem: nullable(text(2000)),
  remarks: list(text(500), 32),
  steps: list(object({ title: text(300), state: oneOf('waiting', 'running', 'done', 'failed') }), 64),
  checks: list(object({ sentence: text(500), ok: nullable(boolean), text: text(2000), frames: list(uint, 64) }), 64),
  processes: list(traced, 300),
  /** What the daemon that was started last offers; empty before it listens. */
  services: list(text(60), 64),
  /** The newest lines of output and syslog messages, oldest first. */
  output: list(object({ pid: uint, error: boolean, text: text(1000) }), 300),
  messages: list(object({ severity: text(20), program: text(60), pid: uint, text: text(1000) }), 300),
  /** System calls recorded. */
  calls: uint,
  /** Why they are not, though they were asked for, and what would help. */
  callsMissing: nullable(text(500)),
  /** Rows of the ladder. */
  rows: uint,
  revision: uint,
});

export const getState = request('trace.state', {
  params: object({ session: sessionId }),
  result: sessionState,
  errors: ['no-session'],
});

/** A session has changed; at most ten times a second. */
export const sessionChanged = event('trace.changed', object({ session: sessionId, revision: uint }), {
  latest: 'session',
});

export const ladderRow = object({
  kind: oneOf('frame', 'event', 'call'),
  /** Seconds since the first row. */
  time: number,
  side: oneOf('client', 'daemon', 'wire'),
  /** Frame: towards the daemon's side. */
  forward: boolean,
  /** Frame: number; otherwise 0. */
  frame: uint,
  /** Frames that the step is tied to. */
  frames: list(uint, 64),
  /** `connect`, `[SYN]`. */
  label: text(200),
  text: text(500),
  pid: uint,
  tid: uint,
  failed: boolean,
  /** Frame: OSI number of the highest layer. */
  osi: uintUpTo(7),
  /** Frame: between the programs of the run. */
  own: boolean,
});

/** A window of the ladder: what programs did and what the wire carried, in order of time. */
export const ladderRows = request('trace.rows', {
  params: object({ session: sessionId, first: uint, count: uintUpTo(200) }),
  result: object({ revision: uint, total: uint, first: uint, rows: list(ladderRow, 200) }),
  errors: ['no-session'],
});

/** The row of a frame, null where the ladder has none. */
export const ladderRowOf = request('trace.rowOf', {
  params: object({ session: sessionId, frame: uint }),
  result: object({ row: nullable(uint) }),
  errors: ['no-session'],
});

const kernelView = object({
  /** What the kernel reported: `ESTABLISHED`. */
  state: text(20),
  /** Seconds from the sample to the frame: positive when it was taken before. */
  before: number,
});

/** The TCP connection of a frame as both ends see it after the frame: stepped by the packets, and as the kernel reported. */
export const connectionStates = request('trace.states', {
  params: object({ session: sessionId, frame: uint }),
  result: nullable(
    object({
      client: text(100),
      server: text(100),
      clientState: text(20),
      serverState: text(20),
      clientKernel: nullable(kernelView),
      serverKernel: nullable(kernelView),
    }),
  ),
  errors: ['no-session'],
});

/** How much happened when, in equal stretches of a part of the session's time: rows of each side, and the first row of the stretch. */
export const overview = request('trace.overview', {
  /** The part, in seconds since the first row; `to` 0 is all that there is. */
  params: object({ session: sessionId, from: number, to: number }),
  result: object({
    /** Seconds from the first row to the last. */
    duration: number,
    /** The part that the stretches are of. */
    from: number,
    to: number,
    stretches: list(object({ client: uint, wire: uint, daemon: uint, row: uint }), 240),
  }),
  errors: ['no-session'],
});
