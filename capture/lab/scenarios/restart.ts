import { readFileSync } from 'node:fs';
import { check, endings, evidence, frameOrder, output } from '../checks.ts';
import type { Lab } from '../lab.ts';
import { launchDaemon } from '../launch-daemon.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

const TIME_WAIT = '06';

/** Notes how many connections of the daemon's address the kernel still keeps in TIME-WAIT. */
async function noteWaiting(lab: Lab): Promise<void> {
  const bytes = lab.address.split('.').map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase());
  const own = `${bytes.reverse().join('')}:`;
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  const waiting = lines
    .map((line) => line.trim().split(/\s+/))
    .filter((p) => p[1]?.startsWith(own) && p[3] === TIME_WAIT);
  lab.notes.set('waiting', String(waiting.length));
}

export const restart: Scenario = {
  name: 'restart',
  title: 'Restart at once: SO_REUSEADDR and TIME-WAIT',
  group: 'Daemons',
  summary:
    'The daemon closes a connection first, is stopped, and started again at once. Its side of the old connection is still in TIME-WAIT, a minute long. Only because of SO_REUSEADDR can the new daemon bind to the same port. A second one beside it cannot: the option does not steal a port that is listened on.',
  layers: {
    4: 'Who sends the first FIN waits in TIME-WAIT, so that late segments of the old connection do not end up in a new one with the same four-tuple.',
    5: 'The session is over for both programs; only the kernel remembers it.',
    7: 'Without the option, a restart after a crash fails for a minute with EADDRINUSE.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'echo', '--read-timeout', '0.3'),
    {
      title: 'Let a client idle until the daemon closes its connection',
      run: (lab) => lab.runClient('echo', '--times', '2', '--think', '5'),
    },
    stopDaemon,
    { title: 'Look for connections in TIME-WAIT', run: noteWaiting },
    startDaemon('Start the daemon again, on the same port', '--services', 'echo'),
    { title: 'Let a client come', run: (lab) => lab.runClient('echo') },
    {
      title: 'Try to start another beside it',
      run: async (lab) => {
        await launchDaemon(lab, ['--services', 'echo', '--pid-file', `${lab.folder}/second.pid`]).catch(() => {});
        await lab.until('its end', () => lab.processes.at(-1)?.end !== undefined);
      },
    },
    stopDaemon,
  ],
  checks: [
    frameOrder("The daemon's FIN comes first.", [
      { 'tcp.flags.fin': 1, 'ip.src': '$server' },
      { 'tcp.flags.fin': 1, 'ip.dst': '$server' },
    ]),
    check('The kernel keeps that connection in TIME-WAIT.', (r) =>
      evidence(Number(r.notes.get('waiting')) >= 1, `${r.notes.get('waiting')} in TIME-WAIT`),
    ),
    check('The new daemon binds all the same: it has set SO_REUSEADDR.', (r) => {
      const set = r.events({ role: 'daemon', step: 'setsockopt', text: /SO_REUSEADDR/ });
      const listening = r.events({ role: 'daemon', step: 'listen' }).filter(({ event }) => event.errno === undefined);
      const pids = new Set(listening.map(({ event }) => event.pid));
      return evidence(set.length >= 2 && pids.size === 2, `${pids.size} daemons listened, one after the other`);
    }),
    output('The third is told that the port is in use, and what to do.', 'daemon', /EADDRINUSE.*choose another/, {
      least: 1,
    }),
    endings('Two daemons end in order, the third at once with status 1.', 'daemon', [0, 0, 1]),
    endings('The first client was let go, the second served.', 'client', [1, 0]),
  ],
};
