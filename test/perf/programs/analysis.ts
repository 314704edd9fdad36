// Indexes FILE, then counts, sorts and searches all of it; prints the milliseconds of the main thread for each.

import { findPacket } from '../../../capture/find/find-packet.ts';
import { compilePattern } from '../../../capture/find/pattern.ts';
import { ColumnCells } from '../../../capture/passes/column-cells.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { protocolHierarchy } from '../../../capture/statistics/hierarchy.ts';
import { Traffic } from '../../../capture/statistics/traffic.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { View } from '../../../capture/store/view.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';

const RUNS = 3;
/** Text that no frame has. */
const ABSENT = 'no frame has this text';
const signal = { aborted: false };
const [file, ...columns] = process.argv.slice(2);
const registry = standardRegistry();
const capture = new Capture(await openCaptureFile(file), registry, 'reading');
await capture.read(() => {});
const { table } = capture;

async function best(work: () => Promise<unknown>): Promise<number> {
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const before = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(before);
    milliseconds = Math.min(milliseconds, (user + system) / 1000);
  }
  return milliseconds;
}

const hierarchy = await best(async () => {
  const traffic = new Traffic(capture, { layers: [] });
  await traffic.update();
  protocolHierarchy(traffic.stacks, capture.session.stacks, registry);
});
const conversations = await best(() => new Traffic(capture, { layers: ['tcp'] }).update());
const sorts: { column: string; milliseconds: number; rows: number }[] = [];
for (const column of columns) {
  let rows = 0;
  const milliseconds = await best(async () => {
    const view = new View(1, capture, null, { column, descending: true });
    await view.catchUp(() => {});
    rows = view.sorted;
    view.close();
  });
  sorts.push({ column, milliseconds, rows });
}
const view = new View(2, capture);
const search = (matchCase: boolean): Promise<number> =>
  best(() =>
    findPacket(view, 1, {
      pattern: compilePattern('text', ABSENT, matchCase, () => {
        throw new Error('no filter');
      }),
      place: 'bytes',
      backwards: false,
      cells: new ColumnCells(registry, []),
      time: 'r',
      signal,
      progress: () => {},
    }),
  );
const find = { exact: await search(true), folded: await search(false) };
let bytes = 0;
for (let frame = 1; frame <= table.count; frame++) bytes += table.captured.get(frame);
await capture.close();
process.stdout.write(JSON.stringify({ hierarchy, conversations, sorts, find, bytes, frames: table.count }));
