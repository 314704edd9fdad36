import { hostFlags, percentile, runProgram } from './measure.ts';
import type { Section } from './section.ts';

const AIM = 5;

/** Windows of rows and trees of packets at random places, over the contract, once the capture is indexed. */
export const windows: Section = {
  name: 'windows',
  title: 'latency of windows of rows and of packet trees',
  run({ file }) {
    const { rows, trees } = runProgram<{ rows: number[]; trees: number[] }>('windows.ts', [file], hostFlags);
    const both = (samples: number[]): string =>
      `p50 ${percentile(samples, 0.5).toFixed(2)} ms, p99 ${percentile(samples, 0.99).toFixed(2)} ms`;
    return [
      { what: 'window of 64 rows', measured: both(rows), aim: '5 ms', reached: percentile(rows, 0.99) <= AIM },
      { what: 'tree of a packet', measured: both(trees) },
    ];
  },
};
