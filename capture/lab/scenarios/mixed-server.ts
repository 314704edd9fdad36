import { check, endings, eventCount, evidence } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';
import { acceptor, servers, tenClients, tenConnections } from './ten-clients.ts';

export const mixedServer: Scenario = {
  name: 'mixed-server',
  title: 'Threads in several processes for ten clients',
  group: 'Daemons',
  summary:
    "The model of Apache's worker module: a few processes with a fixed number of threads each. Here two processes with two threads at the start and at most three; four clients are served at once, more processes are made, and who finds no free thread waits.",
  layers: {
    4: 'A client that waits for a free thread is connected already, and its first bytes lie in the buffer of the kernel.',
    5: 'accept is not service: between the two there may be a queue inside the daemon.',
    7: 'A crash kills the clients of one process only, and memory is shared only within it: a middle way.',
  },
  steps: [
    startDaemon(
      'Start the daemon: two processes with two threads, at most three processes',
      ...['--model', 'mixed', '--start-servers', '2', '--threads-per-child', '2', '--server-limit', '3'],
      ...['--services', 'echo'],
    ),
    tenClients,
    stopDaemon,
  ],
  checks: [
    tenConnections,
    check('Two processes are there from the start, and no more than three in the end.', (r) => {
      const forks = r.events({ role: 'daemon', step: 'fork' });
      const accept = r.events({ role: 'daemon', step: 'accept' })[0]?.event.time ?? 0n;
      const early = forks.filter(({ event }) => event.time < accept);
      return evidence(
        early.length === 2 && forks.length === 3,
        `${early.length} before the first client, ${forks.length} in all`,
      );
    }),
    check('Several threads of several processes serve, and never the first process.', (r) => {
      const who = [...new Set(servers(r).values())];
      const pids = new Set(who.map((name) => name.split('/')[0]));
      const ok = pids.size >= 2 && who.length > pids.size && !pids.has(String(acceptor(r)));
      return evidence(ok, `served by ${who.join(', ')}`);
    }),
    eventCount(
      'Some wait for a free thread.',
      { role: 'daemon', step: 'delay', text: /no process or thread is free/ },
      { least: 1 },
    ),
    endings('All ten clients got their echoes.', 'client', [0]),
    endings('The daemon ends in order.', 'daemon', [0]),
  ],
};
