import { check, endings, evidence } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';
import { counts } from './race.ts';

export const privateData: Scenario = {
  name: 'private-data',
  title: 'Private data: each process counts for itself',
  group: 'Daemons',
  summary:
    'Three clients ask for the hit counter, first of a daemon that forks, then of one process. Every forked child begins with the data as it was and changes only its own copy: all three are told they are the first.',
  layers: {
    5: 'In the fork model each session has a process and thus memory of its own.',
    7: 'No lock is needed, and nothing can be shared by accident. What must be shared needs a pipe, a file, or shared memory.',
  },
  steps: [
    startDaemon('Start a daemon that forks', '--model', 'fork', '--services', 'http'),
    ...[1, 2, 3].map((time) => ({
      title: `Ask for the hit counter (${time} of 3)`,
      run: (lab: Parameters<Scenario['steps'][number]['run']>[0]) => lab.runClient('http', '--path', '/hits'),
    })),
    stopDaemon,
    startDaemon('Start a daemon with one process', '--model', 'select', '--services', 'http'),
    ...[1, 2, 3].map((time) => ({
      title: `Ask it for its hit counter (${time} of 3)`,
      run: (lab: Parameters<Scenario['steps'][number]['run']>[0]) => lab.runClient('http', '--path', '/hits'),
    })),
    stopDaemon,
  ],
  checks: [
    check('Three processes each count one hit.', (r) => {
      const seen = r
        .processesOf('client')
        .slice(0, 3)
        .map((client) => counts(client.text('stdout')));
      const ok =
        seen.every(({ own, locked }) => own === 1 && locked === 1) && new Set(seen.map(({ pid }) => pid)).size === 3;
      return evidence(ok, seen.map(({ pid, own }) => `process ${pid} counts ${own}`).join(', '));
    }),
    check('The one process counts one, two, three.', (r) => {
      const seen = r
        .processesOf('client')
        .slice(3)
        .map((client) => counts(client.text('stdout')));
      const ok = seen.map(({ own }) => own).join() === '1,2,3' && new Set(seen.map(({ pid }) => pid)).size === 1;
      return evidence(ok, seen.map(({ pid, own }) => `process ${pid} counts ${own}`).join(', '));
    }),
    endings('Both daemons end in order.', 'daemon', [0, 0]),
  ],
};
