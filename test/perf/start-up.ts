import { join } from 'node:path';
import { generateCapture } from '../../tools/generate-capture.ts';
import { bestRun, osiscope, seconds } from './measure.ts';
import type { Section } from './section.ts';

/** A file of ten frames: nearly all the time is the start of the program. */
export const startUp: Section = {
  name: 'start-up',
  title: 'printing a file of ten frames',
  run({ folder, repeat }) {
    const file = join(folder, 'ten.pcap');
    generateCapture(file, { frames: 10 });
    const ours = bestRun(repeat + 1, osiscope, ['-n', '-r', file]);
    if (!ours) throw new Error('bin/osiscope cannot be run');
    const theirs = bestRun(repeat, 'tshark', ['-n', '-r', file]);
    return [
      {
        what: 'ten frames as text',
        measured: seconds(ours),
        peer: theirs ? `tshark ${seconds(theirs)}` : 'tshark is not installed',
      },
    ];
  },
};
