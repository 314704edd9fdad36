import { readFileSync, readlinkSync } from 'node:fs';
import { check, endings, eventCount, evidence } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Scenario } from '../scenario.ts';

/** Notes what /proc says of the daemon. */
async function lookAtDaemon(lab: Lab): Promise<void> {
  const { pid } = lab.server;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, , group, session, terminal] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  lab.notes.set('pid', String(pid));
  lab.notes.set('ids', `group ${group}, session ${session}, terminal ${terminal}`);
  lab.notes.set('folder', readlinkSync(`/proc/${pid}/cwd`));
  lab.notes.set('descriptors', [0, 1, 2].map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`)).join(' '));
}

export const daemonize: Scenario = {
  name: 'daemonize',
  title: 'How a program becomes a daemon',
  group: 'Daemons',
  summary:
    'The program that was started prepares everything, and ends with status 0 only when its child listens: whoever started it knows that the service is there. The child has left its terminal: a session of its own, working directory /, and standard descriptors on /dev/null.',
  layers: {
    4: 'The port is open from listen on; the client can connect as soon as the starter has ended.',
    5: 'A session of processes (setsid) has nothing to do with layer 5: without a terminal no hang-up and no Ctrl+C reaches the daemon.',
    7: 'There is no standard error any more. Messages go to syslog.',
  },
  steps: [
    {
      title: 'Start the daemon into the background',
      run: async (lab) => {
        await lab.daemon('--daemonize', '--services', 'echo');
        await lab.ended(lab.server.process);
      },
    },
    { title: 'Look at it in /proc', run: lookAtDaemon },
    { title: 'Let a client come', run: (lab) => lab.runClient('echo') },
    { title: 'Stop the daemon with TERM', run: (lab) => lab.stop() },
  ],
  checks: [
    endings('The starter ended with status 0.', 'daemon', [0]),
    check('It ended after its child listened.', (r) => {
      const listen = r.events({ role: 'daemon', step: 'listen' })[0]?.event;
      const pid = Number(r.notes.get('pid'));
      const starter = r.processesOf('daemon')[0];
      return evidence(
        listen?.pid === pid && starter.pid !== pid,
        `${starter.name} was ${starter.pid}, the daemon is ${pid}`,
      );
    }),
    eventCount('The child left its terminal.', { role: 'daemon', step: 'daemonize' }, 1),
    check('It leads a session and a group of its own and has no terminal.', (r) => {
      const pid = r.notes.get('pid');
      const ids = r.notes.get('ids') ?? '';
      return evidence(ids === `group ${pid}, session ${pid}, terminal 0`, ids);
    }),
    check('Its working directory is /, so that it holds up no mount.', (r) =>
      evidence(r.notes.get('folder') === '/', r.notes.get('folder') ?? ''),
    ),
    check('Its standard descriptors are on /dev/null.', (r) =>
      evidence(r.notes.get('descriptors') === '/dev/null /dev/null /dev/null', r.notes.get('descriptors') ?? ''),
    ),
    endings('The client was served.', 'client', [0]),
    eventCount('The daemon ended with status 0.', { role: 'daemon', step: 'exit', status: 0 }, 1),
  ],
};
