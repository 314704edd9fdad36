// Indexes FILE and takes its frames through display filters; prints the milliseconds of each and the frames decoded.
import { compileFilter } from '../../../capture/filter/compile-filter.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';

const RUNS = 3;
const [file, ...texts] = process.argv.slice(2);
const registry = standardRegistry();
const capture = new Capture(await openCaptureFile(file), registry, 'reading');
await capture.read(() => {});
const found = texts.map((text) => {
  const filter = compileFilter(text, registry);
  let milliseconds = Number.POSITIVE_INFINITY;
  let frames = 0;
  let decoded = 0;
  for (let run = 0; run < RUNS; run++) {
    frames = decoded = 0;
    const before = process.threadCpuUsage();
    for (let frame = 1; frame <= capture.table.count; frame++) {
      let answer: number = filter.decide(capture, frame);
      if (answer < 0) {
        decoded++;
        const d = capture.decodeFields(frame, filter.mask);
        answer = d && filter.test(d, capture) ? 1 : 0;
      }
      frames += answer;
    }
    const { user, system } = process.threadCpuUsage(before);
    milliseconds = Math.min(milliseconds, (user + system) / 1000);
  }
  return { text, milliseconds, frames, decoded };
});
const { count } = capture.table;
await capture.close();
process.stdout.write(JSON.stringify({ count, found }));
