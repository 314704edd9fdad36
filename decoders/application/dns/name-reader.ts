import type { Cursor } from '../../model/cursor.ts';
import { escapeText, utf8Text } from '../../tree/bytes-text.ts';

/** Longest name in characters, dots included (RFC 1035 section 2.3.4 allows 255 bytes with lengths). */
const MAX_TEXT = 253;
/** Pointers that a name may follow before it is taken for a loop. */
const MAX_POINTERS = 255;
/** Labels that may be looked at behind the pointers of one name, and of all names of a message beyond that. */
const MAX_LABELS = 512;
const MAX_FURTHER_LABELS = 65_536;

const POINTER = 0xc0;
const EXTENDED = 0x40;
const BIT_STRING = 0x41;

const READ = 0;
const ROOT = 1;
const TOO_LONG = 2;
const LOOPS = 3;
const UNKNOWN_LABEL = 4;

const outcomes: readonly string[] = [
  '',
  '<Root>',
  '<Name too long>',
  '<Name contains a pointer that loops>',
  '<Unknown extended label>',
];

/**
 * Reads domain names with compression (RFC 1035 section 4.1.4). The labels of the name read last are kept until the next
 * one; text is made of them only on demand. Pointers may lead anywhere in the message; work is bounded for any bytes.
 */
export class NameReader {
  /** Index of the message's first byte, from which pointers count, and the ends of the message. */
  private start = 0;
  private limit = 0;
  private end = 0;
  private readonly labels = new Uint8Array(MAX_TEXT + 1);
  private length = 0;
  private further = 0;
  private outcome = READ;

  /** Begins a message whose first byte is `start`; it reaches to the cursor's present ends. */
  begin(c: Cursor, start: number): void {
    this.start = start;
    this.limit = c.limit;
    this.end = c.end;
    this.further = 0;
  }

  /** Reads the name at the cursor's position and advances behind it. */
  read(c: Cursor): void {
    const { bytes } = c;
    const first = c.pos;
    let at = first;
    let { end } = c;
    let behind = -1;
    let pointers = 0;
    this.length = 0;
    this.outcome = READ;
    for (let labels = 0; ; ) {
      if (behind >= 0 && ++labels > MAX_LABELS && ++this.further > MAX_FURTHER_LABELS) break;
      if (at >= end) this.short(c, at, 1, behind);
      const size = bytes[at++];
      if (size === 0) break;
      const kind = size & POINTER;
      if (kind === 0) {
        if (at + size > end) this.short(c, at, size, behind);
        this.label(bytes, at, size);
        at += size;
      } else if (kind === POINTER) {
        if (at >= end) this.short(c, at, 1, behind);
        const target = this.start + (((size & 0x3f) << 8) | bytes[at++]);
        if (behind < 0) {
          behind = at;
          end = this.end;
        }
        if (++pointers > MAX_POINTERS) {
          this.outcome = LOOPS;
          break;
        }
        at = target;
      } else if (kind === EXTENDED) {
        if (size !== BIT_STRING) {
          this.outcome = UNKNOWN_LABEL;
          break;
        }
        if (at >= end) this.short(c, at, 1, behind);
        const bits = bytes[at] === 0 ? 256 : bytes[at];
        const octets = (bits + 7) >>> 3;
        if (at + 1 + octets > end) this.short(c, at, 1 + octets, behind);
        this.bitString(bytes, at + 1, octets, bits);
        at += 1 + octets;
      } else c.malformed('a label of a domain name has an unknown type');
    }
    c.pos = behind < 0 ? at : behind;
    if (this.outcome === UNKNOWN_LABEL && c.pos - first < 2) c.malformed('a domain name has an unknown extended label');
    if (this.outcome === READ && this.length === 0 && c.pos - first <= 2) this.outcome = ROOT;
  }

  /** The name as text: labels separated by dots; what is no UTF-8 is replaced, a NUL ends it. */
  text(): string {
    if (this.outcome !== READ) return outcomes[this.outcome];
    let length = 0;
    while (length < this.length && this.labels[length] !== 0) length++;
    return utf8Text(this.labels, 0, length);
  }

  /** Length in bytes before text is made of it; 0 for a single character. */
  get byteLength(): number {
    const length = this.outcome === READ ? this.length : outcomes[this.outcome].length;
    return length > 1 ? length : 0;
  }

  /** Labels as the dots of the name tell; the root counts as one. */
  get labelCount(): number {
    if (this.byteLength === 0) return 0;
    if (this.outcome !== READ) return 1;
    let count = 1;
    for (let i = 0; i < this.length; i++) if (this.labels[i] === 0x2e) count++;
    return count;
  }

  /** {@link text} made printable. */
  shown(): string {
    return escapeText(this.text());
  }

  private label(bytes: Uint8Array, at: number, size: number): void {
    if (this.outcome !== READ) return;
    const dot = this.length > 0 ? 1 : 0;
    if (this.length + dot + size > MAX_TEXT) {
      this.outcome = TOO_LONG;
      return;
    }
    if (dot) this.labels[this.length++] = 0x2e;
    for (let i = 0; i < size; i++) this.labels[this.length++] = bytes[at + i];
  }

  /** Bit-string labels (RFC 2673, historic): `\[x0a0b/16]`. */
  private bitString(bytes: Uint8Array, at: number, octets: number, bits: number): void {
    const dot = this.length > 0 ? 1 : 0;
    if (this.outcome !== READ || this.length + dot + 2 * octets + 8 > MAX_TEXT) {
      this.outcome = TOO_LONG;
      return;
    }
    if (dot) this.labels[this.length++] = 0x2e;
    this.ascii(0x5c, 0x5b, 0x78);
    for (let i = at; i < at + octets; i++) this.ascii(hexDigit(bytes[i] >>> 4), hexDigit(bytes[i] & 15));
    this.ascii(0x2f);
    if (bits >= 100) this.ascii(0x30 + Math.floor(bits / 100));
    if (bits >= 10) this.ascii(0x30 + (Math.floor(bits / 10) % 10));
    this.ascii(0x30 + (bits % 10), 0x5d);
  }

  private ascii(a: number, b = 0, c = 0): void {
    this.labels[this.length++] = a;
    if (b !== 0) this.labels[this.length++] = b;
    if (c !== 0) this.labels[this.length++] = c;
  }

  /** Ends the layer as a read past an end does: past the message's end when a pointer led there. */
  private short(c: Cursor, at: number, length: number, behind: number): never {
    if (behind >= 0) {
      c.limit = this.limit;
      c.end = this.end;
    }
    c.pos = at;
    c.short(length);
  }
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
