import type { Dissection } from '../model/dissection.ts';
import { allFields, type Field } from '../model/field.ts';
import { LayerView } from '../model/layer-view.ts';
import { GENERATED } from '../model/tape.ts';
import { plainText } from './bytes-text.ts';
import { entryBytes, valueText } from './value-text.ts';

/** One line of the field tree. */
export interface TreeLine {
  readonly entry: number;
  readonly field: Field;
  readonly depth: number;
  readonly text: string;
}

/**
 * Entries of the frame just decoded with a full mask, in the order of the field tree: layers outermost first, each
 * followed by its fields, also those that were noted only after the layers above.
 */
export function treeOrder({ cursor: { tape } }: Dissection): number[] {
  const order: number[] = [];
  let sorted = true;
  for (let i = 0; i < tape.count; i++) {
    order.push(i);
    if (i > 0 && tape.layer[i] < tape.layer[i - 1]) sorted = false;
  }
  return sorted ? order : order.sort((a, b) => tape.layer[a] - tape.layer[b] || a - b);
}

/** The field tree with the texts of its lines, in {@link treeOrder}. */
export function treeLines(frame: Dissection): TreeLine[] {
  const { tape } = frame.cursor;
  const view = new LayerView(frame);
  return treeOrder(frame).map((entry) => {
    const field = allFields()[tape.field[entry]];
    return { entry, field, depth: tape.depth[entry], text: lineText(frame, view, entry, field) };
  });
}

/** The text of an entry's line in the field tree. */
export function lineText(frame: Dissection, view: LayerView, entry: number, field: Field): string {
  const { tape } = frame.cursor;
  if (field.type === 'protocol') {
    view.of(tape.layer[entry]);
    const p = frame.registry.byIndex(frame.layers.protocol(tape.layer[entry]));
    if (p.layer === field) return p.heading?.(view) ?? p.title;
  }
  const text = tape.label[entry] ?? standardText(frame, entry, field);
  return tape.flags[entry] & GENERATED && !text.startsWith('[') ? `[${text}]` : text;
}

function standardText(frame: Dissection, entry: number, field: Field): string {
  if (field.verbatim) {
    const bytes = entryBytes(frame, entry);
    return plainText(bytes, 0, bytes.length);
  }
  if (field.type === 'none' || field.type === 'protocol') return field.title;
  const remark = field.remark ? ` (${field.remark(frame.cursor.tape.value[entry])})` : '';
  const suffix = `${remark}${field.suffix ? `    ${field.suffix}` : ''}`;
  const text = `${field.title}: ${valueText(frame, entry, field)}${suffix}`;
  return field.mask !== 0
    ? `${bitPattern(field, frame.cursor.tape.value[entry], frame.cursor.tape.length[entry])} = ${text}`
    : text;
}

/** The bits of a masked field within its word, `..1. .... 0101 ....`; bits of other fields are dots. */
export function bitPattern(field: Field, value: number, bytes: number): string {
  const width = field.width ?? bytes * 8;
  const mask = field.mask;
  let out = '';
  for (let bit = width - 1; bit >= 0; bit--) {
    const inMask = bit < 32 && (mask >>> bit) & 1;
    out += inMask ? (value >>> (bit - field.shift)) & 1 : '.';
    if (bit % 4 === 0 && bit > 0) out += ' ';
  }
  return out;
}
