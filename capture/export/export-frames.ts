import { NO_TIME, pseudoLinkType } from '../sources/frame-sink.ts';
import { LONGEST_FRAME } from '../sources/record-limits.ts';
import { type ByteOutput, changed, ExportError } from './byte-output.ts';
import { type ExportFormat, type ExportSource, planExport } from './export-plan.ts';
import type { FrameSelection } from './frame-selection.ts';
import { PcapWriter } from './pcap-writer.ts';
import { PcapngCopy } from './pcapng-copy.ts';
import { PcapngWriter } from './pcapng-writer.ts';
import { RecordBuffer } from './record-buffer.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Comments to add to frames, by frame number; pcapng only. */
  readonly comments?: ReadonlyMap<number, readonly string[]>;
  /** What the comments of frames are now, by frame number, in the place of those they have; pcapng only. */
  readonly changedComments?: ReadonlyMap<number, readonly string[]>;
  /** Custom blocks to add at the end; pcapng only. */
  readonly customBlocks?: readonly { readonly enterprise: number; readonly data: Uint8Array }[];
  /** Program to name in the section header when a pcap capture becomes pcapng. */
  readonly application?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (framesDone: number, frames: number) => void;
}

/**
 * Writes the selected frames in file order. A pcapng capture saved as pcapng keeps its sections, interfaces, other
 * blocks and the options of frames, byte for byte. What pcap cannot hold is what `planExport` lists; what it refuses is
 * refused here too. When anything fails or is cancelled, the output is abandoned and ExportError thrown.
 */
export async function exportFrames(
  source: ExportSource,
  selection: FrameSelection,
  options: ExportOptions,
  output: ByteOutput,
): Promise<void> {
  try {
    if (options.format !== 'pcapng') {
      const plan = await planExport(source, selection, options);
      if (plan.refused !== null) throw new ExportError('refused', plan.refused);
      await exportPcap(source, selection, options, output);
    } else if (source.details.container === 'pcapng') {
      await copyPcapng(source, selection, options, output);
    } else {
      await exportPcapng(source, selection, options, output);
    }
    throwIfCancelled(options.signal);
    await output.finish();
  } catch (error) {
    await output.abandon();
    throwIfCancelled(options.signal);
    throw error;
  }
}

type WriteFrame = (frame: number, bytes: Uint8Array, start: number, captured: number) => void;

async function exportPcap(
  source: ExportSource,
  selection: FrameSelection,
  options: ExportOptions,
  output: ByteOutput,
): Promise<void> {
  const { columns, details } = source;
  const buffer = new RecordBuffer();
  let writer: PcapWriter | null = null;
  const begin = (interfaceId: number) => {
    const info = details.interfaces[interfaceId] ?? { linkType: 1, fcsLength: -1 };
    const { linkType, fcsLength } = info;
    return new PcapWriter(buffer, {
      linkType,
      fcsLength,
      nanoseconds: options.format === 'pcap-nanoseconds',
      snapLength: snapLength(source),
    });
  };
  await eachFrame(source, selection, options, buffer, output, (frame, bytes, start, captured) => {
    const interfaceId = columns.interface.get(frame);
    if (details.interfaces[interfaceId].linkType >= pseudoLinkType.customBlock) return;
    writer ??= begin(interfaceId);
    const nanoseconds = columns.nanoseconds.get(frame);
    const known = nanoseconds !== NO_TIME;
    writer.frame(
      bytes,
      start,
      captured,
      columns.original.get(frame),
      known ? columns.seconds.get(frame) : 0,
      known ? nanoseconds : 0,
    );
  });
  if (writer === null) begin(details.interfaces.findIndex(({ linkType }) => linkType < pseudoLinkType.customBlock));
  await output.write(buffer.take());
}

/** The largest snap length of the interfaces; 0 where one has no limit. */
function snapLength({ details }: ExportSource): number {
  const lengths = details.interfaces.filter(({ linkType }) => linkType <= 0xffff).map((info) => info.snapLength);
  if (lengths.length === 0 || lengths.includes(0)) return 0;
  return Math.min(0x7fffffff, Math.max(...lengths)) || LONGEST_FRAME;
}

async function exportPcapng(
  source: ExportSource,
  selection: FrameSelection,
  options: ExportOptions,
  output: ByteOutput,
): Promise<void> {
  const { columns, details } = source;
  const buffer = new RecordBuffer();
  const writer = new PcapngWriter(buffer);
  writer.section({ application: options.application });
  for (const { linkType, snapLength, timeDigits, fcsLength } of details.interfaces) {
    writer.interface({ linkType, snapLength, fcsLength, timeDigits: timeDigits > 6 ? 9 : 6 });
  }
  await eachFrame(source, selection, options, buffer, output, (frame, bytes, start, captured) => {
    writer.frame(
      bytes,
      start,
      captured,
      columns.original.get(frame),
      columns.seconds.get(frame),
      columns.nanoseconds.get(frame),
      columns.interface.get(frame),
      null,
      [...(options.changedComments?.get(frame) ?? []), ...(options.comments?.get(frame) ?? [])],
    );
  });
  for (const { enterprise, data } of options.customBlocks ?? []) writer.custom(enterprise, data);
  await output.write(buffer.take());
}

async function copyPcapng(
  source: ExportSource,
  selection: FrameSelection,
  options: ExportOptions,
  output: ByteOutput,
): Promise<void> {
  const buffer = new RecordBuffer();
  const copy = new PcapngCopy(source, buffer);
  const flush = async () => {
    if (buffer.full) await output.write(buffer.take());
  };
  let done = 0;
  for (const frame of selection.numbers()) {
    while (copy.blocksUpTo(frame)) await flush();
    const changed = options.changedComments?.get(frame);
    copy.frame(frame, [...(changed ?? []), ...(options.comments?.get(frame) ?? [])], changed !== undefined);
    done++;
    if (buffer.full) {
      await flush();
      throwIfCancelled(options.signal);
      options.onProgress?.(done, selection.count);
    }
  }
  while (copy.blocksUpTo(Number.POSITIVE_INFINITY)) await flush();
  for (const { enterprise, data } of options.customBlocks ?? []) copy.custom(enterprise, data);
  await output.write(buffer.take());
  options.onProgress?.(done, selection.count);
}

async function eachFrame(
  { columns, frameBytes }: ExportSource,
  selection: FrameSelection,
  { signal, onProgress }: ExportOptions,
  buffer: RecordBuffer,
  output: ByteOutput,
  write: WriteFrame,
): Promise<void> {
  let done = 0;
  for (const frame of selection.numbers()) {
    const captured = columns.captured.get(frame);
    if (frameBytes.locate(columns.offset.get(frame), captured) < captured) throw changed(`Frame ${frame}`);
    write(frame, frameBytes.bytes, frameBytes.start, captured);
    done++;
    if (buffer.full) {
      await output.write(buffer.take());
      throwIfCancelled(signal);
      onProgress?.(done, selection.count);
    }
  }
  onProgress?.(done, selection.count);
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ExportError('cancelled', 'Saving was cancelled; nothing was changed.');
}
