import { setImmediate } from 'node:timers/promises';
import type { CaptureSource, ReadOptions, ReadProgress } from './capture-source.ts';
import type { FrameSink } from './frame-sink.ts';

/** Reads a whole capture, giving the event loop a turn after every slice. Returns where it ended. */
export async function readAll(
  source: CaptureSource,
  sink: FrameSink,
  options: ReadOptions & { readonly onProgress?: (progress: ReadProgress) => void } = {},
): Promise<ReadProgress> {
  let last: ReadProgress = { bytes: 0, totalBytes: null, frames: 0 };
  for await (const progress of source.read(sink, options)) {
    last = progress;
    options.onProgress?.(progress);
    await setImmediate();
  }
  return last;
}
