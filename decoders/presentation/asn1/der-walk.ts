import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { valueText } from '../../tree/value-text.ts';
import { ber } from './asn1-fields.ts';
import { header, MAX_NESTING, readHeader } from './der.ts';

/** A value found in the bytes; positions are absolute. */
export interface Element {
  readonly tag: number;
  readonly constructed: boolean;
  /** First byte that a field of the whole value covers: its identifier, or its content where the tag is implicit. */
  readonly at: number;
  /** Content: from `start` up to `stop`. */
  readonly start: number;
  readonly stop: number;
  /** One past the value. */
  readonly end: number;
  /** Its length goes beyond what holds it: the content ends where that does. */
  readonly cut: boolean;
}

/** Characters of a heading's text. */
const LONGEST_SAID = 960;
/** Values that are visited at most in one certificate. */
const MAX_STEPS = 50_000;

/**
 * Takes a schema (asn1-types.ts) through values in DER and notes their fields. What does not fit the schema is shown as bytes,
 * with what was expected, and what stands behind it goes on: nothing throws. Made for one certificate, where its fields are
 * wanted.
 */
export class DerWalk {
  readonly c: Cursor;
  readonly bytes: Uint8Array;
  /** Texts of the tree's lines are wanted. */
  readonly labels: boolean;
  /** The object identifier read last: it says what the value behind it is. */
  oid = '';
  /** The name of the subject of the certificate read last. */
  subject = '';
  depth = 0;
  private steps = 0;
  private saidLast = '';

  constructor(c: Cursor) {
    this.c = c;
    this.bytes = c.bytes;
    this.labels = c.labels(0);
  }

  /** What the value read last says of itself, for the heading of what holds it: the text of a name. Cut where it is very long. */
  get said(): string {
    return this.saidLast;
  }

  set said(text: string) {
    this.saidLast = text.length > LONGEST_SAID ? `${text.slice(0, LONGEST_SAID)}…` : text;
  }

  /** The value at `at`, or undefined where there is none: then the bytes up to `end` are noted as unknown. */
  element(at: number, end: number): Element | undefined {
    const cut = !readHeader(this.bytes, at, end);
    if (cut && header.stop < 0) return this.unknown(at, end, 'cut');
    if (++this.steps > MAX_STEPS || this.depth > MAX_NESTING) return this.unknown(at, end, 'too many values');
    const { tag, constructed, start } = header;
    const stop = cut ? end : header.stop;
    return { tag, constructed, at, start, stop, end: cut ? end : header.end, cut };
  }

  /** Notes bytes that are not what was expected; none where something is missing. */
  unknown(start: number, end: number, why: string): undefined {
    const { c } = this;
    const entry = c.at(ber.unknown, start, Math.max(0, end - start), 0);
    this.say(entry, ber.unknown, (value) => `Unknown Data (${why})${start < end ? `: ${value}` : ''}`);
  }

  /** Gives a noted line its own text, made of the field's value as text. */
  say(entry: number, field: Field, text: (value: string) => string): void {
    if (this.labels && entry >= 0) this.c.label(entry, text(valueText(this.c.frame, entry, field)));
  }
}
