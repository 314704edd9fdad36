import { allStepsTied, endings, eventCount, frameCount, frameOrder } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const handshake: Scenario = {
  name: 'handshake',
  title: 'Three-way handshake and close',
  group: 'Connections',
  summary:
    'A client connects, sends one message, gets it back and closes. Nothing else happens, so every segment of a TCP connection can be named: three to open it, one each way for the data, and a FIN from each side to close it.',
  layers: {
    1: 'The loopback interface has no medium: frames never leave the kernel. Its MTU of 65,536 bytes is why no segment is split.',
    2: 'An Ethernet header with two zero addresses: loopback needs none, and it is never resolved by ARP.',
    3: 'IPv4 carries each segment by itself; source and destination are both addresses of this machine.',
    4: 'SYN, SYN+ACK, ACK: each side tells its first sequence number and has it acknowledged. SYN and FIN take one sequence number each, data one for each byte.',
    5: 'The connection is the session: it exists in both kernels from the ACK on, before the daemon has called accept.',
    7: 'Echo (RFC 862): what is sent comes back.',
  },
  steps: [
    startDaemon('Start the daemon with its echo service', '--services', 'echo'),
    {
      title: 'Let the client send one message and close',
      run: (lab) => lab.runClient('echo', '--message', 'hello'),
    },
    stopDaemon,
  ],
  checks: [
    frameOrder('Three segments open the connection: SYN, SYN+ACK, ACK.', [
      { 'tcp.flags.syn': 1, 'tcp.flags.ack': 0 },
      { 'tcp.flags.syn': 1, 'tcp.flags.ack': 1 },
      { 'tcp.flags.syn': 0, 'tcp.flags.ack': 1, 'tcp.len': 0 },
    ]),
    frameCount('Each side sends the five bytes of the message once.', { 'tcp.len': 5 }, 2),
    frameCount('Each side closes with a FIN of its own.', { 'tcp.flags.fin': 1 }, 2),
    frameCount('Nobody resets the connection.', { 'tcp.flags.reset': 1 }, 0),
    eventCount('The daemon accepts one connection.', { role: 'daemon', step: 'accept' }, 1),
    allStepsTied,
    endings('The client ends with status 0.', 'client', [0]),
    endings('The daemon ends in order after TERM.', 'daemon', [0]),
  ],
};
