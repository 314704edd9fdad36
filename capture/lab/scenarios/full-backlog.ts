import { check, endings, eventCount, evidence, frameCount } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Scenario } from '../scenario.ts';

/** Linux queues one connection more than the backlog says. */
const QUEUED = 2;

/** Starts a daemon with a backlog of one, stops it from accepting, and fills its queue. */
export async function fillBacklog(lab: Lab): Promise<void> {
  const daemon = await lab.daemon('--services', 'echo', '--backlog', '1');
  daemon.signal('SIGSTOP');
  for (let count = 1; count <= QUEUED; count++) {
    await lab.client('echo');
    await lab.event({ role: 'client', step: 'write' }, count);
  }
}

/** Lets the daemon go on, and the queued clients come to their end. */
export async function letBacklogGo(lab: Lab): Promise<void> {
  lab.server.signal('SIGCONT');
  await lab.clientsEnded();
}

export const fullBacklog: Scenario = {
  name: 'full-backlog',
  title: 'A full backlog',
  group: 'Protection',
  summary:
    'A daemon that listens with a backlog of one is stopped, so that it accepts nobody. The kernel goes on completing handshakes in its name until the queue is full. Then it drops the SYN of the next client, which sends it again and again.',
  layers: {
    4: 'SYN, SYN+ACK, ACK for the first two although the daemon sleeps; no answer to the third. Linux queues one more than the backlog says.',
    5: 'The queued connections are established: both kernels hold the session, and the client has even written to it. accept only hands it to the daemon.',
    7: 'A client that is connected may still wait for ever: connected does not mean served.',
  },
  steps: [
    { title: 'Start a daemon with a backlog of one, stop it, connect two clients', run: fillBacklog },
    {
      title: 'Let a third client try for 1.5 seconds',
      run: (lab) => lab.runClient('echo', '--connect-timeout', '1.5'),
    },
    { title: 'Let the daemon go on', run: letBacklogGo },
    { title: 'Stop the daemon with TERM', run: (lab) => lab.stop() },
  ],
  checks: [
    frameCount('The kernel answers two SYNs for the daemon.', { 'tcp.flags.syn': 1, 'tcp.flags.ack': 1 }, QUEUED),
    frameCount(
      'It drops that of the third client, which is sent again.',
      { 'tcp.flags.syn': 1, 'tcp.flags.ack': 0, 'tcp.analysis.retransmission': true },
      { least: 1 },
    ),
    eventCount('The third client gives up.', { role: 'client', step: 'connect', errno: 'ETIMEDOUT' }, 1),
    check('The first two were connected, and had written, before the daemon accepted them.', (r) => {
      const accepts = r.events({ role: 'daemon', step: 'accept' });
      const writes = r.events({ role: 'client', step: 'write' });
      const first = accepts[0]?.event.time ?? 0n;
      const ok = accepts.length === QUEUED && writes.length === QUEUED && writes.every((w) => w.event.time < first);
      return evidence(
        ok,
        `${writes.length} writes, then ${accepts.length} accepts`,
        writes.flatMap((w) => w.frames),
      );
    }),
    endings('Two clients succeed in the end, the third does not.', 'client', [0, 0, 5]),
  ],
};
