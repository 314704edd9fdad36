import type { Dissection } from '../../../decoders/model/dissection.ts';
import type { Field } from '../../../decoders/model/field.ts';
import { type Mask, maskOf, maskUnion } from '../../../decoders/model/mask.ts';
import type { Registry } from '../../../decoders/model/registry.ts';
import { UsageError } from '../usage-error.ts';
import { type FrameFilter, frameFilter } from './frame-filter.ts';
import type { TapFrames } from './tap.ts';

export const calculations = ['FRAMES', 'BYTES', 'COUNT', 'SUM', 'MIN', 'MAX', 'AVG', 'LOAD'] as const;
/** What a column shows; both frames and bytes where no function is named. */
export type Calculation = (typeof calculations)[number] | 'BOTH';
/** How the values of a column's field are written. */
export type ValueKind = 'integer' | 'real' | 'time';

/** One interval of a column. Times are in nanoseconds, those of LOAD in microseconds. */
export interface IoCell {
  frames: number;
  counter: number;
  values: number;
}

/** A column of `-z io,stat`, as tshark counts it. */
export class IoColumn {
  readonly text: string;
  readonly calculation: Calculation;
  readonly kind: ValueKind;
  /** By number of the interval. */
  readonly cells = new Map<number, IoCell>();
  /** Last interval with frames. */
  last = 0;
  mostFrames = 0;
  /** The largest value, for the column's width. */
  most = 0;
  private readonly fields: readonly Field[];
  private readonly filter: FrameFilter;

  constructor(text: string, registry: Registry) {
    const { calculation, field, filter } = parseColumn(text);
    this.text = text;
    this.calculation = calculation;
    this.fields = field === '' ? [] : registry.fieldsNamed(field);
    if (field !== '' && this.fields.length === 0) throw new UsageError(`There is no field named '${field}'.`);
    this.kind = kindOf(this.fields[0]);
    this.check(field);
    const mask = maskOf(this.fields);
    this.filter = frameFilter(filter, registry, mask);
  }

  get mask(): Mask {
    return this.filter.mask.any ? maskUnion(this.filter.mask, maskOf(this.fields)) : maskOf(this.fields);
  }

  /** @param interval length in microseconds, Infinity for one interval only */
  frame(d: Dissection, frames: TapFrames, row: number, interval: number): void {
    if (!this.filter.passes(d, frames)) return;
    const cell = this.cell(row);
    this.last = Math.max(this.last, row);
    cell.frames++;
    if (this.fields.length === 0) cell.counter += d.record.originalLength;
    else this.take(d, cell, row, interval);
    this.mostFrames = Math.max(this.mostFrames, cell.frames);
    this.most = Math.max(this.most, this.width(cell));
  }

  private cell(row: number): IoCell {
    let cell = this.cells.get(row);
    if (!cell) {
      cell = { frames: 0, counter: 0, values: 0 };
      this.cells.set(row, cell);
    }
    return cell;
  }

  private take(d: Dissection, cell: IoCell, row: number, interval: number): void {
    const { tape } = d.cursor;
    for (let at = 0; at < tape.count; at++) {
      if (!this.fields.some(({ id }) => id === tape.field[at])) continue;
      const object = tape.object[at];
      const value =
        typeof object === 'bigint'
          ? Number(object)
          : this.kind === 'time'
            ? Math.round(tape.value[at] * 1e9)
            : tape.value[at];
      const first = cell.values++ === 0;
      if (this.calculation === 'COUNT') cell.counter++;
      else if (this.calculation === 'SUM' || this.calculation === 'AVG') cell.counter += value;
      else if (this.calculation === 'MIN')
        cell.counter = first && cell.frames === 1 ? value : Math.min(cell.counter, value);
      else if (this.calculation === 'MAX') cell.counter = Math.max(cell.counter, value);
      else this.spread(Math.trunc(value / 1000), row, interval);
    }
  }

  /** A response time counts for the intervals in which it was waited. */
  private spread(microseconds: number, row: number, interval: number): void {
    let rest = microseconds;
    const here = interval === Number.POSITIVE_INFINITY ? rest : rest % interval;
    this.cell(row).counter += here;
    rest -= here;
    for (let at = row - 1; rest > 0 && at >= 0; at--) {
      const part = Math.min(rest, interval);
      this.cell(at).counter += part;
      rest -= part;
    }
  }

  private width({ counter, values }: IoCell): number {
    if (this.calculation === 'AVG') {
      if (values === 0) return 0;
      const average = counter / values;
      return this.kind === 'time'
        ? Math.floor((average + 5e8) / 1e9)
        : Math.floor(this.kind === 'real' ? average + 0.5 : average);
    }
    return this.kind === 'real' ? Math.floor(counter + 0.5) : counter;
  }

  private check(field: string): void {
    const [first] = this.fields;
    if (!first || this.calculation === 'COUNT') return;
    const { type } = first;
    if (this.calculation === 'LOAD' && type !== 'duration') {
      throw new UsageError('LOAD() is only supported for relative-time fields such as smb.time');
    }
    if (!/^(?:u?int\d+|double|duration)$/.test(type)) {
      throw new UsageError(
        `${field} doesn't have integral values, so ${this.calculation}(*) calculations are not supported on it.`,
      );
    }
  }
}

function parseColumn(text: string): { calculation: Calculation; field: string; filter: string } {
  const calculation = calculations.find((name) => text.startsWith(`${name}(`));
  if (!calculation) return { calculation: 'BOTH', field: '', filter: text };
  const begin = calculation.length + 1;
  const end = text.indexOf(')', begin);
  if (end < 0) throw new UsageError('Closing parenthesis missing from calculated expression.');
  const field = text.slice(begin, end);
  const bare = calculation === 'FRAMES' || calculation === 'BYTES';
  if (bare && field !== '')
    throw new UsageError(`${calculation} does not require or allow a field name within the parens.`);
  if (!bare && field === '') throw new UsageError(`You didn't specify a field name for ${calculation}(*).`);
  return { calculation, field, filter: text.slice(end + 1) };
}

function kindOf(field: Field | undefined): ValueKind {
  if (field?.type === 'double') return 'real';
  return field?.type === 'duration' ? 'time' : 'integer';
}
