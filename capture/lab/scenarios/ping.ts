import { check, endings, eventCount, evidence, frameCount, output } from '../checks.ts';
import type { Scenario } from '../scenario.ts';

export const ping: Scenario = {
  name: 'ping',
  title: 'Ping: is the host there?',
  group: 'Network',
  summary:
    'Three echo requests of ICMP and their replies. No program answers them: the kernel does. So a host may answer pings although no service of it works, and the other way round.',
  layers: {
    3: 'ICMP belongs to the network layer although it is carried in IP packets. Type 8 asks, type 0 answers; the reply repeats identifier, sequence number and data.',
    4: 'There are no ports: a socket for ping is told its replies by the identifier.',
    7: 'The round-trip time is measured by ping itself, with a time stamp that it puts into the data.',
  },
  needs: { tools: ['ping'] },
  steps: [{ title: 'Send three pings', run: (lab) => lab.tool('ping', '-n', '-c', '3', '-i', '0.2', lab.address) }],
  checks: [
    frameCount('Three requests.', { 'icmp.type': 8, 'ip.dst': '$server' }, 3),
    frameCount('Three replies.', { 'icmp.type': 0, 'ip.src': '$server' }, 3),
    check('They are numbered, and each reply has the number of its request.', async (r) => {
      const numbers = async (type: number): Promise<string[]> =>
        (await r.frames({ 'icmp.type': type })).map((frame) => r.values(frame, 'icmp.seq')[0]);
      const [asked, answered] = [await numbers(8), await numbers(0)];
      return evidence(
        asked.join() === '1,2,3' && answered.join() === '1,2,3',
        `asked ${asked.join(', ')}, answered ${answered.join(', ')}`,
      );
    }),
    frameCount('Neither TCP nor UDP is used.', { tcp: false, udp: false }, 6),
    eventCount('No daemon of ours had a hand in it.', { role: 'daemon' }, 0),
    output('ping counts them.', 'tool', /3 packets transmitted, 3 received/),
    endings('It ends with status 0.', 'tool', [0]),
  ],
};
