import { check, endings, eventCount, evidence, message } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const readTimeout: Scenario = {
  name: 'read-timeout',
  title: 'Read time-out, on either side',
  group: 'Trouble',
  summary:
    'A client asks for a page that takes three seconds and waits half a second for it. Then a client connects, and says nothing more: now it is the daemon that waits, one second, and lets it go. A read blocks for ever unless someone looks at the clock.',
  layers: {
    4: 'TCP itself has no time-out for silence: both kernels would keep the connection for days. The FIN comes from the program that lost its patience.',
    5: 'An idle session costs a descriptor and, in other models, a process or a thread; that is why daemons have read time-outs.',
    7: 'The request was received and was being worked on. The client cannot know that.',
  },
  steps: [
    startDaemon(
      'Start a daemon that waits one second for its clients',
      '--services',
      'echo,http',
      '--read-timeout',
      '1',
    ),
    {
      title: 'Let a client wait half a second for a slow page',
      run: (lab) => lab.runClient('http', '--path', '/slow?ms=3000', '--read-timeout', '0.5'),
    },
    {
      title: 'Let a client think for three seconds between two messages',
      run: (lab) => lab.runClient('echo', '--times', '2', '--think', '3'),
    },
    stopDaemon,
  ],
  checks: [
    eventCount('The first client reads in vain.', { role: 'client', step: 'timeout', text: /^read$/ }, 1),
    check('It ends the connection without having got a byte.', async (r) => {
      const fins = await r.frames({ 'tcp.flags.fin': 1, 'tcp.dstport': 8080 });
      const got = (await r.frames({ 'tcp.srcport': 8080, 'tcp.payload': true })).filter((frame) => frame < fins[0]);
      return evidence(
        fins.length > 0 && got.length === 0,
        `FIN in frame ${fins[0]}, ${got.length} frames of data before`,
        fins,
      );
    }),
    eventCount('With the second one the daemon does.', { role: 'daemon', step: 'timeout', text: /^read$/ }, 1),
    message('It says so.', 'notice', /the read timed out/),
    check('It waited one second before its FIN.', async (r) => {
      const [fin] = await r.frames({ 'tcp.flags.fin': 1, 'tcp.srcport': 7007 });
      const data = (await r.frames({ 'tcp.srcport': 7007, 'tcp.payload': true })).filter((frame) => frame < fin);
      const waited = r.time(fin) - r.time(data.at(-1) ?? fin);
      return evidence(waited > 0.9 && waited < 2.9, `${waited.toFixed(2)} s after its last byte`, [
        ...data.slice(-1),
        fin,
      ]);
    }),
    endings('Exit status 6 is a time-out, 1 a server that closed too early.', 'client', [6, 1]),
  ],
};
