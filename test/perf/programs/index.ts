// Indexes FILE as often as TIMES says and prints the seconds of each time, wall and main thread.
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';

const [file, times] = process.argv.slice(2);
const seconds: number[] = [];
const processor: number[] = [];
for (let i = 0; i < Number(times); i++) {
  const began = performance.now();
  const before = process.threadCpuUsage();
  const capture = new Capture(await openCaptureFile(file), standardRegistry(), 'reading');
  await capture.read(() => {});
  const { user, system } = process.threadCpuUsage(before);
  seconds.push((performance.now() - began) / 1000);
  processor.push((user + system) / 1e6);
  await capture.close();
}
process.stdout.write(JSON.stringify({ seconds, processor }));
