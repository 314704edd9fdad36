import { check, endings, eventCount, evidence, message } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const accessList: Scenario = {
  name: 'access-list',
  title: 'An access list sends an originator away',
  group: 'Protection',
  summary:
    'The daemon does not serve 127.0.0.2/32. It can only look at the originator after accept, so the handshake is completed before the client is sent away. A packet filter would not have let it come that far.',
  layers: {
    3: 'The source address decides. It can be trusted here because TCP had to complete a handshake with it; in a single UDP datagram anyone can write what he likes.',
    4: 'SYN, SYN+ACK, ACK as always, then the end at once: FIN, or RST where the client had already sent something.',
    5: 'accept, look at the address, close: the session lasts microseconds.',
    7: 'The client learns no reason. The log does: who, which service, which rule.',
  },
  steps: [
    startDaemon('Start a daemon that denies 127.0.0.2', '--deny', '127.0.0.2/32', '--services', 'echo'),
    { title: 'Let a client come from there', run: (lab) => lab.runClient('echo', '--local-address', '127.0.0.2') },
    { title: 'Let a client come from 127.0.0.3', run: (lab) => lab.runClient('echo', '--local-address', '127.0.0.3') },
    stopDaemon,
  ],
  checks: [
    eventCount('Both are accepted.', { role: 'daemon', step: 'accept' }, 2),
    check('The denied one is refused, for its address.', (r) => {
      const found = r.events({ role: 'daemon', step: 'refuse' });
      const ok = found.length === 1 && found[0].event.remote?.address === '127.0.0.2';
      return evidence(
        ok,
        found.map(({ event }) => `${event.remote?.address}: ${event.text}`).join('; ') || 'nobody was',
        found[0]?.frames,
      );
    }),
    check('It gets an end and no data.', async (r) => {
      const fins = await r.frames({ 'ip.dst': '127.0.0.2', 'tcp.flags.fin': 1 });
      const resets = await r.frames({ 'ip.dst': '127.0.0.2', 'tcp.flags.reset': 1 });
      const data = await r.frames({ 'ip.dst': '127.0.0.2', 'tcp.payload': true });
      return evidence(
        fins.length + resets.length > 0 && data.length === 0,
        `${fins.length} FIN, ${resets.length} RST, ${data.length} with data`,
        [...fins, ...resets],
      );
    }),
    message('The log names the originator.', 'warning', /from 127\.0\.0\.2 port \d+ is refused/, 1),
    endings('The other is served.', 'client', [[1, 7], 0]),
  ],
};
