import type { Cursor } from '../../model/cursor.ts';
import { ERROR } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { latin, plainText, utf8Text } from '../../tree/bytes-text.ts';
import { xmlFields as f } from './xml-fields.ts';

/** Elements nested deeper are shown side by side. */
const MAX_DEPTH = 60;

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const QUESTION = 0x3f;
const BANG = 0x21;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Notes a document as a tree of its elements; it takes any text, well-formed or not. */
export class XmlReader {
  private readonly c: Cursor;
  /** Elements that are open. */
  private open = 0;

  constructor(c: Cursor) {
    this.c = c;
  }

  read(): void {
    const { c } = this;
    const { depth } = c;
    while (c.pos < c.end && !c.tape.overflowed) {
      if (c.bytes[c.pos] === LT && c.pos + 1 < c.end) this.markup();
      else this.characters();
    }
    c.depth = depth;
    c.pos = c.end;
  }

  private markup(): void {
    const { c } = this;
    const second = c.bytes[c.pos + 1];
    if (second === QUESTION) this.instruction();
    else if (second === SLASH) this.endTag();
    else if (second !== BANG) this.startTag();
    else if (this.begins('<!--')) this.upTo('-->', f.comment);
    else if (this.begins('<![CDATA[')) this.upTo(']]>', f.cdataSection);
    else this.doctype();
  }

  private characters(): void {
    const { c } = this;
    let end = c.pos;
    while (end < c.end && (c.bytes[end] !== LT || end === c.pos)) end++;
    let start = c.pos;
    let last = end;
    while (start < last && isBlank(c.bytes[start])) start++;
    while (last > start && isBlank(c.bytes[last - 1])) last--;
    if (start > c.pos) c.at(f.blanks, c.pos, start - c.pos, 0);
    if (last > start) this.item(f.cdata, start, last);
    if (end > last) c.at(f.blanks, last, end - last, 0);
    c.pos = end;
  }

  private instruction(): void {
    const { c } = this;
    const start = c.pos;
    const end = this.find('?>', start + 2);
    const name = this.nameEnd(start + 2, end);
    const declares = this.begins('<?xml') && name === start + 5;
    const field = declares ? f.declaration : f.instruction;
    c.label(c.at(field, start, end - start, 0), plainText(c.bytes, start, name));
    c.nest();
    const close = Math.max(name, end - 2);
    this.attributes(name, close, declares ? declarationField : pieceField);
    c.at(f.end, close, end - close, 0);
    c.unnest();
    c.pos = end;
  }

  private startTag(): void {
    const { c } = this;
    const start = c.pos;
    const end = this.tagEnd(start + 1);
    const name = this.nameEnd(start + 1, end);
    const empty = c.bytes[end - 2] === SLASH && c.bytes[end - 1] === GT;
    const close = end - (c.bytes[end - 1] === GT ? (empty ? 2 : 1) : 0);
    const entry = c.at(f.tag, start, end - start, 0);
    const first = c.tape.count;
    c.nest();
    const last = this.attributes(name, close);
    if (entry >= 0) c.label(entry, plainText(c.bytes, start, last < 0 ? end : name));
    if (last >= first) c.label(last, c.tape.label[last] + plainText(c.bytes, close, end));
    if (empty || this.open >= MAX_DEPTH) c.unnest();
    else this.open++;
    c.pos = end;
  }

  private endTag(): void {
    const { c } = this;
    const start = c.pos;
    const end = this.tagEnd(start + 2);
    c.at(f.end, start, end - start, 0);
    if (this.open > 0) {
      this.open--;
      c.unnest();
    } else {
      c.nest();
      c.expert(ERROR, 'Malformed', f.unopened.title, f.unopened);
      c.unnest();
    }
    c.pos = end;
  }

  private doctype(): void {
    const { c } = this;
    const start = c.pos;
    let brackets = 0;
    let at = start + 2;
    for (; at < c.end; at++) {
      const byte = c.bytes[at];
      if (byte === OPEN_BRACKET) brackets++;
      else if (byte === CLOSE_BRACKET) brackets--;
      else if (byte === GT && brackets <= 0) break;
    }
    const end = Math.min(at + 1, c.end);
    c.label(c.at(f.doctype, start, end - start, 0, this.rootName(start, end)), plainText(c.bytes, start, end));
    c.pos = end;
  }

