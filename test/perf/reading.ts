import { runProgram } from './measure.ts';
import type { Section } from './section.ts';

/** How fast frames are found in the file and read again, without decoding. */
export const reading: Section = {
  name: 'read',
  title: 'reading frames without decoding',
  run({ file, frames }) {
    const found = runProgram<{ read: number; again: number; window: number }>('read-frames.ts', [file]);
    const speed = (ms: number): string => `${(frames / ms / 1000).toFixed(1)} M frames/s`;
    return [
      { what: 'frames found', measured: speed(found.read) },
      { what: 'frames read again in order', measured: speed(found.again) },
      { what: 'bytes of 60 frames at random', measured: `${found.window.toFixed(2)} ms` },
    ];
  },
};
