import { bestRun, osiscope, ratio, seconds } from './measure.ts';
import type { Section } from './section.ts';

const AIM = 20;
const chosen = ['frame.number', 'ip.src', 'ip.dst', 'tcp.srcport', 'tcp.dstport', 'frame.len'];

/** `-T fields` with the same fields as tshark, start of the program included. */
export const fields: Section = {
  name: 'fields',
  title: 'fields of all frames',
  run({ file, repeat }) {
    const args = ['-n', '-r', file, '-T', 'fields', ...chosen.flatMap((name) => ['-e', name])];
    const ours = bestRun(repeat, osiscope, args);
    if (!ours) throw new Error('bin/osiscope cannot be run');
    const theirs = bestRun(repeat, 'tshark', args);
    return [
      {
        what: `${chosen.length} fields of all frames`,
        measured: seconds(ours),
        peer: theirs ? `tshark ${seconds(theirs)}: ${ratio(ours, theirs)}` : 'tshark is not installed',
        aim: `${AIM} times faster than tshark`,
        ...(theirs && { reached: theirs.wall / ours.wall >= AIM }),
      },
    ];
  },
};
