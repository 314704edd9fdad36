import type { Socket } from 'node:net';
import { Clock } from '../trace/clock.ts';
import { TraceWriter } from '../trace/trace-writer.ts';
import { PoolDispatcher } from './dispatcher.ts';
import { makeSharedCounters } from './hit-counter.ts';
import { ThreadWorker } from './thread-worker.ts';
import { Unit } from './unit.ts';
import type { FromUnit, ServingSettings, ToUnit } from './unit-messages.ts';

/** Program of a child process: serves in itself (fork model) or in threads of its own (mixed model). */

interface Receiver {
  receive(message: ToUnit, socket: Socket | undefined): void;
}

function post(message: FromUnit): void {
  if (process.connected) process.send?.(message, undefined, {}, () => {});
}

/** Ends the process once everything it posted is sent. */
function leave(status = 0): void {
  if (!process.connected) process.exit(status);
  process.send?.({ type: 'log', severity: 'info', text: '' } satisfies FromUnit, undefined, {}, () =>
    process.exit(status),
  );
}

function serveInThreads(settings: ServingSettings): Receiver {
  const clock = new Clock(BigInt(settings.clockOffset));
  const path = settings.trace === '' ? undefined : settings.trace;
  const trace = new TraceWriter(path, clock, 'daemon', 'child', (text) =>
    post({ type: 'log', severity: 'warning', text }),
  );
  const counters = makeSharedCounters();
  const { threads } = settings;
  const rules = { start: threads, capacity: 1, limit: threads, leastSpare: threads, mostSpare: threads, once: false };
  const asked = new Map<number, (text: string) => void>();
  let asks = 0;
  const inside = { ...settings, threads: 0 };
  const dispatcher = new PoolDispatcher(
    rules,
    inside,
    (now, events) => new ThreadWorker(now, counters, events, trace),
    {
      over: (connection) => post({ type: 'over', connection }),
      log: (severity, text) => post({ type: 'log', severity, text: `process ${process.pid}: ${text}` }),
      status: () =>
        new Promise((answered) => {
          asked.set(++asks, answered);
          post({ type: 'status', ask: asks });
        }),
      queued: () => {},
      empty: () => {
        trace.write('exit', { status: 0 });
        leave();
      },
    },
  );
  trace.write('start', { text: `process with ${threads} threads` });
  void dispatcher.start().then(() => post({ type: 'ready', tid: trace.tid }));
  return {
    receive(message, socket) {
      if (message.type === 'configure') dispatcher.configure({ ...message.settings, threads: 0 }, rules);
      else if (message.type === 'status') {
        asked.get(message.ask)?.(message.text);
        asked.delete(message.ask);
      } else if (message.type === 'stop') dispatcher.stop();
      else if (socket === undefined) post({ type: 'over', connection: message.handover.connection });
      else {
        // A socket that waits for a free thread must not be read here.
        socket.pause();
        dispatcher.dispatch(message.handover, socket);
      }
    },
  };
}

if (process.send === undefined) throw new Error('This program is started by the daemon only.');
let receiver: Receiver | undefined;
process.on('message', (message: ToUnit, socket: Socket | undefined) => {
  if (receiver !== undefined) receiver.receive(message, socket);
  else if (message.type === 'configure')
    receiver =
      message.settings.threads > 0
        ? serveInThreads(message.settings)
        : new Unit(message.settings, 'child', makeSharedCounters(), post, leave);
});

// A terminal sends these to all processes of its foreground group; what they mean here, the daemon decides.
for (const signal of ['SIGINT', 'SIGQUIT', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('SIGTERM', () => receiver?.receive({ type: 'stop' }, undefined));
// The daemon is gone without a word: finish what is open, but not for ever.
process.on('disconnect', () => {
  receiver?.receive({ type: 'stop' }, undefined);
  setTimeout(() => process.exit(1), 10_000).unref();
});
