import { allStepsTied, endings, eventCount, frameCount, frameOrder } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const halfClose: Scenario = {
  name: 'half-close',
  title: 'Half-close: one direction ends, the other goes on',
  group: 'Connections',
  summary:
    'The client sends its message and closes its sending side at once with shutdown. The daemon, held up for a moment so that it answers after that, still can: the two directions of a connection close one by one.',
  layers: {
    3: 'Nothing changes here: IP does not know that a connection is half closed.',
    4: 'A FIN says "no more bytes from me". The other direction still carries data and its ACKs until its own FIN.',
    5: 'Between the two FINs the client is in FIN-WAIT-2 and the daemon in CLOSE-WAIT. A daemon that forgets to close stays there for ever.',
    7: 'For echo the FIN is the end of the input: the daemon reads 0 bytes, which is not an error.',
  },
  steps: [
    startDaemon('Start the daemon with its echo service', '--services', 'echo'),
    {
      title: 'Stop the daemon for a moment (STOP), while the client sends 20,000 bytes and closes its sending side',
      run: async (lab) => {
        lab.server.signal('SIGSTOP');
        await lab.client('echo', '--size', '20000', '--half-close');
        await lab.event({ role: 'client', step: 'shutdown' });
      },
    },
    {
      title: 'Let it go on, and the client read its echo',
      run: async (lab) => {
        lab.server.signal('SIGCONT');
        await lab.clientsEnded();
      },
    },
    stopDaemon,
  ],
  checks: [
    frameOrder("Data of the daemon follows the client's FIN.", [
      { 'tcp.flags.fin': 1, 'ip.dst': '$server' },
      { 'ip.src': '$server', 'tcp.payload': true },
      { 'ip.src': '$server', 'tcp.flags.fin': 1 },
    ]),
    frameCount('Each side sends one FIN.', { 'tcp.flags.fin': 1 }, 2),
    eventCount('The client closes its sending side before it reads.', { role: 'client', step: 'shutdown' }, 1),
    allStepsTied,
    endings('The client got its whole echo.', 'client', [0]),
  ],
};
