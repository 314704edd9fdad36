import { join } from 'node:path';
import { generateCapture } from '../../tools/generate-capture.ts';
import { runProgram } from './measure.ts';
import type { Section } from './section.ts';

const FRAMES = 5_000_000;

/** A capture of 5 M frames (680 MB on disk): opened, scrolled to its end, its last packet selected. */
export const large: Section = {
  name: 'large',
  title: 'opening 5 M frames',
  onRequest: true,
  run({ folder }) {
    const file = join(folder, 'large.pcap');
    generateCapture(file, { frames: FRAMES });
    const found = runProgram<{ index: number; rows: number; tree: number; resident: number }>('large.ts', [file]);
    const mb = (found.resident / 2 ** 20).toFixed(0);
    return [
      {
        what: '5 M frames opened',
        measured: `${(FRAMES / found.index / 1e6).toFixed(2)} M frames/s, ${mb} MiB resident`,
      },
      { what: 'its last rows, its last tree', measured: `${found.rows.toFixed(1)} ms, ${found.tree.toFixed(1)} ms` },
    ];
  },
};
