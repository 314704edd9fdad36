import { check, endings, evidence, frameCount } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const datagrams: Scenario = {
  name: 'datagrams',
  title: 'UDP: each datagram is a message',
  group: 'Connections',
  summary:
    'Echo once more, over UDP: three messages out, three back. There is nothing to open or to close, and what one send gave, one receive takes: datagrams keep the boundaries that TCP does not.',
  layers: {
    3: 'Each datagram is one IP packet (or several fragments, when it is larger than the MTU).',
    4: 'Ports, a length and a checksum. Order and delivery are not promised; on loopback both are good.',
    5: 'No session: the daemon answers whoever sent the datagram, from one socket for all, and never accepts.',
    7: 'A client must have its own time-out for an answer that may never come.',
  },
  steps: [
    startDaemon('Start the daemon with its echo service', '--services', 'echo'),
    { title: 'Let a client send three datagrams', run: (lab) => lab.runClient('echo', '--udp', '--times', '3') },
    stopDaemon,
  ],
  checks: [
    frameCount('Three datagrams go to the daemon.', { udp: true, 'ip.dst': '$server' }, 3),
    frameCount('Three come back.', { udp: true, 'ip.src': '$server' }, 3),
    frameCount('TCP is not used.', { tcp: true }, 0),
    check('Each write is one frame and one read.', (r) => {
      const steps = ['write', 'read'] as const;
      const all = steps.flatMap((step) => r.events({ step, protocol: 'udp' }));
      const single = all.every(({ frames }) => frames.length === 1);
      return evidence(
        all.length === 12 && single,
        `${all.length} reads and writes, one frame each`,
        all.flatMap((e) => e.frames),
      );
    }),
    endings('The client got every echo.', 'client', [0]),
  ],
};
