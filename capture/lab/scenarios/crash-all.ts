import { check, endings, eventCount, evidence } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon } from '../steps.ts';
import { bystanderPort, crashBeside } from './crash-one.ts';

export const crashAll: Scenario = {
  name: 'crash-all',
  title: 'A crash that kills all',
  group: 'Daemons',
  summary:
    'The same crash as in crash-one, but in the thread model: all threads are in one process, and the segmentation violation of one ends them all. The client beside it, who did nothing wrong, is cut off, and nobody is left to serve the next.',
  layers: {
    4: 'The kernel closes all connections of the process: FIN, or RST where bytes were unread.',
    5: 'One process, all sessions: they end together.',
    7: 'Threads share their fate. Servers that must not fail keep several processes.',
  },
  steps: [
    startDaemon('Start the daemon in the thread model', '--model', 'thread', '--lab', '--services', 'echo,fault'),
    { title: 'Let a client stay, and another make its thread crash', run: crashBeside },
    {
      title: 'Wait for the end of all',
      run: async (lab) => {
        await lab.ended(lab.server.process);
        await lab.clientsEnded();
      },
    },
    { title: 'Let one more client try', run: (lab) => lab.runClient('echo') },
  ],
  checks: [
    endings('The whole daemon was ended by SIGSEGV.', 'daemon', ['SIGSEGV']),
    check('The client that stays is cut off before its second echo.', async (r) => {
      const port = bystanderPort(r);
      const echoes = await r.frames({ 'tcp.dstport': port, 'tcp.payload': true });
      const cut = [
        ...(await r.frames({ 'tcp.dstport': port, 'tcp.flags.fin': 1 })),
        ...(await r.frames({ 'tcp.dstport': port, 'tcp.flags.reset': 1 })),
      ];
      return evidence(echoes.length === 1 && cut.length > 0, `${echoes.length} echo, then cut off`, [
        ...echoes,
        ...cut,
      ]);
    }),
    eventCount('Nobody reports it: who could?', { role: 'daemon', step: 'exit' }, 0),
    check('The one who comes later finds nobody.', (r) => {
      const last = r.processesOf('client').at(-1);
      return evidence(last?.end?.status === 4, `exit status ${last?.end?.status}`);
    }),
  ],
};
