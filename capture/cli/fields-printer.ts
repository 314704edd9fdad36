import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { type Mask, maskOf, maskUnion } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { summaryMask } from '../../decoders/tree/summary.ts';
import { exportsIpv4, exportsNumber, exportText } from '../../decoders/tree/value-text.ts';
import type { FrameTimes, TimeFormat } from '../passes/frame-time.ts';
import { listCells, listColumn } from '../printing/list-columns.ts';
import type { Printer } from '../printing/printer.ts';
import type { Output } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Options of `-T fields`, as tshark's `-E`. */
interface FieldsOptions {
  separator: string;
  aggregator: string;
  occurrence: 'f' | 'l' | 'a';
  quote: '' | '"' | "'";
  header: boolean;
}

/** What `-e`, `-E` and `-t` say. */
interface FieldsPrinting {
  readonly fields: readonly string[];
  readonly fieldOptions: readonly string[];
  readonly timeFormat: TimeFormat;
}

/** `-T fields`: one line a frame, the values of each `-e` in a column. */
export class FieldsPrinter implements Printer {
  readonly mask: Mask;
  private readonly out: Output;
  private readonly names: readonly string[];
  private readonly options: FieldsOptions;
  /** Columns that show a field, by field id. */
  private readonly columnsOf: (number[] | undefined)[] = [];
  /** How a field's values are written, by field id. */
  private readonly forms = Uint8Array.from(allFields(), formOf);
  /** Entry of the tape that a column shows, -1 where the frame has no such field. */
  private readonly entries: Int32Array;
  /** Texts of columns that show several values, or a column of the packet list. */
  private readonly texts: (string | undefined)[];

  /** Columns that are columns of the packet list; null where there are none. */
  private readonly listColumns: readonly ReturnType<typeof listColumn>[] | null;
  private readonly times: FrameTimes;
  private readonly timeFormat: TimeFormat;
  /** Names that stand for no field. */
  readonly unknown: readonly string[];

  constructor(out: Output, registry: Registry, times: FrameTimes, options: FieldsPrinting) {
    const { fields: names, fieldOptions, timeFormat } = options;
    if (names.length === 0) throw new UsageError('-T fields needs at least one field: -e tcp.port, for example.');
    this.out = out;
    this.names = names;
    this.options = readOptions(fieldOptions);
    this.times = times;
    this.timeFormat = timeFormat;
    const inList = names.map(listColumn);
    this.listColumns = inList.some((column) => column !== undefined) ? inList : null;
    this.unknown = names.filter((name, at) => !inList[at] && registry.fieldsNamed(name).length === 0);
    this.entries = new Int32Array(names.length);
    this.texts = names.map(() => undefined);
    const wanted: Field[] = [];
    names.forEach((name, column) => {
      for (const field of registry.fieldsNamed(name)) {
        wanted.push(field);
        const columns = this.columnsOf[field.id];
        if (columns) columns.push(column);
        else this.columnsOf[field.id] = [column];
      }
    });
    const own = maskOf(
      wanted,
      wanted.some((field) => field.type === 'protocol'),
    );
    this.mask = this.listColumns === null ? own : maskUnion(own, summaryMask(registry));
  }

  begin(): void {
    if (this.options.header) this.out.write(`${this.names.join(this.options.separator)}\n`);
  }

  frame(d: Dissection): void {
    const { entries, texts, out } = this;
    const { separator, quote } = this.options;
    entries.fill(-1);
    const { tape } = d.cursor;
    for (let i = 0; i < tape.count; i++) {
      const columns = this.columnsOf[tape.field[i]];
      if (columns === undefined) continue;
      for (let c = 0; c < columns.length; c++) this.add(d, columns[c], i);
    }
    if (this.listColumns !== null) this.addListColumns(d, this.listColumns);
    for (let column = 0; column < entries.length; column++) {
      if (column > 0) out.write(separator);
      const text = texts[column];
      if (text === undefined && entries[column] < 0) continue;
      out.write(quote);
      if (text === undefined) this.writeEntry(d, entries[column]);
      else {
        out.write(text);
        texts[column] = undefined;
      }
      out.write(quote);
    }
    out.write('\n');
  }

  private writeEntry(d: Dissection, entry: number): void {
    const { tape } = d.cursor;
    const form = this.forms[tape.field[entry]];
    if (form === NUMBER) this.out.number(tape.value[entry]);
    else if (form === ADDRESS) this.out.ipv4(tape.value[entry]);
    else this.out.write(exportedValue(d, entry));
  }

  private addListColumns(d: Dissection, columns: readonly ReturnType<typeof listColumn>[]): void {
    listCells(d, columns, this.times, this.timeFormat).forEach((text, column) => {
      if (text !== undefined) this.texts[column] = oneLine(text);
    });
  }

  private add(d: Dissection, column: number, entry: number): void {
    const { occurrence, aggregator } = this.options;
    const before = this.entries[column];
    if (before < 0 || occurrence === 'l') this.entries[column] = entry;
    else if (occurrence === 'a') {
      const text = this.texts[column] ?? exportedValue(d, before);
      this.texts[column] = `${text}${aggregator}${exportedValue(d, entry)}`;
    }
  }
}

/** Forms of values: made a text, or written as it is. */
const TEXT = 0;
const NUMBER = 1;
const ADDRESS = 2;

function formOf(field: Field): number {
  return exportsNumber(field) ? NUMBER : exportsIpv4(field) ? ADDRESS : TEXT;
}

function exportedValue(d: Dissection, entry: number): string {
  const field = allFields()[d.cursor.tape.field[entry]];
  const text = exportText(d, entry, field);
  return field.type === 'string' || field.type === 'protocol' ? oneLine(text) : text;
}

const escapes: Readonly<Record<string, string>> = { '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Blanks that would break the line or its columns are escaped, as tshark does. */
function oneLine(text: string): string {
  return /[\b\f\n\r\t]/.test(text) ? text.replace(/[\b\f\n\r\t]/g, (ch) => escapes[ch]) : text;
}

const separators: Readonly<Record<string, string>> = { '/t': '\t', '/s': ' ' };

function readOptions(given: readonly string[]): FieldsOptions {
  const options: FieldsOptions = { separator: '\t', aggregator: ',', occurrence: 'a', quote: '', header: false };
  for (const option of given) {
    const at = option.indexOf('=');
    const value = option.slice(at + 1);
    switch (at < 0 ? option : option.slice(0, at)) {
      case 'separator':
        options.separator = Object.hasOwn(separators, value) ? separators[value] : value;
        break;
      case 'aggregator':
        options.aggregator = Object.hasOwn(separators, value) ? separators[value] : value;
        break;
      case 'occurrence':
        if (value !== 'f' && value !== 'l' && value !== 'a') throw new UsageError('-E occurrence= takes f, l or a.');
        options.occurrence = value;
        break;
      case 'quote':
        options.quote = value === 'd' ? '"' : value === 's' ? "'" : '';
        break;
      case 'header':
        options.header = value === 'y';
        break;
      default:
        throw new UsageError(`-E does not know "${option}": separator, aggregator, occurrence, quote, header.`);
    }
  }
  return options;
}
