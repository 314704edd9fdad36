import { check, endings, eventCount, evidence, frameCount, frameOrder } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

const BYTES = 6_000_000;

export const slowReader: Scenario = {
  name: 'slow-reader',
  title: 'A slow reader: partial writes and a zero window',
  group: 'Trouble',
  summary:
    'A client asks for six megabytes and pauses after each read. Its receive buffer fills, then the send buffer of the daemon, and at last a write of the daemon takes only a part: it must remember the rest and go on when there is room again.',
  layers: {
    4: 'The window in the ACKs of the client shrinks to 0 (zero window); the daemon may not send. After a read the client tells the new one in a window update. That is flow control: nothing is lost, nothing is sent twice.',
    5: 'Between the two programs there are two buffers of their kernels, and both are full.',
    7: 'write returns fewer bytes than it was given, or EAGAIN. Code that ignores that loses data only with slow clients.',
  },
  steps: [
    startDaemon('Start the daemon with its HTTP service', '--services', 'http'),
    {
      title: 'Let a client read a large page slowly',
      run: (lab) =>
        lab.runClient(
          'http',
          ...['--path', `/large?bytes=${BYTES}`, '--read-size', '65536', '--read-pause', '0.01', '--quiet'],
        ),
    },
    stopDaemon,
  ],
  checks: [
    frameCount(
      'The client closes its window.',
      { 'tcp.analysis.zero_window': true, 'ip.dst': '$server' },
      { least: 1 },
    ),
    frameOrder('It opens it again when it has read.', [
      { 'tcp.analysis.zero_window': true, 'ip.dst': '$server' },
      { 'tcp.analysis.window_update': true, 'ip.dst': '$server' },
      { 'ip.src': '$server', 'tcp.payload': true },
    ]),
    eventCount(
      'The kernel takes only a part of a write of the daemon.',
      { role: 'daemon', step: 'write', text: /^a part$/ },
      { least: 1 },
    ),
    eventCount(
      'The daemon writes the rest later.',
      { role: 'daemon', step: 'write', text: /^the rest$/ },
      { least: 1 },
    ),
    check('In the end every byte was written and read.', (r) => {
      const total = (role: 'daemon' | 'client', step: 'read' | 'write'): number =>
        r.events({ role, step }).reduce((sum, { event }) => sum + (event.bytes ?? 0), 0);
      const [written, read] = [total('daemon', 'write'), total('client', 'read')];
      return evidence(written === read && read > BYTES, `${written} bytes written, ${read} read`);
    }),
    endings('The client got the whole page.', 'client', [0]),
  ],
};
