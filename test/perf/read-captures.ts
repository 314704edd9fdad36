// Measures how fast frames are found and read again, without decoding: node test/perf/read-captures.ts [FRAMES]
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaptureFile } from '../../capture/sources/open-capture-file.ts';
import { FrameBytes } from '../../capture/store/frame-bytes.ts';
import { generateCapture } from '../../tools/generate-capture.ts';

const frames = Number(process.argv[2] ?? 1_000_000);
const RUNS = 5;
/** Rows of a window. */
const WINDOW = 60;
const folder = mkdtempSync(join(tmpdir(), 'osiscope-perf-'));
const offsets = new Float64Array(frames);
const lengths = new Int32Array(frames);

/** Shortest time of several runs, in milliseconds. */
async function best(run: () => void | Promise<void>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < RUNS; index++) {
    const started = performance.now();
    await run();
    shortest = Math.min(shortest, performance.now() - started);
  }
  return shortest;
}

async function readEmpty(path: string): Promise<void> {
  let found = 0;
  const source = await openCaptureFile(path);
  const sink = {
    captureInterface() {},
    frame(
      _: Uint8Array,
      _start: number,
      captured: number,
      _o: number,
      _s: number,
      _n: number,
      _i: number,
      offset: number,
    ) {
      offsets[found] = offset;
      lengths[found++] = captured;
    },
  };
  for await (const _ of source.read(sink));
  await source.close();
}

try {
  for (const format of ['pcapng', 'pcap'] as const) {
    const path = join(folder, format);
    const size = generateCapture(path, { frames, format });
    const ms = await best(() => readEmpty(path));
    const speed = `${(frames / ms / 1000).toFixed(1)} M frames/s, ${(size / ms / 1000).toFixed(0)} MB/s`;
    console.log(`read ${format}: ${ms.toFixed(0)} ms, ${speed}`);
  }
  const fd = openSync(join(folder, 'pcap'), 'r');
  const pass = await best(() => {
    const bytes = new FrameBytes(fd);
    for (let frame = 0; frame < frames; frame++) bytes.locate(offsets[frame], lengths[frame]);
  });
  console.log(`frames again in file order: ${pass.toFixed(0)} ms, ${((pass / frames) * 1e6).toFixed(0)} ns a frame`);
  const bytes = new FrameBytes(fd);
  const windows = 500;
  const started = performance.now();
  for (let window = 0; window < windows; window++) {
    const first = Math.floor(((window * 7919) % windows) * ((frames - WINDOW) / windows));
    for (let frame = first; frame < first + WINDOW; frame++) bytes.locate(offsets[frame], lengths[frame]);
  }
  const each = (performance.now() - started) / windows;
  console.log(
    `windows of ${WINDOW} at random: ${each.toFixed(2)} ms, ${(bytes.systemCalls / windows).toFixed(2)} system calls each`,
  );
  closeSync(fd);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
