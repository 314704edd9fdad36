import { join } from 'node:path';
import { generateCapture } from '../../tools/generate-capture.ts';
import { runProgram } from './measure.ts';
import type { Section } from './section.ts';

const AIM = 64;
/** Frames of the capture that stands for none: everything is loaded and compiled. */
const FEW = 20_000;

/** Memory of a process that has a capture open, beyond that of one with a small capture. */
export const resident: Section = {
  name: 'resident',
  title: 'resident bytes per frame',
  run({ file, frames, folder }) {
    const small = join(folder, 'small.pcap');
    generateCapture(small, { frames: FEW });
    const measure = (path: string) =>
      runProgram<{ resident: number; table: number }>('resident.ts', [path], ['--expose-gc']);
    const base = measure(small);
    const full = measure(file);
    const each = (full.resident - base.resident) / (frames - FEW);
    const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
    return [
      {
        what: 'resident beyond the base',
        measured: `${each.toFixed(0)} bytes/frame (${mb(base.resident)} -> ${mb(full.resident)}), packet table ${(full.table / frames).toFixed(0)}`,
        aim: 'at most 64 bytes/frame',
        reached: each <= AIM,
      },
    ];
  },
};
