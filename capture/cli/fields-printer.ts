import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { type Mask, maskOf, maskUnion } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { summaryMask } from '../../decoders/tree/summary.ts';
import { exportsNumber, exportText } from '../../decoders/tree/value-text.ts';
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
  /** Fields whose texts are the numbers themselves, by field id. */
  private readonly isNumber: readonly boolean[] = allFields().map(exportsNumber);
  /** Texts of the frame's columns, or the numbers that they are; undefined where it has no such field. */
  private readonly cells: (string | number | undefined)[];

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
    this.cells = names.map(() => undefined);
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
    const { cells } = this;
    cells.fill(undefined);
    const { tape } = d.cursor;
    for (let i = 0; i < tape.count; i++) {
      const id = tape.field[i];
      const columns = this.columnsOf[id];
      if (columns === undefined) continue;
      const text = this.isNumber[id] ? tape.value[i] : exportedValue(d, i);
      for (let c = 0; c < columns.length; c++) this.add(columns[c], text);
    }
    if (this.listColumns !== null) this.addListColumns(d, this.listColumns);
    const { out } = this;
    const { separator, quote } = this.options;
    for (let column = 0; column < cells.length; column++) {
      if (column > 0) out.write(separator);
      const cell = cells[column];
      if (cell === undefined) continue;
      if (quote !== '') out.write(quote + cell + quote);
      else if (typeof cell === 'number') out.number(cell);
      else out.write(cell);
    }
    out.write('\n');
  }

  private addListColumns(d: Dissection, columns: readonly ReturnType<typeof listColumn>[]): void {
    listCells(d, columns, this.times, this.timeFormat).forEach((text, column) => {
      if (text !== undefined) this.cells[column] = oneLine(text);
    });
  }

  private add(column: number, text: string | number): void {
    const { occurrence, aggregator } = this.options;
    const before = this.cells[column];
    if (before === undefined || occurrence === 'l') this.cells[column] = text;
    else if (occurrence === 'a') this.cells[column] = `${before}${aggregator}${text}`;
  }
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
