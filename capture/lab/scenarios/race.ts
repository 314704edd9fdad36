import { check, endings, evidence } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Recording } from '../recording.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

const HITS = 200_000;
const MOST_ROUNDS = 20;

/** The counts that the page /hits shows. */
export function counts(text: string): Record<string, number> {
  return Object.fromEntries([...text.matchAll(/^(\w+) (\d+)$/gm)].map(([, name, number]) => [name, Number(number)]));
}

/** Two threads count at the same time, until the race has been lost once. */
async function countTogether(lab: Lab): Promise<void> {
  let total = 0;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    await lab.runClient('http', '--path', `/hits?n=${HITS}`, '--repeat', '2', '--parallel', '2');
    total += 2 * HITS;
    const seen = counts((await lab.runClient('http', '--path', '/hits?n=0')).text('stdout'));
    if (seen['unlocked'] !== total) break;
  }
  lab.notes.set('total', String(total));
}

function last(r: Recording): Record<string, number> {
  return counts(r.processesOf('client').at(-1)?.text('stdout') ?? '');
}

export const race: Scenario = {
  name: 'race',
  title: 'Shared data: the race, and the lock that ends it',
  group: 'Daemons',
  summary:
    'Two threads count hits at the same time, in memory that both share. One counter is guarded by a lock, the other is not: both threads read it, both add one, both write, and a hit is lost. It may go well for long; that is what makes it hard to find.',
  layers: {
    4: 'Two connections that differ in the client port only.',
    5: 'Which thread serves which session is chance; so is who wins.',
    7: 'The page tells three counts: own (private to the thread), locked, unlocked. The lock is pthread_mutex_lock in another dress.',
  },
  steps: [
    startDaemon('Start the daemon with two threads', '--model', 'thread', '--spare-threads', '2', '--services', 'http'),
    { title: 'Make 200,000 hits on each of two connections at the same time, until one is lost', run: countTogether },
    stopDaemon,
  ],
  checks: [
    check('Under the lock no hit is lost.', (r) => {
      const { locked } = last(r);
      return evidence(locked === Number(r.notes.get('total')), `${locked} of ${r.notes.get('total')}`);
    }),
    check('Without it some are.', (r) => {
      const { unlocked } = last(r);
      const total = Number(r.notes.get('total'));
      return evidence(unlocked > 0 && unlocked < total, `${unlocked} of ${total}: ${total - unlocked} lost`);
    }),
    check('Several threads of one process counted.', (r) => {
      const reads = r.events({ role: 'daemon', step: 'read' }).map(({ event }) => event);
      const [pids, tids] = [new Set(reads.map(({ pid }) => pid)), new Set(reads.map(({ tid }) => tid))];
      return evidence(
        pids.size === 1 && tids.size >= 2,
        `process ${[...pids].join()}, threads ${[...tids].join(', ')}`,
      );
    }),
    endings('The daemon ends in order.', 'daemon', [0]),
  ],
};
