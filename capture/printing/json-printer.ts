import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { LayerView } from '../../decoders/model/layer-view.ts';
import { fullMask, type Mask } from '../../decoders/model/mask.ts';
import { lineText, treeOrder } from '../../decoders/tree/tree-lines.ts';
import { bytesWithColons, exportText } from '../../decoders/tree/value-text.ts';
import type { Printer, TextOutput } from './printer.ts';

/**
 * `-T json`: an array of packets in tshark's shape. A field with a value and children appears twice: `name` with its
 * value and `name_tree` with the children; one that has further names (`ip.src` is an `ip.addr` too) appears with each. Lines
 * without a field of their own have their text for a name. Repeated names are repeated, as tshark does. Fields that tshark
 * does not have are left out.
 */
export class JsonPrinter implements Printer {
  readonly mask: Mask = fullMask(true, false);
  readonly between = ',';
  private readonly out: TextOutput;

  constructor(out: TextOutput) {
    this.out = out;
  }

  begin(): void {
    this.out.write('[');
  }

  frame(d: Dissection): void {
    const day = new Date(d.record.seconds * 1000);
    const index = Number.isNaN(day.getTime()) ? 'packets' : `packets-${isoDay(day)}`;
    const head = `
  {
    "_index": "${index}",
    "_type": "doc",
    "_score": null,
    "_source": {
      "layers": `;
    this.out.write(head);
    const order = treeOrder(d);
    this.object(d, order, 0, order.length, 0, 6);
    this.out.write('\n    }\n  }');
  }

  /** The object of the entries in [from, to) at `depth`, indented by `indent` blanks. */
  private object(
    d: Dissection,
    order: readonly number[],
    from: number,
    to: number,
    depth: number,
    indent: number,
  ): void {
    const { out } = this;
    const { tape } = d.cursor;
    const pad = `,\n${blanks(indent + 2)}`;
    out.write('{\n');
    for (let at = from; at < to; ) {
      let end = at + 1;
      while (end < to && tape.depth[order[end]] > depth) end++;
      const field = allFields()[tape.field[order[at]]];
      const heading = isHeading(d, order[at], field);
      const parent = end > at + 1;
      out.write(at === from ? blanks(indent + 2) : pad);
      if (!heading || !parent) {
        const text = heading ? '' : jsonText(d, order[at], field);
        this.key(heading ? headingName(d, order[at], field) : field.name);
        writeQuoted(out, text);
        for (const name of field.also ?? []) {
          out.write(pad);
          this.key(name);
          writeQuoted(out, text);
        }
        if (parent) out.write(pad);
      }
      if (parent) {
        this.key(heading ? headingName(d, order[at], field) : `${field.name}_tree`);
        this.object(d, order, at + 1, end, depth + 1, indent + 2);
      }
      at = end;
    }
    out.write(`\n${blanks(indent)}}`);
  }

  private key(name: string): void {
    writeQuoted(this.out, name);
    this.out.write(': ');
  }

  end(any: boolean): void {
    this.out.write(any ? '\n]\n' : ']\n');
  }
}

/** Whether a line has no value of its own: one that only groups others, and the first line of a layer. */
function isHeading({ cursor: { tape } }: Dissection, entry: number, field: Field): boolean {
  if (field.type !== 'protocol') return field.type === 'none';
  return tape.depth[entry] === 0 || tape.length[entry] === 0;
}

/** Of a line that only groups others: its text, where it has no field of its own. */
function headingName(d: Dissection, entry: number, field: Field): string {
  return field.name === 'text' ? lineText(d, new LayerView(d), entry, field).replace(/^\[(.*)\]$/s, '$1') : field.name;
}

function jsonText(d: Dissection, entry: number, field: Field): string {
  const bytes =
    field.type === 'protocol' || (field.type === 'bytes' && typeof d.cursor.tape.object[entry] !== 'string');
  return bytes ? bytesWithColons(d, entry) : exportText(d, entry, field);
}

function isoDay(day: Date): string {
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}

const pads = Array.from({ length: 64 }, (_, count) => ' '.repeat(count));

function blanks(count: number): string {
  return pads[count] ?? ' '.repeat(count);
}

/** Writes a JSON string. Most need no escapes; the others are left to the engine. */
function writeQuoted(out: TextOutput, text: string): void {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || unit >= 0xd800) {
      out.write(JSON.stringify(text));
      return;
    }
  }
  out.write('"');
  out.write(text);
  out.write('"');
}
