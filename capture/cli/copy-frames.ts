import { emptyMask } from '../../decoders/model/mask.ts';
import { FileOutput, StreamOutput } from '../export/byte-output.ts';
import { exportFrames } from '../export/export-frames.ts';
import { planExport } from '../export/export-plan.ts';
import { allFrames, type FrameSelection, listedFrames } from '../export/frame-selection.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import type { FrameSink } from '../sources/frame-sink.ts';
import { PacketTable } from '../store/packet-table.ts';
import type { Arguments } from './arguments.ts';
import { FramePrinting } from './frame-printing.ts';

/** Writes all frames, those that pass a filter, or the first `-c`, in the format that the name of the target asks for. */
export async function copyFrames(source: CaptureSource, args: Arguments, target: string): Promise<void> {
  const filtered = args.displayFilter !== undefined || args.readFilter !== undefined;
  const { table, selection } = filtered ? await passing(source, args) : await first(source, args.count);
  const format = /\.pcap(\.gz)?$/i.test(target) ? 'pcap-nanoseconds' : 'pcapng';
  const from = { details: source.details, frameBytes: source.frameBytes, columns: table };
  const { losses } = await planExport(from, selection, { format });
  for (const loss of losses) process.stderr.write(`osiscope: ${loss.sentence}\n`);
  const output = target === '-' ? new StreamOutput(process.stdout) : await FileOutput.create(target);
  await exportFrames(from, selection, { format, application: 'Osiscope' }, output);
}

interface Chosen {
  readonly table: PacketTable;
  readonly selection: FrameSelection;
}

async function first(source: CaptureSource, count: number | undefined): Promise<Chosen> {
  const table = new PacketTable();
  for await (const _ of source.read(new TableSink(table))) if (table.count >= (count ?? table.count + 1)) break;
  return { table, selection: allFrames(Math.min(table.count, count ?? table.count)) };
}

/** The frames that would be printed. */
async function passing(source: CaptureSource, args: Arguments): Promise<Chosen> {
  const frames: number[] = [];
  const printing = await FramePrinting.prepare(
    { ...args, quiet: false },
    { printer: { mask: emptyMask(), frame: (d) => frames.push(d.record.number) } },
  );
  await printing.print(source, false);
  return { table: printing.table, selection: listedFrames(frames) };
}

/** Notes where frames stand, without decoding them. */
class TableSink implements FrameSink {
  private readonly table: PacketTable;

  constructor(table: PacketTable) {
    this.table = table;
  }

  captureInterface(): void {}

  frame(
    _bytes: Uint8Array,
    _start: number,
    captured: number,
    original: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
    offset: number,
  ): void {
    this.table.append(seconds, nanoseconds, offset, captured, original, interfaceId);
  }
}
