import { bestRun, osiscope, ratio, seconds } from './measure.ts';
import type { Section } from './section.ts';

/** One line of text for every frame, start of the program included. */
export const text: Section = {
  name: 'text',
  title: 'text output of all frames',
  run({ file, repeat }) {
    const ours = bestRun(repeat, osiscope, ['-n', '-r', file]);
    if (!ours) throw new Error('bin/osiscope cannot be run');
    const theirs = bestRun(repeat, 'tcpdump', ['-nn', '-r', file]);
    return [
      {
        what: 'text of all frames',
        measured: seconds(ours),
        peer: theirs ? `tcpdump -nn ${seconds(theirs)}: ${ratio(ours, theirs)}` : 'tcpdump is not installed',
        aim: 'no slower than tcpdump -nn',
        ...(theirs && { reached: ours.wall <= theirs.wall }),
      },
    ];
  },
};
