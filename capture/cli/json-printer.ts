import type { Dissection } from '../../decoders/model/dissection.ts';
import { fullMask, type Mask } from '../../decoders/model/mask.ts';
import { type TreeLine, treeLines } from '../../decoders/tree/tree-lines.ts';
import { exportText } from '../../decoders/tree/value-text.ts';
import type { Printer, TextOutput } from './printer.ts';

/**
 * `-T json`: an array of packets in tshark's shape. A field with a value and children appears twice: `name` with its
 * value and `name_tree` with the children. Repeated fields repeat their name, as tshark's do. Fields that tshark does not
 * have are left out.
 */
export class JsonPrinter implements Printer {
  readonly mask: Mask = fullMask(false, false);
  private readonly out: TextOutput;
  private first = true;

  constructor(out: TextOutput) {
    this.out = out;
  }

  begin(): void {
    this.out.write('[\n');
  }

  frame(d: Dissection): void {
    const day = new Date(d.record.seconds * 1000);
    const index = Number.isNaN(day.getTime()) ? 'packets' : `packets-${isoDay(day)}`;
    const head = `${this.first ? '' : ',\n'}  {
    "_index": "${index}",
    "_type": "doc",
    "_score": null,
    "_source": {
      "layers": `;
    this.first = false;
    const lines = treeLines(d);
    this.out.write(`${head}${children(d, lines, 0, lines.length, 0, 6)}\n    }\n  }`);
  }

  end(): void {
    this.out.write(this.first ? '\n]\n' : '\n\n]\n');
  }
}

function isoDay(day: Date): string {
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}

/** The object of the lines in [from, to) at `depth`, indented by `indent` blanks. */
function children(
  d: Dissection,
  lines: readonly TreeLine[],
  from: number,
  to: number,
  depth: number,
  indent: number,
): string {
  const pad = ' '.repeat(indent + 2);
  const out: string[] = [];
  for (let at = from; at < to; ) {
    let end = at + 1;
    while (end < to && lines[end].depth > depth) end++;
    const { entry, field } = lines[at];
    const heading = field.type === 'none' || field.type === 'protocol';
    const below = end > at + 1 ? children(d, lines, at + 1, end, depth + 1, indent + 2) : undefined;
    if (!heading || below === undefined) {
      out.push(`${pad}${JSON.stringify(field.name)}: ${JSON.stringify(heading ? '' : exportText(d, entry, field))}`);
    }
    if (below !== undefined) out.push(`${pad}${JSON.stringify(heading ? field.name : `${field.name}_tree`)}: ${below}`);
    at = end;
  }
  return `{\n${out.join(',\n')}\n${' '.repeat(indent)}}`;
}
