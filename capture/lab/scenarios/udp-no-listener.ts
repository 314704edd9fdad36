import { check, endings, eventCount, evidence, frameCount, frameOrder } from '../checks.ts';
import type { Scenario } from '../scenario.ts';

export const udpNoListener: Scenario = {
  name: 'udp-no-listener',
  title: 'UDP: fire and forget, and nobody listens',
  group: 'Trouble',
  summary:
    'A client sends one syslog message as a datagram to a port where nobody listens. The write succeeds: nobody promised more. A moment later the host answers with an ICMP error, and only a sender that is still there, and whose socket is connected, hears of it.',
  layers: {
    3: 'ICMP type 3 code 3, port unreachable. It quotes the header of the datagram that it is about, so that the kernel finds the socket.',
    4: 'No handshake, no acknowledgement, no retransmission: one datagram, eight bytes of header.',
    5: 'There is no session in UDP. "Connecting" such a socket only notes the other address, and sends nothing.',
    7: 'The message is gone. Syslog over UDP does not even ask.',
  },
  steps: [
    {
      title: 'Let a client send a message to a port where nobody listens',
      run: async (lab) =>
        lab.ended(await lab.clientWith(['syslog', lab.address, '7998', '--message', 'anybody there?'])),
    },
  ],
  checks: [
    frameOrder('One datagram, then the error about it.', [
      { 'udp.dstport': 7998, 'ip.dst': '$server' },
      { 'icmp.type': 3, 'icmp.code': 3 },
    ]),
    frameCount('Those two frames are all: nothing is sent again.', { frame: true }, 2),
    check('The write had succeeded before the error came.', (r) => {
      const [write] = r.events({ role: 'client', step: 'write' });
      const ok = write !== undefined && write.event.errno === undefined && (write.event.bytes ?? 0) > 0;
      return evidence(ok, ok ? `${write.event.bytes} bytes taken` : 'no successful write', write?.frames);
    }),
    check('The error is the next thing the socket tells, and it is tied to the ICMP frame.', async (r) => {
      const [read] = r.events({ role: 'client', step: 'read', errno: 'ECONNREFUSED' });
      const [error] = await r.frames({ 'icmp.type': 3 });
      return evidence(read?.frames[0] === error, `read failed with ${read?.event.errno}`, read?.frames);
    }),
    eventCount('No connection is ever made.', { step: 'accept' }, 0),
    endings('The client tells by exit status 4 that it was refused.', 'client', [4]),
  ],
};
