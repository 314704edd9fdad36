import { check, endings, eventCount, evidence } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';
import { acceptor, CLIENTS, openTogether, servers, tenClients, tenConnections } from './ten-clients.ts';

export const forkServer: Scenario = {
  name: 'fork-server',
  title: 'A process for each of ten clients',
  group: 'Daemons',
  summary:
    'The fork model: the parent accepts and hands the socket to a child of its own, which serves one client and exits. The parent collects the exit status of every child; one that is not collected stays as a zombie.',
  layers: {
    4: 'Nothing shows the processes: a connection belongs to the host, not to a process, and goes on when it changes hands.',
    5: 'The session moves from the parent to the child with its descriptor. The wire falls silent while a child starts.',
    7: 'Each child has data of its own. That keeps them apart, and makes sharing hard.',
  },
  steps: [
    startDaemon('Start the daemon', '--model', 'fork', '--services', 'echo'),
    tenClients,
    {
      title: 'Wait until every child was collected',
      run: (lab) => lab.event({ role: 'daemon', step: 'reap' }, CLIENTS),
    },
    stopDaemon,
  ],
  checks: [
    tenConnections,
    openTogether(8),
    eventCount('Ten children are forked.', { role: 'daemon', step: 'fork' }, CLIENTS),
    check('Each connection is served by a process of its own, and none by the parent.', (r) => {
      const who = new Set(servers(r).values());
      const ok = who.size === CLIENTS && ![...who].some((name) => name.startsWith(`${acceptor(r)}/`));
      return evidence(ok, `the parent is ${acceptor(r)}, served by ${[...who].join(', ')}`);
    }),
    check('Every child is reaped with exit status 0: no zombie is left.', (r) => {
      const forked = r.events({ step: 'fork' }).map(({ event }) => event.child);
      const reaped = r.events({ step: 'reap' }).filter(({ event }) => event.status === 0);
      const missing = forked.filter((pid) => !reaped.some(({ event }) => event.child === pid));
      return evidence(
        missing.length === 0 && reaped.length === CLIENTS,
        `${reaped.length} reaped, ${missing.length} missing`,
      );
    }),
    endings('All ten clients got their echoes.', 'client', [0]),
    endings('The daemon ends in order.', 'daemon', [0]),
  ],
};
