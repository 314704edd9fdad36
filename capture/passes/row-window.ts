import { RowBatchBuilder } from '../../contract/row-batch.ts';
import { rowFlag, rowFlags, type Severity } from '../../contract/row-flags.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import type { NameResolution } from '../names/name-resolution.ts';
import type { Capture } from '../store/capture.ts';
import { MALFORMED_BIT, SEVERITY_BITS, TRUNCATED_BIT } from '../store/packet-table.ts';
import type { View } from '../store/view.ts';
import { isTraceComment } from '../trace/saved-trace.ts';
import { type Coloring, ColumnCells } from './column-cells.ts';
import type { TimeFormat } from './frame-time.ts';

const severityOf: Readonly<Record<number, Severity>> = { 1: 'comment', 2: 'chat', 4: 'note', 6: 'warning', 8: 'error' };

/** Makes windows of rows: decodes just the frames shown, noting just what their cells need. */
export class RowWindows {
  private readonly builder = new RowBatchBuilder();
  /** Of the columns asked for last. */
  private cells:
    | {
        readonly key: string;
        readonly registry: Registry;
        readonly coloring: Coloring;
        readonly names: NameResolution | undefined;
        readonly cells: ColumnCells;
      }
    | undefined;

  batch(
    view: View,
    first: number,
    count: number,
    columns: readonly string[],
    time: TimeFormat,
    coloring: Coloring = [],
    names?: NameResolution,
  ): Uint8Array {
    const { capture } = view;
    const total = view.total;
    const end = Math.min(total, first + count);
    const cells = this.cellsOf(capture, columns, coloring, names);
    capture.session.displayedBefore = view.displayedBefore;
    this.builder.begin({ revision: view.revision, total, first, columns: columns.length });
    for (let row = first; row < end; row++) {
      const frame = view.frameAt(row);
      const texts = columns.length === 0 ? [] : cells.of(capture, frame, time, row > 0 ? view.frameAt(row - 1) : 0);
      // The cells have decoded the frame with all that the rules ask for.
      this.builder.row(frame, flagsOf(capture, frame), columns.length === 0 ? 0 : cells.rule);
      for (const text of texts) this.builder.cell(text);
    }
    capture.session.displayedBefore = undefined;
    return this.builder.finish();
  }

  /** What given columns show. */
  cellsOf(capture: Capture, columns: readonly string[], coloring: Coloring = [], names?: NameResolution): ColumnCells {
    const key = columns.join('\n');
    const { registry } = capture;
    const { cells } = this;
    if (cells?.key === key && cells.registry === registry && cells.coloring === coloring && cells.names === names) {
      return cells.cells;
    }
    const made = new ColumnCells(registry, columns, coloring, names);
    this.cells = { key, registry, coloring, names, cells: made };
    return made;
  }
}

/** Somebody wrote something about the frame; a trace that stands in its comments is nobody's. */
function isCommented(capture: Capture, frame: number): boolean {
  return capture.commentsOf(frame).some((comment) => !isTraceComment(comment));
}

function flagsOf(capture: Capture, frame: number): number {
  const { table, session, registry, edits } = capture;
  const bits = table.bits.get(frame);
  const layers = session.stacks.list(table.stack.get(frame));
  const top = layers.length > 0 ? registry.byIndex(layers[layers.length - 1]).osi : 1;
  return rowFlags(
    (edits.marked.has(frame) ? rowFlag.marked : 0) |
      (edits.ignored.has(frame) ? rowFlag.ignored : 0) |
      (edits.references.has(frame) ? rowFlag.timeReference : 0) |
      (isCommented(capture, frame) ? rowFlag.commented : 0) |
      (bits & TRUNCATED_BIT ? rowFlag.truncated : 0) |
      (bits & MALFORMED_BIT ? rowFlag.malformed : 0) |
      rowFlag.displayed,
    severityOf[bits & SEVERITY_BITS] ?? 'none',
    'unknown',
    top,
  );
}
