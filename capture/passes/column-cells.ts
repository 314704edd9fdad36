import type { BuiltInColumn } from '../../contract/messages/views.ts';
import { builtInColumns } from '../../contract/messages/views.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { type Mask, maskOf, maskUnion } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { type Summary, summary, summaryMask } from '../../decoders/tree/summary.ts';
import { exportText, valueText } from '../../decoders/tree/value-text.ts';
import type { DisplayFilter } from '../filter/display-filter.ts';
import type { NameResolution } from '../names/name-resolution.ts';
import type { Capture } from '../store/capture.ts';
import { frameTime, type TimeFormat } from './frame-time.ts';

const PREFIX = 'field:';
/** Most occurrences of a field in a cell, and longest cell. */
const MOST_VALUES = 64;
const LONGEST = 2000;

const builtIn: ReadonlySet<string> = new Set(builtInColumns);

/** Filters of colouring rules in the order in which they are tried; null for one that is none. */
export type Coloring = readonly (DisplayFilter | null)[];

/** What the columns of a list show of a frame; made once for the columns, used for any number of frames. */
export class ColumnCells {
  /** What a frame must be decoded with. */
  readonly mask: Mask;
  /** After {@link of}: the colouring rule that fits the frame, counted from 1; 0 for none. */
  rule = 0;
  readonly #coloring: Coloring;
  readonly #names: NameResolution | undefined;
  readonly #columns: readonly (BuiltInColumn | readonly Field[])[];

  constructor(registry: Registry, columns: readonly string[], coloring: Coloring = [], names?: NameResolution) {
    this.#coloring = coloring;
    this.#names = names;
    this.#columns = columns.map((column) =>
      builtIn.has(column)
        ? (column as BuiltInColumn)
        : registry.fieldsNamed(column.startsWith(PREFIX) ? column.slice(PREFIX.length) : ''),
    );
    const wanted = this.#columns.flatMap((column) => (typeof column === 'string' ? [] : column));
    const needsTexts = wanted.some(({ type }) => type === 'protocol' || type === 'none');
    const own = maskUnion(summaryMask(registry), maskOf(wanted, needsTexts));
    this.mask = coloring.reduce((mask, rule) => (rule?.mask.any ? maskUnion(mask, rule.mask) : mask), own);
  }

  /** Texts of a frame, decoded here. `before` is the frame in the row above, 0 for none. */
  of(capture: Capture, frame: number, time: TimeFormat, before = 0): string[] {
    this.rule = 0;
    const d = capture.decode(frame, this.mask);
    if (!d) return this.#columns.map(() => '');
    const ignored = capture.edits.ignored.has(frame);
    if (!ignored) this.rule = this.#coloring.findIndex((rule) => rule !== null && fits(rule, capture, d)) + 1;
    const s = summary(d);
    return this.#columns.map((column) => {
      if (ignored && column !== 'number' && column !== 'time' && column !== 'length')
        return column === 'info' ? '<Ignored>' : '';
      return typeof column === 'string'
        ? builtInCell(capture, d, s, column, time, before, this.#names)
        : fieldCell(d, column);
    });
  }

  /** The same as a person reads them outside of a list: a stack of layers is `eth:ip:tcp`. */
  texts(capture: Capture, frame: number, time: TimeFormat, before = 0): string[] {
    return this.of(capture, frame, time, before).map((text, at) =>
      this.#columns[at] === 'layers' ? text.replace(/\d ([^,]*),?/g, ':$1').slice(1) : text,
    );
  }
}

function fits(rule: DisplayFilter, capture: Capture, d: Dissection): boolean {
  const decided = rule.decide(capture, d.record.number);
  return decided < 0 ? rule.test(d, capture) : decided === 1;
}

/** All values of the fields in the frame, as the tree shows them. */
function fieldCell(d: Dissection, fields: readonly Field[]): string {
  const { tape } = d.cursor;
  const wanted = new Set(fields.map(({ id }) => id));
  const values: string[] = [];
  for (let at = 0; at < tape.count && values.length < MOST_VALUES; at++) {
    if (!wanted.has(tape.field[at])) continue;
    const field = allFields()[tape.field[at]];
    const plain = field.type === 'protocol' || field.type === 'none';
    values.push(plain ? exportText(d, at, field) : valueText(d, at, field));
  }
  return values.join(',').slice(0, LONGEST);
}

function builtInCell(
  capture: Capture,
  d: Dissection,
  s: Summary,
  column: BuiltInColumn,
  time: TimeFormat,
  before: number,
  names: NameResolution | undefined,
): string {
  const { table, session } = capture;
  const frame = d.record.number;
  switch (column) {
    case 'number':
      return String(frame);
    case 'time':
      return frameTime(capture, frame, time, before);
    case 'delta':
      return frameTime(capture, frame, 'd');
    case 'source':
      return names?.address(capture, s.source) ?? s.source;
    case 'destination':
      return names?.address(capture, s.destination) ?? s.destination;
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
      return portText(d, table.sourcePort.get(frame), names);
    case 'destinationPort':
      return portText(d, table.destinationPort.get(frame), names);
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

function portText(d: Dissection, port: number, names: NameResolution | undefined): string {
  if (port === 0) return '';
  return names?.port(d.packet.portKind === 17 ? 'udp' : 'tcp', port) ?? String(port);
}
