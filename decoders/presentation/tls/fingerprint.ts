import type { Cursor } from '../../model/cursor.ts';
import { isGrease } from './grease.ts';
import { md5 } from './md5.ts';
import { f } from './tls-fields.ts';

const SUPPORTED_GROUPS = 10;
const POINT_FORMATS = 11;

/**
 * Notes JA3, the fingerprint of a client by what its hello offers: version, cipher suites, extensions, groups and point
 * formats, values that mean nothing left out.
 *
 * @param start position of the message's version
 */
export function noteClientFingerprint(c: Cursor, start: number): void {
  if (!c.wants(f.ja3) && !c.wants(f.ja3Full)) return;
  const reader = new Reader(c, start);
  const version = reader.u16();
  reader.skip(32);
  reader.skip(reader.u8());
  const suites = reader.list(reader.u16());
  reader.skip(reader.u8());
  const { types, groups, formats } = reader.extensions();
  const text = [version, ...[suites, types, groups, formats].map((list) => list.join('-'))].join(',');
  c.generated(f.ja3Full, 0, text);
  c.generated(f.ja3, 0, md5(text));
}

/** Notes JA3S, the fingerprint of a server by what it chose: version, cipher suite and extensions. */
export function noteServerFingerprint(c: Cursor, start: number): void {
  if (!c.wants(f.ja3s) && !c.wants(f.ja3sFull)) return;
  const reader = new Reader(c, start);
  const version = reader.u16();
  reader.skip(32);
  reader.skip(reader.u8());
  const suite = reader.u16();
  reader.skip(1);
  const text = [version, suite, reader.extensions().types.join('-')].join(',');
  c.generated(f.ja3sFull, 0, text);
  c.generated(f.ja3s, 0, md5(text));
}

/** Reads a message again that was decoded without damage; beyond the captured bytes everything is 0. */
class Reader {
  private readonly c: Cursor;
  private at: number;

  constructor(c: Cursor, at: number) {
    this.c = c;
    this.at = at;
  }

  skip(length: number): void {
    this.at += length;
  }

  u8(): number {
    return this.at < this.c.end ? this.c.peek8(this.at++) : 0;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }

  /** Values of two bytes each, in `length` bytes but not beyond `limit`. */
  list(length: number, limit = this.c.end): number[] {
    const out: number[] = [];
    for (const end = Math.min(this.at + length, limit); this.at + 1 < end; ) {
      const value = this.u16();
      if (!isGrease(value)) out.push(value);
    }
    return out;
  }

  extensions(): { types: number[]; groups: number[]; formats: number[] } {
    const types: number[] = [];
    let groups: number[] = [];
    let formats: number[] = [];
    const end = Math.min(this.u16() + this.at, this.c.end);
    while (this.at + 4 <= end) {
      const type = this.u16();
      const next = this.u16() + this.at;
      if (!isGrease(type)) types.push(type);
      if (type === SUPPORTED_GROUPS) groups = this.list(this.u16(), Math.min(next, end));
      else if (type === POINT_FORMATS)
        formats = Array.from({ length: Math.min(this.u8(), Math.min(next, end) - this.at) }, () => this.u8());
      this.at = next;
    }
    return { types, groups, formats };
  }
}
