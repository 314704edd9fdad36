import type { DispatchTable } from '../dispatch/tables.ts';
import type { Dissection } from './dissection.ts';
import { ERROR, type ExpertGroup, remarkFields, type Severity } from './expert.ts';
import type { Field } from './field.ts';
import type { FieldGroup } from './field-group.ts';
import type { COMPLETE, MALFORMED_LAYER } from './layer-rows.ts';
import type { Protocol } from './protocol.ts';
import { MALFORMED, TRUNCATED } from './signal.ts';
import { GENERATED, Tape, type TapeObject, UNDECODED } from './tape.ts';

/**
 * Reads one layer in wire order. Every read advances; it notes its field on the tape only if the mask asks for it, and
 * returns the value whether it was noted or not.
 *
 * Positions are absolute indices into `bytes`. Three ends bound a read: `limit` is the end of the bytes the packet says
 * it has (narrowed by {@link scope}), `captured` the end of what was captured, `end` the smaller of the two. A read past
 * `limit` makes the layer malformed, one past `captured` truncated; both leave `decode` by a preallocated signal.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0);
  /** Index of the source's first byte in `bytes`; noted ranges are relative to it. */
  base = 0;
  pos = 0;
  end = 0;
  limit = 0;
  captured = 0;
  source = 0;
  /** True when any field is wanted: guards work that only serves noting. */
  noting = false;
  mask: Uint8Array = new Uint8Array(0);
  readonly tape = new Tape();
  depth = 1;
  layer = 0;
  /** Facts and next layers: the frame as a whole. */
  readonly frame: Dissection;
  /** Where the last integer was read, for {@link bits}. */
  private lastStart = 0;
  private lastLength = 0;

  constructor(frame: Dissection) {
    this.frame = frame;
  }

  /** Bytes left before the layer's own end, whether captured or not. */
  get remaining(): number {
    return this.limit - this.pos;
  }

  /** Bytes left that were captured. */
  get available(): number {
    return this.end - this.pos;
  }

  wants(field: Field): boolean {
    return this.noting && this.mask[field.id] !== 0;
  }

  /** True when a noted entry is shown as a line of the tree: guards making its text for {@link label}. */
  labels(entry: number): boolean {
    return entry >= 0 && this.mask[this.mask.length - 1] !== 0;
  }

  // Reads

  u8(field: Field): number {
    const at = this.pos;
    if (at >= this.end) this.short(1);
    this.pos = at + 1;
    const value = this.bytes[at];
    if (this.noting) this.read(field, at, 1, value);
    return value;
  }

  u16(field: Field): number {
    const at = this.pos;
    if (at + 2 > this.end) this.short(2);
    this.pos = at + 2;
    const value = (this.bytes[at] << 8) | this.bytes[at + 1];
    if (this.noting) this.read(field, at, 2, value);
    return value;
  }

  u24(field: Field): number {
    const at = this.pos;
    if (at + 3 > this.end) this.short(3);
    this.pos = at + 3;
    const value = (this.bytes[at] << 16) | (this.bytes[at + 1] << 8) | this.bytes[at + 2];
    if (this.noting) this.read(field, at, 3, value);
    return value;
  }

  u32(field: Field): number {
    const at = this.pos;
    if (at + 4 > this.end) this.short(4);
    this.pos = at + 4;
    const value = this.peek32(at);
    if (this.noting) this.read(field, at, 4, value);
    return value;
  }

  /** Notes a bigint; returns a number, exact up to 2^53. */
  u64(field: Field): number {
    const at = this.pos;
    if (at + 8 > this.end) this.short(8);
    this.pos = at + 8;
    const high = this.peek32(at);
    const low = this.peek32(at + 4);
    const value = high * 0x1_0000_0000 + low;
    if (!this.noting) return value;
    this.lastStart = at;
    this.lastLength = 8;
    if (this.mask[field.id] !== 0) this.note(field, at, 8, value, 0, (BigInt(high) << 32n) | BigInt(low));
    return value;
  }

  u16le(field: Field): number {
    const at = this.pos;
    if (at + 2 > this.end) this.short(2);
    this.pos = at + 2;
    const value = this.bytes[at] | (this.bytes[at + 1] << 8);
    if (this.noting) this.read(field, at, 2, value);
    return value;
  }

  u32le(field: Field): number {
    const at = this.pos;
    if (at + 4 > this.end) this.short(4);
    this.pos = at + 4;
    const b = this.bytes;
    const value = (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) >>> 0;
    if (this.noting) this.read(field, at, 4, value);
    return value;
  }

  /** Reads an IPv4 address as an unsigned number. */
  ipv4(field: Field): number {
    return this.u32(field);
  }

  /** Reads `length` bytes of a field whose value is its bytes: addresses, bytes, plain text. Returns their position. */
  take(field: Field, length: number): number {
    const at = this.pos;
    if (length < 0 || at + length > this.end) this.short(length);
    this.pos = at + length;
    if (!this.noting) return at;
    this.lastStart = at;
    this.lastLength = length;
    if (this.mask[field.id] !== 0) this.note(field, at, length, 0);
    return at;
  }

  skip(length: number): void {
    if (length < 0 || this.pos + length > this.end) this.short(length);
    this.pos += length;
  }

  // Looking without reading; the caller has checked that the bytes are there.

  peek8(at: number): number {
    return this.bytes[at];
  }

  peek16(at: number): number {
    return (this.bytes[at] << 8) | this.bytes[at + 1];
  }

  peek32(at: number): number {
    const b = this.bytes;
    return ((b[at] << 24) | (b[at + 1] << 16) | (b[at + 2] << 8) | b[at + 3]) >>> 0;
  }

  // Noting without reading

  /** Notes a bit field of the word that was read last; `word` is its value. Returns the shifted value. */
  bits(field: Field, word: number): number {
    const value = field.mask ? (word & field.mask) >>> field.shift : word;
    if (this.noting && this.mask[field.id] !== 0) this.note(field, this.lastStart, this.lastLength, value);
    return value;
  }

  /** The pass wants one of the fields. */
  wantsAny(group: FieldGroup): boolean {
    return this.noting && group.in(this.mask);
  }

  /** Notes a value at a range of the source. Returns the tape index, or -1 when the field is not wanted. */
  at(field: Field, start: number, length: number, value: number, object?: TapeObject): number {
    return this.noting && this.mask[field.id] !== 0 ? this.note(field, start, length, value, 0, object) : -1;
  }

  /** As {@link at}, for `length` bytes at `start` of another source than the layer's own. */
  elsewhere(field: Field, source: number, start: number, length: number, object?: TapeObject): number {
    if (this.mask[field.id] === 0) return -1;
    return this.tape.append(field, start, length, 0, this.depth, this.layer, source, 0, object);
  }

  /** Notes a derived value, one without bytes of its own. */
  generated(field: Field, value: number, object?: TapeObject): number {
    return this.noting && this.mask[field.id] !== 0 ? this.note(field, this.pos, 0, value, GENERATED, object) : -1;
  }

  /** Notes a derived value that stands for a range of the source. */
  derived(field: Field, start: number, length: number, value: number, object?: TapeObject): number {
    return this.noting && this.mask[field.id] !== 0 ? this.note(field, start, length, value, GENERATED, object) : -1;
  }

  /** Replaces the standard `Title: value` of a noted entry; ignores -1. */
  label(entry: number, text: string): void {
    if (this.labels(entry)) this.tape.label[entry] = text;
  }

  // Nesting: entries noted between open and close are children of the entry before.

  /** Opens a level below the entry noted last. */
  nest(): void {
    this.depth++;
  }

  unnest(): void {
    this.depth--;
  }

  /** Begins a heading at the current position; {@link close} sets its length. Returns the tape index or -1. */
  open(field: Field): number {
    const entry = this.mask[field.id] !== 0 ? this.note(field, this.pos, 0, 0) : -1;
    this.depth++;
    return entry;
  }

  close(entry: number): void {
    this.depth--;
    if (entry >= 0) this.tape.length[entry] = this.pos - this.base - this.tape.start[entry];
  }

  // Ends

  /**
   * Narrows the reported end to `length` bytes from here and returns the previous end, to be given to {@link leave}.
   * A length beyond the present end is clamped: reading past it is then malformed.
   */
  scope(length: number): number {
    const outer = this.limit;
    const wanted = this.pos + length;
    if (wanted < outer) {
      this.limit = wanted;
      this.end = Math.min(wanted, this.captured);
    }
    return outer;
  }

  leave(outer: number): void {
    this.limit = outer;
    this.end = Math.min(outer, this.captured);
  }

  /**
   * Adds an expert note to the layer, as a child of the level that is open. `reason` is a constant, or made only when
   * {@link noting}. `field` is Wireshark's name of the note, a hidden field without value: `ip.ttl.too_small`.
   */
  expert(severity: Severity, group: ExpertGroup, reason: string, field?: Field): void {
    this.frame.expert(severity, group, reason, field);
  }

  /** As {@link expert}, for a note that Wireshark does not make: it has fields of its own. */
  remark(severity: Severity, group: ExpertGroup, reason: string, field?: Field): void {
    this.frame.expert(severity, group, reason, field, remarkFields);
  }

  /** Marks the layer malformed, with the reason as an expert note, and stops decoding it. */
  malformed(reason: string): never {
    this.frame.expert(ERROR, 'Malformed', reason);
    throw MALFORMED;
  }

  /** Ends the layer as a read past an end does. */
  short(length: number): never {
    throw length < 0 || this.pos + length > this.limit ? MALFORMED : TRUNCATED;
  }

  // What follows

  /**
   * Ends the header here and hands `length` bytes (default: the rest) to the protocol that claims `value` in the table.
   * Bytes of an unclaimed number are shown as data. A length beyond the layer's end is clamped and marks it malformed.
   */
  next(table: DispatchTable, value: number, length = this.limit - this.pos): void {
    this.frame.layers.choose(this.layer, table.index, value);
    this.frame.follow(this.frame.registry.lookup(table, value), this.pos, length);
  }

  /** Says what the layer announced next is, by bytes of this one: the media type of a body. */
  about(start: number, length: number): void {
    this.frame.about(start, length);
  }

  /** As {@link next}, for a protocol that was chosen otherwise; undefined shows the bytes as data. */
  hand(protocol: Protocol | undefined, length = this.limit - this.pos): void {
    this.frame.follow(protocol, this.pos, length);
  }

  /** As {@link next}, for a packet that is quoted in an error message: it leaves the frame's registers alone. */
  quote(table: DispatchTable, value: number, length = this.limit - this.pos): void {
    this.frame.quoting = true;
    this.next(table, value, length);
    this.frame.quoting = false;
  }

  /** Ends the header here; the rest of the layer is data of no known protocol. */
  rest(): void {
    this.frame.follow(undefined, this.pos, this.limit - this.pos);
  }

  /** Notes the bytes up to the scope's end as undecoded. */
  undecoded(field: Field): void {
    if (this.pos < this.end) {
      if (this.mask[field.id] !== 0) this.note(field, this.pos, this.end - this.pos, 0, UNDECODED);
      this.pos = this.end;
    }
  }

  state<T>(protocol: Protocol<T>): T {
    return this.frame.session.state(protocol);
  }

  /** Marks the layer without leaving `decode`. */
  flag(state: typeof COMPLETE | typeof MALFORMED_LAYER): void {
    this.frame.layers.mark(this.layer, state);
  }

  /** Notes an integer that was read, if it is wanted. */
  private read(field: Field, at: number, length: number, value: number): void {
    this.lastStart = at;
    this.lastLength = length;
    if (this.mask[field.id] !== 0) {
      this.note(field, at, length, field.mask ? (value & field.mask) >>> field.shift : value);
    }
  }

  private note(field: Field, at: number, length: number, value: number, flags = 0, object?: TapeObject): number {
    return this.tape.append(field, at - this.base, length, value, this.depth, this.layer, this.source, flags, object);
  }
}
