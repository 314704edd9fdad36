import { allFields, type Field } from './field.ts';

/** What a field's value is where a number is not enough: text, 64-bit integers, bytes without a range of their own. */
export type TapeObject = string | bigint | Uint8Array | undefined;

/** Bits of {@link Tape.flags}. */
export const GENERATED = 1; // derived, has no bytes of its own; shown in square brackets
export const HIDDEN = 2;
export const UNDECODED = 4; // bytes that no field claimed

const MAX_ENTRIES = 1 << 16;

/**
 * The fields noted in one frame, in wire order, as columns; reused for every frame.
 *
 * | column | content |
 * |---|---|
 * | field | field id |
 * | start, length | byte range within the source; length 0 for generated fields |
 * | source | index of the byte source: 0 is the frame, others are reassembled or decoded data |
 * | value | numbers, booleans (0/1), IPv4 addresses, seconds of durations; undefined for other types |
 * | object | text, 64-bit value or bytes, where the value is no number or the bytes alone do not tell |
 * | label | text shown instead of the standard `Title: value`, or undefined |
 * | depth | nesting: children follow their parent with a greater depth |
 * | layer | index of the layer row |
 *
 * Example, the first fields of a UDP header at byte 34 (layer 3):
 * `udp 34+8 depth 0`, `udp.srcport 34+2 =53 depth 1`, `udp.dstport 36+2 =40000 depth 1`.
 */
export class Tape {
  count = 0;
  /** True when a frame had more fields than the tape holds; the rest was decoded but not noted. */
  overflowed = false;
  field = new Uint16Array(512);
  start = new Int32Array(512);
  length = new Int32Array(512);
  value = new Float64Array(512);
  depth = new Uint8Array(512);
  layer = new Uint8Array(512);
  source = new Uint8Array(512);
  flags = new Uint8Array(512);
  readonly object: TapeObject[] = [];
  readonly label: (string | undefined)[] = [];
  /** By field id: index of its first entry. Says nothing where that entry is not of the field, so it is never cleared. */
  private readonly firsts = new Uint16Array(allFields().length);

  clear(): void {
    this.count = 0;
    this.overflowed = false;
  }

  /** Appends an entry and returns its index, or -1 when the tape is full. */
  append(
    field: Field,
    start: number,
    length: number,
    value: number,
    depth: number,
    layer: number,
    source: number,
    flags: number,
    object?: TapeObject,
  ): number {
    const at = this.count;
    if (at === this.field.length && !this.grow()) return -1;
    this.field[at] = field.id;
    this.start[at] = start;
    this.length[at] = length;
    this.value[at] = value;
    this.depth[at] = depth;
    this.layer[at] = layer;
    this.source[at] = source;
    this.flags[at] = field.hidden ? flags | HIDDEN : flags;
    this.object[at] = object;
    this.label[at] = undefined;
    if (this.first(field) < 0) this.firsts[field.id] = at;
    this.count = at + 1;
    return at;
  }

  /** Index of the field's first entry, or -1. */
  first(field: Field): number {
    const at = this.firsts[field.id];
    return at < this.count && this.field[at] === field.id ? at : -1;
  }

  private grow(): boolean {
    const size = this.field.length * 2;
    if (size > MAX_ENTRIES) {
      this.overflowed = true;
      return false;
    }
    this.field = grown(this.field, new Uint16Array(size));
    this.start = grown(this.start, new Int32Array(size));
    this.length = grown(this.length, new Int32Array(size));
    this.value = grown(this.value, new Float64Array(size));
    this.depth = grown(this.depth, new Uint8Array(size));
    this.layer = grown(this.layer, new Uint8Array(size));
    this.source = grown(this.source, new Uint8Array(size));
    this.flags = grown(this.flags, new Uint8Array(size));
    return true;
  }
}

function grown<T extends Uint8Array | Uint16Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from as never);
  return to;
}
