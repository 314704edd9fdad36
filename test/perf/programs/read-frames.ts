// Finds all frames of FILE, reads them again in order and in windows at random, and prints the milliseconds.
import { closeSync, openSync } from 'node:fs';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { readAll } from '../../../capture/sources/read-all.ts';
import { FrameBytes } from '../../../capture/store/frame-bytes.ts';
import { PacketTable } from '../../../capture/store/packet-table.ts';
import { Random } from '../../../tools/traffic/random.ts';

const RUNS = 4;
const WINDOW = 60;
const WINDOWS = 500;

const path = process.argv[2];
let table = new PacketTable();

async function find(): Promise<void> {
  table = new PacketTable();
  const source = await openCaptureFile(path);
  await readAll(source, {
    captureInterface() {},
    frame: (_bytes, _start, captured, original, seconds, nanoseconds, face, offset) => {
      table.append(seconds, nanoseconds, offset, captured, original, face);
    },
  });
  await source.close();
}

let read = Number.POSITIVE_INFINITY;
for (let i = 0; i < RUNS; i++) {
  const began = performance.now();
  await find();
  read = Math.min(read, performance.now() - began);
}
const fd = openSync(path, 'r');
let again = Number.POSITIVE_INFINITY;
for (let i = 0; i < RUNS; i++) {
  const began = performance.now();
  const bytes = new FrameBytes(fd);
  for (let f = 1; f <= table.count; f++) bytes.locate(table.offset.get(f), table.captured.get(f));
  again = Math.min(again, performance.now() - began);
}
const random = new Random(3);
const bytes = new FrameBytes(fd);
const began = performance.now();
for (let w = 0; w < WINDOWS; w++) {
  const first = 1 + random.integer(Math.max(1, table.count - WINDOW));
  for (let f = first; f < first + WINDOW; f++) bytes.locate(table.offset.get(f), table.captured.get(f));
}
const window = (performance.now() - began) / WINDOWS;
closeSync(fd);
process.stdout.write(JSON.stringify({ read, again, window }));
