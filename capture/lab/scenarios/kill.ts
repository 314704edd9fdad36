import { check, endings, eventCount, evidence, frameCount } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon } from '../steps.ts';

export const kill: Scenario = {
  name: 'kill',
  title: 'KILL with connections open',
  group: 'Signals',
  summary:
    'KILL cannot be caught: the daemon gets no chance to say anything. Its kernel closes all it had. The connection on which nothing was waiting gets a FIN, as if all were well; the one with unread bytes gets a RST, since those bytes are lost.',
  layers: {
    4: 'FIN or RST, sent by the kernel of a process that is gone. The peer cannot tell such a FIN from an orderly close.',
    5: 'A session may end without either program having wished it.',
    7: 'This is why protocols announce lengths or say good-bye (QUIT): a FIN alone does not mean that everything came.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'echo'),
    {
      title: 'Let a client connect and stay',
      run: async (lab) => {
        await lab.client('echo', '--times', '2', '--think', '20');
        await lab.event({ role: 'client', step: 'read' });
      },
    },
    {
      title: 'Stop the daemon for a moment (STOP), and let another send something it will not read',
      run: async (lab) => {
        lab.server.signal('SIGSTOP');
        await lab.client('echo');
        await lab.event({ role: 'client', step: 'write' }, 2);
      },
    },
    {
      title: 'Send KILL',
      run: async (lab) => {
        lab.server.signal('SIGKILL');
        await lab.ended(lab.server.process);
        await lab.clientsEnded();
      },
    },
  ],
  checks: [
    endings('The daemon was ended by KILL.', 'daemon', ['SIGKILL']),
    eventCount('It told nothing of it: there is no event of its end.', { role: 'daemon', step: 'exit' }, 0),
    eventCount('It saw no signal.', { role: 'daemon', step: 'signal' }, 0),
    frameCount('The quiet connection is closed with a FIN.', { 'tcp.flags.fin': 1, 'ip.src': '$server' }, 1),
    check('The one with unread bytes is reset.', async (r) => {
      const port = r.events({ role: 'client', step: 'connect' })[1]?.event.local?.port ?? -1;
      const frames = await r.frames({ 'tcp.flags.reset': 1, 'tcp.dstport': port });
      return evidence(frames.length === 1, `${frames.length} RST to port ${port}`, frames);
    }),
    endings('One client was closed too early, the other reset.', 'client', [1, 7]),
  ],
};
