// Opens FILE, indexes it and prints the memory the process has once garbage is gone. Needs --expose-gc.
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';

const capture = new Capture(await openCaptureFile(process.argv[2]), standardRegistry(), 'reading');
await capture.read(() => {});
for (let i = 0; i < 3; i++) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc?.();
}
process.stdout.write(JSON.stringify({ resident: process.memoryUsage.rss(), table: capture.table.byteLength }));
await capture.close();
