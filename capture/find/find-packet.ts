import type { findPlace } from '../../contract/messages/find.ts';
import type { Infer } from '../../contract/schema.ts';
import { treeLines } from '../../decoders/tree/tree-lines.ts';
import { noteUndecoded } from '../../decoders/tree/undecoded.ts';
import type { ColumnCells } from '../passes/column-cells.ts';
import type { TimeFormat } from '../passes/frame-time.ts';
import { treeMask } from '../passes/packet-detail.ts';
import type { View } from '../store/view.ts';
import { AbsentBlocks } from './absent-blocks.ts';
import type { Pattern } from './pattern.ts';

export type FindPlace = Infer<typeof findPlace>;

/** Milliseconds of work between two turns of the event loop. */
const SLICE = 6;

export interface FoundPacket {
  readonly frame: number;
  readonly row: number;
  readonly wrapped: boolean;
  readonly node: number | null;
  readonly range: { readonly start: number; readonly length: number } | null;
}

interface FindOptions {
  readonly pattern: Pattern;
  readonly place: FindPlace;
  readonly backwards: boolean;
  /** What the list shows, for looking in its cells. */
  readonly cells: ColumnCells;
  readonly time: TimeFormat;
  readonly signal: { readonly aborted: boolean };
  /** Rows looked at so far and in all. */
  readonly progress: (done: number, total: number) => void;
}

/**
 * The row of the view nearest to that of `frame`, forwards or backwards and once around, in which the pattern is found;
 * the row itself comes last. Null when there is none, or the search was stopped.
 */
export async function findPacket(view: View, frame: number, options: FindOptions): Promise<FoundPacket | null> {
  const { backwards, signal, progress } = options;
  const { total } = view;
  const step = backwards ? -1 : 1;
  const start = Math.max(0, view.rowOf(frame));
  const absent =
    options.place === 'bytes' && options.pattern.literal
      ? new AbsentBlocks(view.capture.source.frameBytes, options.pattern)
      : null;
  const { offset, captured } = view.capture.table;
  let end = performance.now() + SLICE;
  for (let n = 1; n <= total; n++) {
    const moved = start + n * step;
    const row = ((moved % total) + total) % total;
    const at = view.frameAt(row);
    const place = absent?.has(offset.get(at), captured.get(at)) ? undefined : lookInto(view, row, options);
    if (place !== undefined) return { frame: at, row, wrapped: moved !== row, ...place };
    if ((n & 15) === 0 && performance.now() >= end) {
      progress(n, total);
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return null;
      end = performance.now() + SLICE;
    }
  }
  return null;
}

type Place = Pick<FoundPacket, 'node' | 'range'>;

const anywhere: Place = { node: null, range: null };

function lookInto(view: View, row: number, { pattern, place, cells, time }: FindOptions): Place | undefined {
  const { capture } = view;
  const frame = view.frameAt(row);
  const { filter } = pattern;
  if (filter !== null) {
    const decided = filter.decide(capture, frame);
    if (decided >= 0) return decided === 1 ? anywhere : undefined;
    const d = capture.decodeFields(frame, filter.mask);
    return d !== undefined && filter.test(d, capture) ? anywhere : undefined;
  }
  if (place === 'bytes') return inBytes(view, frame, pattern);
  if (place === 'tree') return inTree(view, frame, pattern);
  const texts = cells.of(capture, frame, time, row > 0 ? view.frameAt(row - 1) : 0);
  return texts.some((text) => pattern.inText(text)) ? anywhere : undefined;
}

function inBytes({ capture }: View, frame: number, pattern: Pattern): Place | undefined {
  const { table, source } = capture;
  const length = source.frameBytes.locate(table.offset.get(frame), table.captured.get(frame));
  const { bytes, start } = source.frameBytes;
  const found = pattern.inBytes(bytes, start, start + length);
  return found.length === 0 ? undefined : { node: null, range: { start: found.at - start, length: found.length } };
}

function inTree({ capture }: View, frame: number, pattern: Pattern): Place | undefined {
  const d = capture.decode(frame, treeMask);
  if (d === undefined) return undefined;
  noteUndecoded(d);
  const node = treeLines(d).findIndex(({ text }) => pattern.inText(text));
  return node < 0 ? undefined : { node, range: null };
}
