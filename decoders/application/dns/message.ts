import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { NameReader } from './name-reader.ts';

/** Reads the data of one type of record; the cursor's scope is the data. */
export type RecordData = (c: Cursor, m: DnsMessage) => void;

/** The message being decoded, as its parts need it. Reused. */
export class DnsMessage {
  readonly name = new NameReader();
  /** Multicast DNS: the highest bit of a class is a flag of its own. */
  multicast = false;
  /** What the record's heading says so far; undefined when it is not wanted. */
  heading: string | undefined;

  begin(c: Cursor, start: number, multicast: boolean): void {
    this.name.begin(c, start);
    this.multicast = multicast;
    this.heading = undefined;
  }

  /** Reads a name. */
  domain(c: Cursor, field: Field): void {
    const at = c.pos;
    this.name.read(c);
    if (c.wants(field)) c.at(field, at, c.pos - at, 0, this.name.text());
  }

  /** Reads a name and adds it to the record's heading behind `words`. */
  headedDomain(c: Cursor, field: Field, words: string): void {
    this.domain(c, field);
    if (this.heading !== undefined) this.heading += words + this.name.shown();
  }
}
