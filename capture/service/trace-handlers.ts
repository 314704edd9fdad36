import { ContractError } from '../../contract/errors.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { programOptions } from '../lab/program-options.ts';
import { obstacle } from '../lab/requirements.ts';
import type { OsiLayer, Scenario } from '../lab/scenario.ts';
import { scenarios } from '../lab/scenarios/index.ts';
import { statesAfter } from '../trace/connection-states.ts';
import { overview } from '../trace/trace-overview.ts';
import type { ClientState } from './client.ts';
import { SessionRun } from './session-run.ts';
import type { Session, Sessions } from './sessions.ts';

type Names =
  | 'trace.scenarios'
  | 'trace.run'
  | 'trace.stop'
  | 'trace.signal'
  | 'trace.options'
  | 'trace.startClient'
  | 'trace.release'
  | 'trace.sessionOf'
  | 'trace.state'
  | 'trace.rows'
  | 'trace.rowOf'
  | 'trace.overview'
  | 'trace.states';

/** How long after a frame a report of the kernel still speaks of it, where there is none before, in nanoseconds. */
const SOON = 300_000_000n;

export function traceHandlers(client: ClientState, sessions: Sessions): HandlersOf<Osiscope, Names> {
  const started = new Set<SessionRun>();
  const stopListening = sessions.listen(({ id, revision }) =>
    client.connection.emit('trace.changed', { session: id, revision }),
  );
  // What a window has started does not outlive it.
  void client.connection.closed.then(() => {
    stopListening();
    for (const run of started) run.stop();
  });
  const session = (id: number): Session => {
    const found = sessions.get(id);
    if (!found) throw new ContractError('no-session', 'This session is not there any more.');
    return found;
  };
  const running = (id: number): SessionRun => {
    const found = session(id);
    if (!(found instanceof SessionRun))
      throw new ContractError('no-session', 'This session has been saved; nothing of it runs.');
    return found;
  };
  return {
    'trace.scenarios': () => {
      // Lessons with the same needs meet the same obstacle, and asking starts programs.
      const obstacles = new Map<string, Promise<string | null>>();
      const obstacleOf = (one: Scenario): Promise<string | null> => {
        const needs = JSON.stringify(one.needs ?? {});
        const known = obstacles.get(needs) ?? obstacle(one);
        obstacles.set(needs, known);
        return known;
      };
      return Promise.all(
        scenarios.slice(0, 200).map(async (one) => ({
          name: one.name,
          title: one.title,
          group: one.group,
          summary: one.summary,
          layers: ([7, 6, 5, 4, 3, 2, 1] as OsiLayer[]).flatMap((osi) => {
            const text = one.layers[osi];
            return text === undefined ? [] : [{ osi, text }];
          }),
          steps: one.steps.map(({ title }) => title),
          checks: one.checks.map(({ sentence }) => sentence),
          obstacle: (await obstacleOf(one))?.slice(0, 1000) ?? null,
        })),
      );
    },
    'trace.run': async ({ subject, systemCalls }, { fail }) => {
      if (sessions.full) throw fail('busy', 'Four sessions are running. Stop one of them first.');
      try {
        const run = await sessions.start(subject, systemCalls);
        started.add(run);
        void run.ended.catch(() => {}).finally(() => started.delete(run));
        return { session: run.id };
      } catch (error) {
        throw fail('unavailable', (error as Error).message);
      }
    },
    'trace.stop': ({ session: id }) => running(id).end(),
    'trace.signal': ({ session: id, pid, signal }) => ({ sent: running(id).signal(pid, `SIG${signal}`) }),
    'trace.options': async (_, { fail }) => {
      try {
        return await programOptions();
      } catch (error) {
        throw fail('unavailable', (error as Error).message);
      }
    },
    'trace.startClient': async ({ session: id, service, options }, { fail }) => {
      try {
        await running(id).startClient(service, options);
      } catch (error) {
        throw fail('failed', (error as Error).message);
      }
    },
    'trace.release': ({ session: id }) => running(id).release(),
    'trace.sessionOf': ({ capture }) => {
      const found = sessions.of(client.capture(capture));
      return found === undefined ? null : { session: found.id };
    },
    'trace.state': async ({ session: id }) => {
      const found = session(id);
      await found.trace?.catchUp();
      return found.state();
    },
    'trace.rows': async ({ session: id, first, count }) => {
      const found = session(id);
      await found.trace?.catchUp();
      const rows = found.trace?.rows ?? [];
      const start = rows[0]?.time ?? 0n;
      return {
        revision: found.revision,
        total: rows.length,
        first,
        rows: rows.slice(first, first + count).map((row) => ({
          ...row,
          time: Number(row.time - start) / 1e9,
          frames: row.frames.slice(0, 64),
          label: row.label.slice(0, 200),
          text: row.text.slice(0, 500),
        })),
      };
    },
    'trace.overview': async ({ session: id, from, to }) => {
      const { trace } = session(id);
      await trace?.catchUp();
      return overview(trace?.rows ?? [], from, to);
    },
    'trace.rowOf': async ({ session: id, frame }) => {
      const { trace } = session(id);
      await trace?.catchUp();
      const row = trace?.rows.findIndex((one) => one.frame === frame) ?? -1;
      return { row: row < 0 ? null : row };
    },
    'trace.states': async ({ session: id, frame }) => {
      const { trace, sockets } = session(id);
      await trace?.catchUp();
      const found = trace && statesAfter(trace.facts, frame);
      if (!found) return null;
      const kernel = (local: string, remote: string) => {
        const known = sockets.at(local, remote, found.time, SOON);
        return known ? { state: known.state, before: Number(found.time - known.time) / 1e9 } : null;
      };
      return {
        client: found.client.replace(/ (\d+)$/, ':$1'),
        server: found.server.replace(/ (\d+)$/, ':$1'),
        clientState: found.states.client,
        serverState: found.states.server,
        clientKernel: kernel(found.client, found.server),
        serverKernel: kernel(found.server, found.client),
      };
    },
  };
}
