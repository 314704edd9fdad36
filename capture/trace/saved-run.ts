import { sessionState } from '../../contract/messages/trace.ts';
import { type Infer, list, object, readValue, text } from '../../contract/schema.ts';
import type { TraceEndpoint } from '../../contract/trace-event.ts';
import type { FrameFacts } from './frame-facts.ts';
import { SocketHistory } from './kernel-sockets.ts';

type SessionState = Infer<typeof sessionState>;

/** What only the run knew, beside its events and calls: its steps, checks, output, and what the kernel reported. */
export interface SavedRun {
  readonly state: SessionState;
  readonly sockets: SocketHistory;
}

/** Who sent a frame to whom. */
type Ends = Pick<FrameFacts, 'source' | 'destination'>;

/** Longest text of a run, in UTF-16 units: older output is left out before it would be longer. */
export const LONGEST_RUN = 1_000_000;
/** Changes of sockets that are saved. */
const MOST_CHANGES = 2000;

const savedSockets = list(
  object({ socket: text(120), changes: list(object({ time: text(24), state: text(20) }), MOST_CHANGES) }),
  MOST_CHANGES,
);

/** One line of ASCII. Only sockets that sent one of the frames are told: those of other programs are nobody's business. */
export function formatRun({ state, sockets }: SavedRun, frames: readonly Ends[]): string {
  const ends = endsOf(frames);
  const changed: Infer<typeof savedSockets> = [];
  let room = MOST_CHANGES;
  for (const [socket, changes] of sockets.entries()) {
    if (!ends.has(socket)) continue;
    const kept = changes.slice(0, room).map(({ time, state: now }) => ({ time: String(time), state: now }));
    room -= kept.length;
    if (kept.length > 0) changed.push({ socket, changes: kept });
  }
  for (let { output, messages } = state; ; ) {
    const line = ascii(JSON.stringify({ state: { ...state, output, messages }, sockets: changed }));
    if (line.length <= LONGEST_RUN || output.length + messages.length === 0) return line;
    output = output.slice(Math.ceil(output.length / 2));
    messages = messages.slice(Math.ceil(messages.length / 2));
  }
}

/** Names of the sockets at both ends of all frames, as SocketHistory has them. */
function endsOf(frames: readonly Ends[]): ReadonlySet<string> {
  const name = (from: TraceEndpoint, to: TraceEndpoint): string =>
    `${from.address} ${from.port} ${to.address} ${to.port}`;
  return new Set(frames.flatMap(({ source: a, destination: b }) => [name(a, b), name(b, a)]));
}

/** Undefined for a line that {@link formatRun} has not written. */
export function parseRun(line: string): SavedRun | undefined {
  try {
    const { state, sockets } = JSON.parse(line) as Record<string, unknown>;
    const history = new SocketHistory();
    for (const { socket, changes } of readValue(savedSockets, sockets, 'sockets')) {
      for (const change of changes) history.restore(socket, BigInt(change.time), change.state);
    }
    return { state: readValue(sessionState, state, 'state'), sockets: history };
  } catch {
    return undefined;
  }
}

/** So that a piece of it has as many bytes as letters. */
function ascii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
