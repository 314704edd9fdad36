import { check, endings, eventCount, evidence, message } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stayingClient, stopDaemon } from '../steps.ts';

export const limits: Scenario = {
  name: 'limits',
  title: 'Soft and hard connection limit',
  group: 'Protection',
  summary:
    'A daemon counts its connections. Above the soft limit (here three) a new one waits a second before it is served, above the hard limit (five) it is closed at once. Eight clients come and stay: three are served, two wait, three are sent away.',
  layers: {
    4: 'Even those that are sent away complete the handshake: the kernel does that before the daemon is asked. They get a FIN, or a RST where bytes of theirs were not read.',
    5: 'Counting must be exact in every model: there is one count, where connections are accepted, and it goes down when a session ends.',
    7: 'An overloaded daemon that refuses some clients serves the others; one that accepts all serves nobody.',
  },
  steps: [
    startDaemon(
      'Start a daemon with a soft limit of 3 and a hard limit of 5',
      ...['--soft-limit', '3', '--hard-limit', '5', '--soft-wait', '1', '--services', 'echo'],
    ),
    {
      title: 'Let three clients connect and stay: they are served at once',
      run: async (lab) => {
        for (let n = 0; n < 3; n++) await stayingClient(lab);
        await lab.event({ role: 'client', step: 'read' }, 3);
      },
    },
    {
      title: 'Let two more connect: they wait',
      run: async (lab) => {
        for (let n = 0; n < 2; n++) await stayingClient(lab);
        await lab.event({ role: 'daemon', step: 'delay' }, 2);
      },
    },
    {
      title: 'Let three more connect: they are sent away',
      run: async (lab) => {
        const late = await Promise.all([1, 2, 3].map(() => lab.client('echo')));
        for (const client of late) await lab.ended(client);
      },
    },
    {
      title: 'Let those go who stay, when all five are served',
      run: async (lab) => {
        await lab.event({ role: 'daemon', step: 'read' }, 5);
        for (const client of lab.processes) if (client.role === 'client') client.endInput();
        await lab.clientsEnded();
      },
    },
    { title: 'Let one more connect when they are gone', run: (lab) => lab.runClient('echo') },
    stopDaemon,
  ],
  checks: [
    eventCount('All nine are accepted.', { role: 'daemon', step: 'accept' }, 9),
    eventCount('Three are refused: they would be numbers six to eight.', { role: 'daemon', step: 'refuse' }, 3),
    eventCount('Two are delayed.', { role: 'daemon', step: 'delay', text: /soft limit/ }, 2),
    check('Each of those is first read no sooner than a second after it was accepted.', (r) => {
      const waits = r.events({ role: 'daemon', step: 'delay' }).map(({ event: delay }) => {
        const read = r
          .events({ role: 'daemon', step: 'read' })
          .find(({ event }) => event.connection === delay.connection);
        return read === undefined ? Number.NaN : Number(read.event.time - delay.time) / 1e9;
      });
      return evidence(
        waits.length === 2 && waits.every((s) => s >= 0.95),
        waits.map((s) => `${s.toFixed(2)} s`).join(', '),
      );
    }),
    message('The refusals are worth an alert.', 'alert', /is refused: it would be connection \d+ of at most 5/, 3),
    message('The first delay is worth a warning.', 'warning', /waits 1000 ms/),
    check('No byte of the refused is answered.', async (r) => {
      const refused = r.events({ role: 'daemon', step: 'refuse' }).map(({ event }) => event.remote?.port);
      const found = await Promise.all(
        refused.map((port) => r.frames({ 'tcp.dstport': port ?? -1, 'tcp.payload': true })),
      );
      return evidence(
        refused.length > 0 && found.flat().length === 0,
        `${found.flat().length} frames with data to ports ${refused.join(', ')}`,
      );
    }),
    endings('Five succeed, the refused three fail, the late one is served at once.', 'client', [
      ...[0, 0, 0, 0, 0],
      ...[1, 2, 3].map(() => [1, 7]),
      0,
    ]),
  ],
};
