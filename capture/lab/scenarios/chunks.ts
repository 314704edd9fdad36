import { check, endings, evidence } from '../checks.ts';
import type { Recording } from '../recording.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

function sizes(recording: Recording, role: 'daemon' | 'client', step: 'read' | 'write'): number[] {
  return recording.events({ role, step }).flatMap(({ event }) => (event.bytes ? [event.bytes] : []));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export const chunks: Scenario = {
  name: 'chunks',
  title: 'TCP keeps bytes, not messages',
  group: 'Connections',
  summary:
    'The client writes one message of 5,000 bytes in pieces of 500 and reads the echo 300 bytes at a time. What one write gave, several reads may take, and the other way round: a program that wants a message must find its end by itself.',
  layers: {
    4: 'Sequence numbers count bytes. Each small write becomes a segment here only because the client waits between them and has turned Nagle off.',
    5: 'The session gives back what the lecture calls chunks: unbuffered, and not terminated by a zero.',
    7: 'Echo has no frame of its own; HTTP uses lengths, SMTP line ends, RPC record marks.',
  },
  steps: [
    startDaemon('Start the daemon with its echo service', '--services', 'echo'),
    {
      title: 'Let the client write in pieces of 500 bytes and read in pieces of 300',
      run: (lab) => lab.runClient('echo', '--size', '5000', '--chunk', '500', '--think', '0.02', '--read-size', '300'),
    },
    stopDaemon,
  ],
  checks: [
    check('The client writes ten pieces of 500 bytes.', (r) => {
      const found = sizes(r, 'client', 'write');
      return evidence(found.length === 10 && found.every((size) => size === 500), found.join(', '));
    }),
    check('No read of the client takes more than it asked for, and together they take everything.', (r) => {
      const found = sizes(r, 'client', 'read');
      return evidence(sum(found) === 5_000 && found.every((size) => size <= 300), found.join(', '));
    }),
    check('The daemon reads all bytes too, in whatever pieces they were there.', (r) => {
      const found = sizes(r, 'daemon', 'read');
      return evidence(sum(found) === 5_000, found.join(', '));
    }),
    check('On the wire the bytes of each direction add up to the message.', async (r) => {
      const frames = await r.frames({ 'tcp.len': true });
      const toServer = frames.filter((frame) => r.values(frame, 'ip.dst').includes(r.address));
      const total = sum(toServer.map((frame) => Number(r.values(frame, 'tcp.len')[0])));
      const back = sum(frames.map((frame) => Number(r.values(frame, 'tcp.len')[0]))) - total;
      return evidence(total === 5_000 && back === 5_000, `${total} bytes there, ${back} back`, frames);
    }),
    endings('The client got its whole echo.', 'client', [0]),
  ],
};
