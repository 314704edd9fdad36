import { check, endings, eventCount, evidence } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';
import { acceptor, openTogether, servers, tenClients, tenConnections } from './ten-clients.ts';

export const threadServer: Scenario = {
  name: 'thread-server',
  title: 'Threads for ten clients',
  group: 'Daemons',
  summary:
    'The thread model: one process, several execution points. A thread serves one client after the other; when all are busy, more are made. They share memory, descriptors and fate.',
  layers: {
    4: 'The same segments as with processes: the model of the server cannot be seen on the wire.',
    5: 'All ten descriptors are in one process. Any thread could read any of them; only care keeps them apart.',
    7: 'Data is shared, so it needs locks; see the lesson about the race.',
  },
  steps: [
    startDaemon('Start the daemon with two threads', '--model', 'thread', '--spare-threads', '2', '--services', 'echo'),
    tenClients,
    stopDaemon,
  ],
  checks: [
    tenConnections,
    openTogether(8),
    check('All are served by one process, in several threads, none of them its first.', (r) => {
      const who = [...new Set(servers(r).values())];
      const own = acceptor(r);
      const ok = who.length >= 2 && who.every((name) => name.startsWith(`${own}/`) && name !== `${own}/${own}`);
      return evidence(ok, `served by ${who.join(', ')}`);
    }),
    eventCount('More threads are made than there were.', { role: 'daemon', step: 'thread' }, { least: 3 }),
    eventCount('No process is forked.', { step: 'fork' }, 0),
    endings('All ten clients got their echoes.', 'client', [0]),
    endings('The daemon ends in order.', 'daemon', [0]),
  ],
};
