import type { ByteSource } from '../../decoders/model/byte-source.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field } from '../../decoders/model/field.ts';
import { entryBytes, exportText } from '../../decoders/tree/value-text.ts';
import { chosen } from './ranges.ts';
import type { Range } from './syntax.ts';
import { type FilterValue, kindOf } from './value-kind.ts';

/** Reads one entry's value from the tape. */
export type ReadEntry = (d: Dissection, entry: number) => FilterValue;

/** How values of a field are read. */
export function entryReader(field: Field): ReadEntry {
  switch (kindOf(field.type)) {
    case 'ipv4':
      return (d, entry) => d.cursor.tape.value[entry] >>> 0;
    case 'bytes':
      // The frame layer has no header of its own: its bytes are all those of the frame.
      return field.name === 'frame' ? (d) => entirely(d.sources[0]) : entryBytes;
    case 'text':
      return (d, entry) => exportText(d, entry, field);
    case 'time':
    case 'duration':
      return nanoseconds;
    default:
      return field.type === 'bool' ? truth : number;
  }
}

function entirely({ bytes, start, end }: ByteSource): Uint8Array {
  return bytes.subarray(start, end);
}

function number(d: Dissection, entry: number): FilterValue {
  const object = d.cursor.tape.object[entry];
  return typeof object === 'bigint' ? object : d.cursor.tape.value[entry];
}

function truth(d: Dissection, entry: number): FilterValue {
  return d.cursor.tape.value[entry] ? 1 : 0;
}

function nanoseconds(d: Dissection, entry: number): FilterValue {
  const { object, value } = d.cursor.tape;
  const exact = object[entry];
  if (typeof exact === 'bigint') return exact;
  return Number.isFinite(value[entry]) ? BigInt(Math.round(value[entry] * 1e9)) : 0n;
}

/**
 * The bytes that `contains` and `matches` search: of a protocol all up to the end of what it carries, where its own value
 * ends with its header.
 */
export function searchedBytes(d: Dissection, entry: number): Uint8Array {
  const { tape } = d.cursor;
  const source = d.sources[tape.source[entry]];
  const layer = tape.layer[entry];
  if (!source || d.layers.source(layer) !== tape.source[entry]) return entryBytes(d, entry);
  const start = source.start + tape.start[entry];
  const end = Math.min(source.start + d.layers.end(layer), source.end);
  return start < end ? source.bytes.subarray(start, end) : entryBytes(d, entry);
}

/** Entries of a field, of all fields that share a name, in wire order; with `#` only those in the chosen layers. */
export class Entries {
  readonly fields: readonly Field[];
  readonly #layers: readonly Range[] | null;
  readonly #only: number;

  constructor(fields: readonly Field[], layers: readonly Range[] | null) {
    this.fields = fields;
    this.#layers = layers;
    this.#only = fields.length === 1 ? fields[0].id : -1;
  }

  /** The first entry at `from` or behind it, or -1. */
  next(d: Dissection, from: number): number {
    const { tape } = d.cursor;
    for (let entry = from; entry < tape.count; entry++) {
      if (!this.#has(tape.field[entry])) continue;
      if (this.#layers === null || this.#inChosenLayer(d, tape.layer[entry], this.#layers)) return entry;
    }
    return -1;
  }

  first(d: Dissection): number {
    if (this.#only < 0) return this.next(d, 0);
    const entry = d.cursor.tape.first(this.fields[0]);
    return entry < 0 || this.#layers === null ? entry : this.next(d, entry);
  }

  #has(id: number): boolean {
    if (this.#only >= 0) return id === this.#only;
    for (const field of this.fields) if (field.id === id) return true;
    return false;
  }

  #inChosenLayer(d: Dissection, layer: number, ranges: readonly Range[]): boolean {
    const rows = d.layers;
    const protocol = rows.protocol(layer);
    let position = 0;
    let count = 0;
    for (let i = 0; i < rows.count; i++) {
      if (rows.protocol(i) !== protocol || rows.joined(i)) continue;
      count++;
      if (i <= layer) position++;
    }
    return chosen(ranges, position, count);
  }
}
