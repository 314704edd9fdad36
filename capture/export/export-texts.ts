import { setImmediate } from 'node:timers/promises';
import type { textForm } from '../../contract/messages/files.ts';
import type { Infer } from '../../contract/schema.ts';
import { ColumnCells } from '../passes/column-cells.ts';
import type { TimeFormat } from '../passes/frame-time.ts';
import { JsonPrinter } from '../printing/json-printer.ts';
import { PdmlPrinter } from '../printing/pdml-printer.ts';
import type { Printer, TextOutput } from '../printing/printer.ts';
import { TextPrinter } from '../printing/text-printer.ts';
import { TreePrinter } from '../printing/tree-printer.ts';
import type { Capture } from '../store/capture.ts';
import { type ByteOutput, ExportError } from './byte-output.ts';
import type { FrameSelection } from './frame-selection.ts';

export type TextForm = Infer<typeof textForm>;

/** Text gathered before it is written, in UTF-16 units, and milliseconds of work between two turns of the event loop. */
const BATCH = 256 * 1024;
const SLICE = 6;

interface TextExportOptions {
  readonly form: TextForm;
  /** What stands in a CSV file: the list's columns. Headings are theirs. */
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly time: TimeFormat;
  readonly creator: string;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, frames: number) => void;
}

/** Writes what the selected frames say, in file order, as text of some form. Throws ExportError, leaving no trace. */
export async function exportTexts(
  capture: Capture,
  selection: FrameSelection,
  options: TextExportOptions,
  output: ByteOutput,
): Promise<void> {
  let text = '';
  const out: TextOutput = {
    write: (more) => {
      text += more;
    },
  };
  const flush = async (): Promise<void> => {
    await output.write(Buffer.from(text, 'utf8'));
    text = '';
  };
  const { signal, onProgress } = options;
  try {
    const each = frameWriter(capture, out, options);
    each.begin();
    let done = 0;
    let before = 0;
    let end = performance.now() + SLICE;
    for (const frame of selection.numbers()) {
      each.frame(frame, before);
      before = frame;
      done++;
      if (text.length >= BATCH) await flush();
      if (performance.now() < end) continue;
      onProgress(done, selection.count);
      await setImmediate();
      if (signal.aborted) throw new ExportError('cancelled', 'Saving was cancelled; nothing was changed.');
      end = performance.now() + SLICE;
    }
    each.end();
    await flush();
    await output.finish();
  } catch (error) {
    await output.abandon();
    throw error;
  }
}

interface FrameWriter {
  begin(): void;
  frame(frame: number, before: number): void;
  end(): void;
}

function frameWriter(capture: Capture, out: TextOutput, options: TextExportOptions): FrameWriter {
  if (options.form === 'csv') return csvWriter(capture, out, options);
  const printer = printerOf(capture, out, options);
  let any = false;
  return {
    begin: () => printer.begin?.(),
    frame: (frame, before) => {
      capture.session.displayedBefore = () => before;
      const d = capture.decode(frame, printer.mask);
      capture.session.displayedBefore = undefined;
      if (d === undefined) return;
      if (any && printer.between) out.write(printer.between);
      any = true;
      printer.frame(d);
    },
    end: () => printer.end?.(any),
  };
}

function printerOf(capture: Capture, out: TextOutput, { form, time, creator, file }: TextExportOptions): Printer {
  switch (form) {
    case 'json':
      return new JsonPrinter(out);
    case 'pdml':
      return new PdmlPrinter(out, creator, file);
    case 'details':
      return new TreePrinter(out, true, false);
    case 'hex':
      return new TreePrinter(out, false, true);
    default:
      return new TextPrinter(out, capture.registry, capture, time);
  }
}

/** The list's columns with a heading, all values in double quotes (RFC 4180). */
function csvWriter(capture: Capture, out: TextOutput, { columns, time }: TextExportOptions): FrameWriter {
  const cells = new ColumnCells(
    capture.registry,
    columns.map(({ id }) => id),
  );
  const line = (values: readonly string[]): void =>
    out.write(`${values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`);
  return {
    begin: () => line(columns.map(({ title }) => title)),
    frame: (frame, before) => line(cells.texts(capture, frame, time, before)),
    end: () => {},
  };
}
