import { check, endings, evidence, frameCount, output } from '../checks.ts';
import type { Scenario } from '../scenario.ts';

export const syslog: Scenario = {
  name: 'syslog',
  title: 'Messages of a daemon: syslog over UDP',
  group: 'Applications',
  summary:
    'A daemon in the background has no terminal. It sends its messages as datagrams to a collector, here another daemon, each with a facility and a severity. When the collector is gone the messages are lost, and the sender goes on: that is what UDP is good for.',
  layers: {
    3: 'After the collector has ended, its host answers with ICMP port unreachable.',
    4: 'One datagram for each message; none is acknowledged.',
    6: 'RFC 5424: <PRI>1, time, host, program, process id, then the text in UTF-8. PRI is 8 times the facility (3: daemons) plus the severity.',
    7: 'Severities: alert (1), warning (4), notice (5), info (6). 3 * 8 + 5 = 29 is a notice.',
  },
  steps: [
    { title: 'Start a daemon that collects messages', run: (lab) => lab.daemon('--services', 'syslog') },
    {
      title: 'Start another that sends its messages there',
      run: (lab) =>
        lab.daemon(
          ...['--services', 'echo', '--pid-file', `${lab.folder}/second.pid`],
          ...['--syslog', `${lab.address}:${lab.server.port('syslog')}`],
        ),
    },
    { title: 'Let it serve a client', run: (lab) => lab.runClient('echo') },
    {
      title: 'Stop the collector, and serve another client',
      run: async (lab) => {
        const [collector] = lab.processes;
        await lab.event({ role: 'daemon', step: 'read', service: 'syslog' }, 2);
        collector.signal('SIGTERM');
        await lab.ended(collector);
        await lab.runClient('echo');
        await lab.runClient('echo');
      },
    },
    { title: 'Stop the daemon', run: (lab) => lab.stop() },
  ],
  checks: [
    frameCount('Messages go to the collector as datagrams.', { 'udp.dstport': 5514 }, { least: 4 }),
    frameCount('A notice of a daemon begins with <29>1.', { 'udp.payload': { contains: '<29>1 ' } }, { least: 1 }),
    frameCount('The collector never answers.', { 'udp.srcport': 5514, icmp: false }, 0),
    output('It shows what it got, with the severity.', 'daemon', /sent notice: .*started, model select/),
    check('Once it is gone the kernel of its host answers with port unreachable.', async (r) => {
      const errors = await r.frames({ 'icmp.type': 3, 'icmp.code': 3 });
      const collector = r.processesOf('daemon')[0];
      return evidence(
        errors.length > 0,
        `${errors.length} errors after ${collector.name} ${collector.pid} ended`,
        errors,
      );
    }),
    endings('All clients are served, with a collector and without.', 'client', [0, 0, 0]),
    endings('Both daemons end in order.', 'daemon', [0, 0]),
  ],
};
