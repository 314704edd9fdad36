import { check, endings, evidence, frameCount } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const peerGone: Scenario = {
  name: 'peer-gone',
  title: 'The peer is gone: EPIPE and ECONNRESET survived',
  group: 'Trouble',
  summary:
    'A client is killed while the daemon sends it a long page. Its kernel answers further segments with RST, and the next write of the daemon fails. In C the signal SIGPIPE would end a daemon that does not ignore it.',
  layers: {
    4: 'RST: the socket is gone, there is nobody to take these bytes.',
    5: 'The daemon learns of the end of a session by the failure of a read or write, some time after it.',
    7: 'The error concerns one connection. The others, and the next one, must not notice.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'http,echo'),
    {
      title: 'Let a client ask for a page that takes five seconds',
      run: async (lab) => {
        await lab.client('http', '--path', '/stream?chunks=100&delay=50', '--quiet');
        await lab.event({ role: 'client', step: 'read' }, 5);
      },
    },
    {
      title: 'Kill the client and wait until the daemon has noticed',
      run: async (lab) => {
        const { event } = { event: await lab.event({ role: 'client', step: 'connect' }) };
        process.kill(event.pid, 'SIGKILL');
        await lab.until('an error on the connection of the daemon', () =>
          lab.parts.events.some((e) => e.role === 'daemon' && /^(EPIPE|ECONNRESET)$/.test(e.errno ?? '')),
        );
      },
    },
    { title: 'Let another client come', run: (lab) => lab.runClient('echo') },
    stopDaemon,
  ],
  checks: [
    check('A read or write of the daemon fails, and is tied to the RST.', (r) => {
      const found = r.events({ role: 'daemon' }).filter(({ event }) => /^(EPIPE|ECONNRESET)$/.test(event.errno ?? ''));
      const [first] = found;
      const ok = first !== undefined && first.frames.length > 0;
      return evidence(
        ok,
        first === undefined ? 'no step failed' : `${first.event.step}: ${first.event.errno}`,
        first?.frames,
      );
    }),
    frameCount('The kernel of the dead client sends RST.', { 'tcp.flags.reset': 1, 'ip.dst': '$server' }, { least: 1 }),
    endings('The client was killed, the next one is served.', 'client', ['SIGKILL', 0]),
    endings('The daemon lives on and ends in order.', 'daemon', [0]),
  ],
};
