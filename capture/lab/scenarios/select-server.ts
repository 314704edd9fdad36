import { check, endings, eventCount, evidence } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';
import { acceptor, openTogether, servers, tenClients, tenConnections } from './ten-clients.ts';

export const selectServer: Scenario = {
  name: 'select-server',
  title: 'One process, one event loop, ten clients',
  group: 'Daemons',
  summary:
    'The select model: one thread waits for all sockets at once and serves whichever has something to say. No process, no thread, no lock, and ten clients; but one long computation would keep all of them waiting.',
  layers: {
    4: 'Ten four-tuples that differ in the client port only; one listening port serves them all.',
    5: 'Ten sessions in one process: ten descriptors, and for each a little state that says where it is.',
    7: 'Services are written as machines that take events; none may block.',
  },
  steps: [startDaemon('Start the daemon', '--model', 'select', '--services', 'echo'), tenClients, stopDaemon],
  checks: [
    tenConnections,
    openTogether(8),
    check('The process that accepts serves all of them, in one thread.', (r) => {
      const who = new Set(servers(r).values());
      const own = acceptor(r);
      return evidence(who.size === 1 && who.has(`${own}/${own}`), `served by ${[...who].join(', ')}`);
    }),
    eventCount('No process is forked.', { step: 'fork' }, 0),
    eventCount('No thread is made.', { step: 'thread' }, 0),
    endings('All ten clients got their echoes.', 'client', [0]),
  ],
};
