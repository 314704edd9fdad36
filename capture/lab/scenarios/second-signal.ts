import { check, endings, eventCount, evidence, message } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon } from '../steps.ts';

export const secondSignal: Scenario = {
  name: 'second-signal',
  title: 'A second signal stops at once',
  group: 'Signals',
  summary:
    'A daemon that stops gracefully may take long. Whoever sends a second signal does not want to wait: it cuts its connections and ends with status 1, which says that this was no orderly end.',
  layers: {
    4: 'The open connection is cut with a RST.',
    5: 'The client had a session and nothing under way; its next read fails.',
    7: 'The client reports a reset, exit status 7, and not a normal end.',
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
      title: 'Send TERM, and again a moment later',
      run: async (lab) => {
        lab.server.signal('SIGTERM');
        await lab.event({ role: 'daemon', step: 'signal' });
        lab.server.signal('SIGTERM');
        await lab.ended(lab.server.process);
        await lab.clientsEnded();
      },
    },
  ],
  checks: [
    eventCount('Two signals arrive.', { role: 'daemon', step: 'signal' }, 2),
    message('The daemon says that it hurries.', 'warning', /stopping at once/, 1),
    check('It cuts the connection with a RST, which is tied to that step.', (r) => {
      const [reset] = r.events({ role: 'daemon', step: 'reset' });
      return evidence(
        reset !== undefined && reset.frames.length === 1,
        `frames ${reset?.frames.join(', ') || 'none'}`,
        reset?.frames,
      );
    }),
    endings('The client was reset.', 'client', [7]),
    endings('Exit status 1 says that it was no orderly end.', 'daemon', [1]),
  ],
};
