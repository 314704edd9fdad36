import { valueText } from '../tree/value-text.ts';
import type { Dissection } from './dissection.ts';
import { type Field, valueName } from './field.ts';

/** Reads what one layer of a decoded frame noted: for headings, the Info column and the OSI view. Reused. */
export class LayerView {
  readonly frame: Dissection;
  layer = 0;
  /** A field was asked for that the layer does not have. */
  lacking = false;

  constructor(frame: Dissection) {
    this.frame = frame;
  }

  of(layer: number): this {
    this.layer = layer;
    this.lacking = false;
    return this;
  }

  /** Tape index of the field's first occurrence in the layer, or -1. */
  entry(field: Field): number {
    const { tape } = this.frame.cursor;
    const at = tape.first(field);
    return at < 0 || tape.layer[at] === this.layer ? at : this.entryFrom(at + 1, field);
  }

  private entryFrom(index: number, field: Field): number {
    const { tape } = this.frame.cursor;
    for (let i = index; i < tape.count; i++) if (tape.field[i] === field.id && tape.layer[i] === this.layer) return i;
    return -1;
  }

  has(field: Field): boolean {
    return this.entry(field) >= 0;
  }

  /** The number noted for the field, or `missing` (NaN). */
  num(field: Field, missing = Number.NaN): number {
    const at = this.entry(field);
    if (at >= 0) return this.frame.cursor.tape.value[at];
    if (Number.isNaN(missing)) this.lacking = true;
    return missing;
  }

  /** The value as text without title, empty when the field is absent. */
  text(field: Field): string {
    const at = this.entry(field);
    if (at >= 0) return valueText(this.frame, at, field);
    this.lacking = true;
    return '';
  }

  /** The value's name, or undefined when it has none or the field is absent. */
  name(field: Field): string | undefined {
    const at = this.entry(field);
    return at < 0 ? undefined : valueName(field.names, this.frame.cursor.tape.value[at]);
  }

  /** Tape indices of all occurrences in the layer, in order. */
  *all(field: Field): Generator<number> {
    for (let at = this.entry(field); at >= 0; at = this.entryFrom(at + 1, field)) yield at;
  }

  valueAt(entry: number): number {
    return this.frame.cursor.tape.value[entry];
  }

  textAt(entry: number, field: Field): string {
    return valueText(this.frame, entry, field);
  }

  /** Length of the layer's header and of what it carries, in bytes. */
  get headerLength(): number {
    const rows = this.frame.layers;
    return rows.headerEnd(this.layer) - rows.start(this.layer);
  }

  get payloadLength(): number {
    const rows = this.frame.layers;
    return rows.end(this.layer) - rows.headerEnd(this.layer);
  }
}
