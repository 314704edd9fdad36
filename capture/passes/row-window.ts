import type { columnId } from '../../contract/messages/views.ts';
import { RowBatchBuilder } from '../../contract/row-batch.ts';
import { rowFlag, rowFlags, type Severity } from '../../contract/row-flags.ts';
import type { Infer } from '../../contract/schema.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { type Summary, summary, summaryMask } from '../../decoders/tree/summary.ts';
import type { Capture } from '../store/capture.ts';
import { MALFORMED_BIT, SEVERITY_BITS, TRUNCATED_BIT } from '../store/packet-table.ts';
import type { View } from '../store/view.ts';
import { frameTime, type TimeFormat } from './frame-time.ts';

export type ColumnId = Infer<typeof columnId>;

const severityOf: Readonly<Record<number, Severity>> = { 1: 'comment', 2: 'chat', 4: 'note', 6: 'warning', 8: 'error' };

/** Makes windows of rows: decodes just the frames shown, noting just what their cells need. */
export class RowWindows {
  private readonly builder = new RowBatchBuilder();
  private readonly masks = new Map<Registry, Mask>();

  batch(view: View, first: number, count: number, columns: readonly ColumnId[], time: TimeFormat): Uint8Array {
    const { capture } = view;
    const total = view.total;
    const end = Math.min(total, first + count);
    this.builder.begin({ revision: view.revision, total, first, columns: columns.length });
    for (let row = first; row < end; row++) {
      const frame = view.frameAt(row);
      const cells = this.cells(capture, frame, columns, time);
      this.builder.row(frame, flagsOf(capture, frame), 0);
      for (const cell of cells) this.builder.cell(cell);
    }
    return this.builder.finish();
  }

  /** Texts of one row. */
  cells(capture: Capture, frame: number, columns: readonly ColumnId[], time: TimeFormat): string[] {
    let mask = this.masks.get(capture.registry);
    if (!mask) {
      mask = summaryMask(capture.registry);
      this.masks.set(capture.registry, mask);
    }
    const d = capture.decode(frame, mask);
    if (!d) return columns.map(() => '');
    const s = summary(d);
    return columns.map((column) => cellText(capture, d, s, frame, column, time));
  }
}

function cellText(
  capture: Capture,
  d: Dissection,
  s: Summary,
  frame: number,
  column: ColumnId,
  time: TimeFormat,
): string {
  const { table, session } = capture;
  switch (column) {
    case 'number':
      return String(frame);
    case 'time':
      return frameTime(capture, frame, time);
    case 'delta':
      return frameTime(capture, frame, 'd');
    case 'source':
      return s.source;
    case 'destination':
      return s.destination;
    case 'layers':
      return layerNames(d);
    case 'protocol':
      return s.protocol;
    case 'length':
      return String(s.length);
    case 'info':
      return s.info;
    case 'conversation': {
      const at = table.conversation.get(frame);
      return at === 0 ? '' : String(session.conversations.stream.get(at - 1));
    }
    case 'sourcePort':
      return portText(table.sourcePort.get(frame));
    case 'destinationPort':
      return portText(table.destinationPort.get(frame));
    case 'interface':
      return capture.interfaces[table.interface.get(frame)]?.name ?? '';
  }
}

/** `2 eth,3 ip,4 tcp,7 http`: OSI number and name of each layer but the frame and plain data. */
function layerNames(d: Dissection): string {
  const out: string[] = [];
  for (let i = 1; i < d.layers.count && out.length < 12; i++) {
    if (d.layers.quoted(i)) continue;
    const p = d.registry.byIndex(d.layers.protocol(i));
    if (p !== d.registry.data) out.push(`${p.osi} ${p.name}`);
  }
  return out.join(',');
}

function portText(port: number): string {
  return port === 0 ? '' : String(port);
}

function flagsOf(capture: Capture, frame: number): number {
  const { table, session, registry } = capture;
  const bits = table.bits.get(frame);
  const layers = session.stacks.list(table.stack.get(frame));
  const top = layers.length > 0 ? registry.byIndex(layers[layers.length - 1]).osi : 1;
  return rowFlags(
    (capture.marked.has(frame) ? rowFlag.marked : 0) |
      (capture.source.details.frameOptions(frame) !== null ? rowFlag.commented : 0) |
      (bits & TRUNCATED_BIT ? rowFlag.truncated : 0) |
      (bits & MALFORMED_BIT ? rowFlag.malformed : 0) |
      rowFlag.displayed,
    severityOf[bits & SEVERITY_BITS] ?? 'none',
    'unknown',
    top,
  );
}
