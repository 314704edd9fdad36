import { allStepsTied, check, endings, eventCount, evidence, frameCount } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const reset: Scenario = {
  name: 'reset',
  title: 'Reset: a connection thrown away',
  group: 'Connections',
  summary:
    'The client ends its connection with a RST instead of a FIN. Nothing is acknowledged, nothing that was under way is delivered any more, and the daemon learns of it as an error of its read. It must survive that and serve the next one.',
  layers: {
    4: 'A segment with RST is not answered. It must carry a sequence number within the window, or it would be too easy to forge.',
    5: 'Both kernels forget the session at once: there is no TIME-WAIT after a reset.',
    7: 'The daemon sees ECONNRESET, "connection reset by peer". An echo that was under way is lost.',
  },
  steps: [
    startDaemon('Start the daemon with its echo service', '--services', 'echo'),
    { title: 'Let a client end with a reset', run: (lab) => lab.runClient('echo', '--reset') },
    {
      title: 'Wait until the daemon has noticed',
      run: (lab) => lab.event({ role: 'daemon', step: 'read', errno: 'ECONNRESET' }),
    },
    { title: 'Let another one end in order', run: (lab) => lab.runClient('echo') },
    stopDaemon,
  ],
  checks: [
    frameCount('The client sends one RST.', { 'tcp.flags.reset': 1, 'ip.dst': '$server' }, 1),
    check('Nobody sends anything after it on that connection.', async (r) => {
      const [frame] = await r.frames({ 'tcp.flags.reset': 1 });
      if (frame === undefined) return evidence(false, 'there is no RST');
      const after = r.facts.filter((f) => f.stream === r.facts.find((g) => g.number === frame)?.stream);
      return evidence(after.at(-1)?.number === frame, `the RST is frame ${frame} of ${after.length} in its stream`, [
        frame,
      ]);
    }),
    eventCount('The daemon is told by an error of its read.', { role: 'daemon', step: 'read', errno: 'ECONNRESET' }, 1),
    frameCount('Only the second connection is closed with FINs.', { 'tcp.flags.fin': 1 }, 2),
    allStepsTied,
    endings('Both clients were served.', 'client', [0, 0]),
    endings('The daemon lived on and ended in order.', 'daemon', [0]),
  ],
};
