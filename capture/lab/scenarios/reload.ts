import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allStepsTied, check, endings, eventCount, evidence, frameCount, message } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Scenario } from '../scenario.ts';
import { firstClient, sayMore, stayingClient, stopDaemon } from '../steps.ts';

const file = (lab: Lab): string => join(lab.folder, 'daemon.conf');

async function reload(lab: Lab, configuration: string, count: number): Promise<void> {
  await writeFile(file(lab), configuration);
  lab.server.signal('SIGHUP');
  await lab.event({ role: 'daemon', step: 'reload' }, count);
}

export const reloading: Scenario = {
  name: 'reload',
  title: 'HUP with a connection open',
  group: 'Signals',
  summary:
    'HUP makes a daemon read its configuration again and go on. A connection that is open does not notice. The new configuration denies an address; then it is spoiled, and the daemon says in which line, and keeps the old one in force.',
  layers: {
    4: 'Not a single segment: a signal is between processes of one host.',
    5: 'The session outlives the reload: listening socket and connections are the same descriptors as before.',
    7: 'Re-reading beats restarting: nobody is cut off, and a mistake in the file does no harm.',
  },
  steps: [
    {
      title: 'Start the daemon with a configuration file',
      run: async (lab) => {
        await writeFile(file(lab), 'services echo\n');
        await lab.daemon('--config', file(lab));
      },
    },
    {
      title: 'Let a client connect and stay',
      run: async (lab) => {
        await stayingClient(lab);
        await lab.event({ role: 'client', step: 'read' });
      },
    },
    {
      title: 'Deny 127.0.0.2 in the file and send HUP',
      run: (lab) => reload(lab, 'services echo\ndeny 127.0.0.2\n', 1),
    },
    {
      title: 'Let a client come from 127.0.0.2',
      run: (lab) => lab.runClient('echo', '--local-address', '127.0.0.2'),
    },
    {
      title: 'Spoil the file and send HUP again',
      run: (lab) => reload(lab, 'services echo\ndeny nonsense\n', 2),
    },
    {
      title: 'Let a client come from 127.0.0.2 once more, and the first one finish',
      run: async (lab) => {
        await lab.runClient('echo', '--local-address', '127.0.0.2');
        const client = firstClient(lab);
        await sayMore(lab, client, 2);
        client.endInput();
        await lab.clientsEnded();
      },
    },
    stopDaemon,
  ],
  checks: [
    eventCount('Two HUPs arrive.', { role: 'daemon', step: 'signal', text: /^SIGHUP$/ }, 2),
    eventCount(
      'The first configuration is taken.',
      { role: 'daemon', step: 'reload', text: /^configuration read$/ },
      1,
    ),
    message(
      'Of the second the log tells file, line and reason.',
      'warning',
      /old configuration stays in force.*daemon\.conf.*\b2\b.*nonsense/,
      1,
    ),
    eventCount('127.0.0.2 is denied after both: the old configuration stayed.', { role: 'daemon', step: 'refuse' }, 2),
    check('The open connection ends in order, with all its echoes.', async (r) => {
      const port = r.events({ role: 'client', step: 'connect' })[0]?.event.local?.port ?? -1;
      const fins = [
        ...(await r.frames({ 'tcp.flags.fin': 1, 'tcp.srcport': port })),
        ...(await r.frames({ 'tcp.flags.fin': 1, 'tcp.dstport': port })),
      ];
      const resets = await r.frames({ 'tcp.flags.reset': 1, 'tcp.dstport': port });
      return evidence(fins.length === 2 && resets.length === 0, `${fins.length} FIN, ${resets.length} RST`, fins);
    }),
    frameCount(
      'It was there all the time: three handshakes in all, none again for it.',
      { 'tcp.flags.syn': 1, 'tcp.flags.ack': 1 },
      3,
    ),
    allStepsTied,
    endings('The first client succeeds, the denied do not.', 'client', [0, [1, 7], [1, 7]]),
    endings('The daemon is still the same process, and ends in order.', 'daemon', [0]),
  ],
};
