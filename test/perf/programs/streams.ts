import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { FollowedStream } from '../../../capture/streams/followed-stream.ts';
import { StreamSearch } from '../../../capture/streams/stream-search.ts';
import { TextRows } from '../../../capture/streams/text-rows.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';

// Follows the stream of a file as a window does: its chunks, its lines, one window of them, a search.
const going = { aborted: false };
const capture = new Capture(await openCaptureFile(process.argv[2]), standardRegistry(), 'reading');
await capture.read(() => {});
const stream = new FollowedStream(capture, 'tcp', 0);

async function taken(work: () => Promise<unknown> | unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const follow = await taken(() => stream.update(going));
const lines = new TextRows(stream, 'text', null, 160);
const rows = await taken(() => lines.extend(going));
const window = await taken(() => lines.rows(Math.floor(lines.total / 2), 256));
const wanted = { needles: [new TextEncoder().encode('no such text')], fold: true, table: undefined };
const search = new StreamSearch(stream, wanted);
const find = await taken(() => search.run([0, 1], going));
const bytes = stream.bytes[0] + stream.bytes[1];
const resident = process.memoryUsage().rss;
process.stdout.write(
  JSON.stringify({ bytes, follow, rows, total: lines.total, window, find, found: search.found.length, resident }),
);
await capture.close();
