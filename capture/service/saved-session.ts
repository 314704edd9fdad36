import type { TraceEvent } from '../../contract/trace-event.ts';
import { SocketHistory } from '../trace/kernel-sockets.ts';
import type { RecordedTrace } from '../trace/recorded-trace.ts';
import type { SavedRun } from '../trace/saved-run.ts';
import { addTraced, shownProcesses, type TracedProcess } from '../trace/traced-processes.ts';
import type { OpenCapture } from './captures.ts';
import type { Session } from './sessions.ts';

const MOST_MESSAGES = 300;

/**
 * The session of a trace that a file holds. What only the run knew (its steps, checks, output, and what the kernel reported)
 * is there if the session was saved from the window.
 */
export function savedSession(id: number, entry: OpenCapture, trace: RecordedTrace, run: SavedRun | undefined): Session {
  const { events } = trace;
  const processes = processesOf(events);
  const messages = events.filter(({ step }) => step === 'log').slice(-MOST_MESSAGES);
  return {
    id,
    trace,
    entry,
    sockets: run?.sockets ?? new SocketHistory(),
    revision: 0,
    state: () => ({
      title: entry.title.slice(0, 200),
      problem: null,
      remarks: [],
      steps: [],
      checks: [],
      output: [],
      messages: messages.map(messageOf),
      callsMissing: null,
      ...run?.state,
      session: id,
      capture: entry.id,
      phase: 'saved',
      processes: run?.state.processes.map((one) => ({ ...one, alive: false })) ?? processes,
      services: [],
      calls: trace.calls.length,
      rows: trace.rows.length,
      revision: 0,
    }),
  };
}

function processesOf(events: readonly TraceEvent[]): TracedProcess[] {
  const known = new Map<string, TracedProcess>();
  for (const event of events) addTraced(known, event);
  return shownProcesses([...known.values()].map((one) => ({ ...one, alive: false })));
}

/** A `log` event has its severity in front: `notice: started`. */
function messageOf({ role, pid, text = '' }: TraceEvent) {
  const [, severity = '', words = text] = /^([a-z]{1,20}): (.*)$/s.exec(text) ?? [];
  return { severity, program: `osiscope-${role}`, pid, text: words.slice(0, 1000) };
}