  /** The second word of a document type declaration. */
  private rootName(start: number, end: number): string {
    let at = this.nameEnd(start + 2, end);
    while (at < end && isBlank(this.c.bytes[at])) at++;
    return utf8Text(this.c.bytes, at, this.nameEnd(at, end));
  }

  /** Notes the attributes of [start, end), each shown as it stands. Returns the entry noted last, or -1. */
  private attributes(start: number, end: number, fieldOf: (name: string) => Field = attributeField): number {
    const { c } = this;
    let last = -1;
    for (let at = start; at < end && !this.c.tape.overflowed; ) {
      while (at < end && isBlank(c.bytes[at])) at++;
      let next = at;
      while (next < end && !isBlank(c.bytes[next])) {
        const quote = c.bytes[next++];
        if (quote !== QUOTE && quote !== APOSTROPHE) continue;
        while (next < end && c.bytes[next] !== quote) next++;
        next = Math.min(next + 1, end);
      }
      if (next > at) last = Math.max(last, this.attribute(at, next, fieldOf));
      at = next;
    }
    return last;
  }

  /** Notes an attribute; fields of a name of their own hold what stands between the quotes. */
  private attribute(start: number, end: number, fieldOf: (name: string) => Field): number {
    const { c } = this;
    let equals = start;
    while (equals < end && c.bytes[equals] !== EQUALS) equals++;
    const field = fieldOf(latin(c.bytes, start, equals));
    if (field === f.attribute || field === f.piece || end - equals < 3) return this.labelled(field, start, end);
    const entry = c.at(field, equals + 2, end - equals - 3, 0);
    if (entry >= 0) c.label(entry, plainText(c.bytes, start, end));
    return entry;
  }

  private upTo(text: string, field: Field): void {
    this.item(field, this.c.pos, this.find(text, this.c.pos + 4));
  }

  private item(field: Field, start: number, end: number): void {
    this.labelled(field, start, end);
    this.c.pos = end;
  }

  /** Notes a range and shows it as it is. */
  private labelled(field: Field, start: number, end: number): number {
    const { c } = this;
    const entry = c.at(field, start, end - start, 0);
    if (entry >= 0) c.label(entry, plainText(c.bytes, start, end));
    return entry;
  }

  /** Index behind the next occurrence of an ASCII text, or the end. */
  private find(text: string, from: number): number {
    const { bytes, end } = this.c;
    for (let at = from; at + text.length <= end; at++) {
      let i = 0;
      while (i < text.length && bytes[at + i] === text.charCodeAt(i)) i++;
      if (i === text.length) return at + i;
    }
    return end;
  }

  private begins(text: string): boolean {
    const { bytes, pos, end } = this.c;
    if (pos + text.length > end) return false;
    for (let i = 0; i < text.length; i++) if (bytes[pos + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  private nameEnd(start: number, end: number): number {
    const { bytes } = this.c;
    let at = start;
    while (at < end && !isBlank(bytes[at]) && bytes[at] !== GT && bytes[at] !== QUESTION) {
      if (bytes[at] === SLASH && bytes[at + 1] === GT) break;
      at++;
    }
    return at;
  }

  /** Index behind the `>` of a tag; quoted ones do not count. */
  private tagEnd(start: number): number {
    const { bytes, end } = this.c;
    let quote = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (quote !== 0) quote = byte === quote ? 0 : quote;
      else if (byte === GT) return at + 1;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    }
    return end;
  }
}

const attributeField = (): Field => f.attribute;
const pieceField = (): Field => f.piece;

/** The field of an attribute of the declaration in front of the document. */
function declarationField(name: string): Field {
  if (name === 'version') return f.version;
  if (name === 'encoding') return f.encoding;
  return name === 'standalone' ? f.standalone : f.attribute;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
