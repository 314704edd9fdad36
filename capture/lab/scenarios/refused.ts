import { check, endings, eventCount, evidence, frameCount, frameOrder, output } from '../checks.ts';
import type { Scenario } from '../scenario.ts';

export const refused: Scenario = {
  name: 'refused',
  title: 'Connection refused',
  group: 'Trouble',
  summary:
    'A client connects to a port where nobody listens. The host is there and says so at once: connect fails with ECONNREFUSED. Compare it with connection-timeout, where nobody answers at all.',
  layers: {
    3: 'The address is reachable: the answer comes from the very host that was asked.',
    4: 'The SYN is answered by RST+ACK. No connection comes about on either side.',
    5: 'There is no session: the client never gets past its fourth step, connect.',
    7: 'The client can tell its user what to do: the server is up, the service is not.',
  },
  steps: [
    {
      title: 'Let a client connect to a port where nobody listens',
      run: async (lab) => lab.ended(await lab.clientWith(['echo', lab.address, '7999'])),
    },
  ],
  checks: [
    frameOrder('The SYN is answered by a RST that acknowledges it.', [
      { 'tcp.flags.syn': 1, 'tcp.dstport': 7999 },
      { 'tcp.flags.reset': 1, 'tcp.flags.ack': 1, 'tcp.srcport': 7999 },
    ]),
    frameCount('Those two frames are all.', { frame: true }, 2),
    eventCount('connect fails with ECONNREFUSED.', { role: 'client', step: 'connect', errno: 'ECONNREFUSED' }, 1),
    check('It fails at once, not after a time-out.', (r) => {
      const ms = (r.events({ role: 'client', step: 'connect' })[0]?.event.duration ?? Number.NaN) / 1e6;
      return evidence(ms < 1_000, `connect took ${ms.toFixed(1)} ms`);
    }),
    output('The client says so.', 'client', /connection refused \(ECONNREFUSED\)/),
    endings('Its exit status 4 tells it from a time-out.', 'client', [4]),
  ],
};
