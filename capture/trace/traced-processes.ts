import type { sessionState } from '../../contract/messages/trace.ts';
import type { Infer } from '../../contract/schema.ts';
import type { TraceEvent } from '../../contract/trace-event.ts';

export type TracedProcess = Infer<typeof sessionState>['processes'][number];

/** Processes and threads told of at a time. */
const MOST = 300;

/** Each once, as it is told of first. Threads end with their process. Of too many, those that ended longest ago are left out. */
export function shownProcesses(all: readonly TracedProcess[]): TracedProcess[] {
  const byKey = new Map<string, TracedProcess>();
  for (const one of all) {
    const key = `${one.pid} ${one.tid}`;
    if (!byKey.has(key)) byKey.set(key, one);
  }
  const shown = [...byKey.values()].map((one) =>
    one.alive && byKey.get(`${one.pid} ${one.pid}`)?.alive === false ? { ...one, alive: false } : one,
  );
  let surplus = shown.length - MOST;
  return shown.filter((one) => one.alive || surplus-- <= 0).slice(0, MOST);
}

/** Children and threads are told by the events of their makers, and by their own. */
export function addTraced(
  out: Map<string, TracedProcess>,
  { step, role, part, pid, tid, child, status, signal }: TraceEvent,
): void {
  const own = `${pid} ${tid}`;
  if (!out.has(own)) out.set(own, traced(pid, tid, tid === pid ? 0 : pid, part, role));
  if (step === 'exit') {
    const known = out.get(own);
    if (known?.alive) out.set(own, { ...known, alive: false, end: status === undefined ? 'ended' : `exit ${status}` });
  }
  if (child === undefined) return;
  if (step === 'fork') {
    const known = out.get(`${child} ${child}`) ?? traced(child, child, pid, 'child', role);
    out.set(`${child} ${child}`, { ...known, parent: pid });
  } else if (step === 'thread') {
    const known = out.get(`${pid} ${child}`) ?? traced(pid, child, pid, 'thread', role);
    out.set(`${pid} ${child}`, { ...known, parent: pid });
  } else if (step === 'reap' || step === 'join') {
    const key = step === 'reap' ? `${child} ${child}` : `${pid} ${child}`;
    const known = out.get(key);
    const end = signal !== undefined ? `killed by ${signal}` : status === undefined ? 'ended' : `exit ${status}`;
    if (known) out.set(key, { ...known, alive: false, end });
  }
}

function traced(pid: number, tid: number, parent: number, name: string, role: string): TracedProcess {
  return { pid, tid, parent, name: name.slice(0, 60), role, command: '', alive: true, end: '' };
}
