import { check, endings, eventCount, evidence, frameCount, message } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Recording } from '../recording.ts';
import type { Scenario } from '../scenario.ts';
import { firstClient, sayMore, startDaemon, stayingClient, stopDaemon } from '../steps.ts';

/** Lets a client stay, and another ask for a crash beside it. */
export async function crashBeside(lab: Lab): Promise<void> {
  await stayingClient(lab);
  await lab.event({ role: 'client', step: 'read' });
  await lab.runClient('fault', '--message', 'segv');
}

/** Frames of the connection of the client that stays. */
export function bystanderPort(r: Recording): number {
  return r.events({ role: 'client', step: 'connect' })[0]?.event.local?.port ?? -1;
}

export const crashOne: Scenario = {
  name: 'crash-one',
  title: 'A crash that kills one copy',
  group: 'Daemons',
  summary:
    'In the fork model a client makes its process crash with a segmentation violation. The process dies, its connection with it; the process beside it serves its own client to the end, and the parent reports what became of its child.',
  layers: {
    4: 'The connection of the dead process is closed by the kernel. The other one is not touched.',
    5: 'One process, one session: they end together, and alone.',
    7: 'The parent hears of it by SIGCHLD and collects status or signal: never fire and forget.',
  },
  steps: [
    startDaemon('Start the daemon in the fork model', '--model', 'fork', '--lab', '--services', 'echo,fault'),
    { title: 'Let a client stay, and another make its process crash', run: crashBeside },
    {
      title: 'Let the client that stays say something more, and go',
      run: async (lab) => {
        const client = firstClient(lab);
        await sayMore(lab, client, 2);
        client.endInput();
        await lab.clientsEnded();
        await lab.event({ role: 'daemon', step: 'reap' }, 2);
      },
    },
    stopDaemon,
  ],
  checks: [
    check('The parent reaps one child that was ended by SIGSEGV, and one that exited with 0.', (r) => {
      const reaped = r.events({ step: 'reap' }).map(({ event }) => event.signal ?? `status ${event.status}`);
      return evidence([...reaped].sort().join() === 'SIGSEGV,status 0', reaped.join(', '));
    }),
    message('It reports the crash as an alert.', 'alert', /was ended by SIGSEGV/, 1),
    check('The client that stays gets its second echo.', async (r) => {
      const frames = await r.frames({ 'tcp.dstport': bystanderPort(r), 'tcp.payload': true });
      const resets = await r.frames({ 'tcp.dstport': bystanderPort(r), 'tcp.flags.reset': 1 });
      return evidence(
        frames.length === 2 && resets.length === 0,
        `${frames.length} echoes, ${resets.length} RST`,
        frames,
      );
    }),
    eventCount('Two children were forked.', { step: 'fork' }, 2),
    frameCount('Both connections were made.', { 'tcp.flags.syn': 1, 'tcp.flags.ack': 1 }, 2),
    endings('The daemon itself ends in order.', 'daemon', [0]),
  ],
};
