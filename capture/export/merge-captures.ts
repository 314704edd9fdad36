import { pseudoLinkType } from '../sources/frame-sink.ts';
import type { Capture } from '../store/capture.ts';
import { type ByteOutput, changed, ExportError } from './byte-output.ts';
import { PcapngWriter } from './pcapng-writer.ts';
import { RecordBuffer } from './record-buffer.ts';

export interface MergeOptions {
  readonly application: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, frames: number) => void;
}

/** A capture on its way into the merged one. */
interface Part {
  readonly capture: Capture;
  /** Number in the merged file of each interface. */
  readonly interfaces: number[];
  next: number;
  readonly last: number;
}

/**
 * Writes the frames of several captures as one pcapng, in order of time; frames without a time stay behind the one
 * before them. Each capture's interfaces come along, and its frames' comments. Throws ExportError, leaving no trace.
 */
export async function mergeCaptures(
  captures: readonly Capture[],
  output: ByteOutput,
  { application, signal, onProgress }: MergeOptions,
): Promise<number> {
  const buffer = new RecordBuffer();
  const writer = new PcapngWriter(buffer);
  writer.section({ application });
  const parts = captures.map((capture): Part => {
    const interfaces: number[] = [];
    for (const info of capture.source.details.interfaces) {
      if (info.linkType >= pseudoLinkType.customBlock) continue;
      const { linkType, snapLength, name, description, filter, fcsLength } = info;
      const timeDigits = info.timeDigits > 6 ? 9 : 6;
      interfaces[info.id] = writer.interface({
        linkType,
        snapLength,
        name,
        description,
        filter,
        fcsLength,
        timeDigits,
      });
    }
    return { capture, interfaces, next: 1, last: capture.table.count };
  });
  const total = parts.reduce((sum, { last }) => sum + last, 0);
  let written = 0;
  let done = 0;
  try {
    for (let part = earliest(parts); part !== undefined; part = earliest(parts)) {
      if (writeFrame(writer, part, part.next++)) written++;
      done++;
      if (!buffer.full) continue;
      await output.write(buffer.take());
      if (signal.aborted) throw new ExportError('cancelled', 'Merging was cancelled; nothing was changed.');
      onProgress(done, total);
    }
    await output.write(buffer.take());
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  }
  return written;
}

/** The part whose next frame is the earliest; of equals the first. */
function earliest(parts: readonly Part[]): Part | undefined {
  let best: Part | undefined;
  for (const part of parts) {
    if (part.next > part.last) continue;
    if (best === undefined || before(part, best)) best = part;
  }
  return best;
}

function before(a: Part, b: Part): boolean {
  const x = a.capture.table;
  const y = b.capture.table;
  const seconds = x.seconds.get(a.next) - y.seconds.get(b.next);
  return seconds < 0 || (seconds === 0 && x.nanoseconds.get(a.next) < y.nanoseconds.get(b.next));
}

/** Writes a frame unless it is a record that is no packet. */
function writeFrame(writer: PcapngWriter, { capture, interfaces }: Part, frame: number): boolean {
  const { table, source } = capture;
  const target = interfaces[table.interface.get(frame)];
  if (target === undefined) return false;
  const comments = capture.commentsOf(frame);
  const captured = table.captured.get(frame);
  const { frameBytes } = source;
  if (frameBytes.locate(table.offset.get(frame), captured) < captured) throw changed(`Frame ${frame}`);
  writer.frame(
    frameBytes.bytes,
    frameBytes.start,
    captured,
    table.original.get(frame),
    Math.max(0, table.seconds.get(frame)),
    Math.max(0, table.nanoseconds.get(frame)),
    target,
    null,
    comments,
  );
  return true;
}
