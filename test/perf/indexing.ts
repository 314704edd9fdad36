import { bestRun, runProgram } from './measure.ts';
import type { Section } from './section.ts';

const AIM = 2e6;

/** Opens a capture in a process of its own, as the window's capture process does, until its last frame is indexed. */
export const indexing: Section = {
  name: 'index',
  title: 'indexing with TCP analysis, streams and conversations',
  run({ file, frames, repeat }) {
    let least = Number.POSITIVE_INFINITY;
    let warm = Number.POSITIVE_INFINITY;
    let processor = Number.POSITIVE_INFINITY;
    for (let i = 0; i < repeat; i++) {
      const found = runProgram<{ seconds: number[]; processor: number[] }>('index.ts', [file, '2']);
      least = Math.min(least, found.seconds[0]);
      warm = Math.min(warm, found.seconds[1]);
      processor = Math.min(processor, ...found.processor);
    }
    const theirs = bestRun(repeat, 'tshark', ['-n', '-q', '-z', 'conv,tcp', '-r', file]);
    const speed = (s: number): string => `${(frames / s / 1e6).toFixed(2)} M frames/s`;
    return [
      {
        what: 'index with conversations',
        measured: `${speed(least)} (${least.toFixed(2)} s), again ${speed(warm)}, processor ${processor.toFixed(2)} s`,
        peer: theirs
          ? `tshark -z conv,tcp ${theirs.wall.toFixed(2)} s: ${(theirs.wall / least).toFixed(1)} x as fast`
          : 'tshark is not installed',
        aim: '2 M frames/s',
        reached: frames / least >= AIM,
      },
    ];
  },
};
