import { ByteQueue } from '../../machine/byte-queue.ts';

/** A header field as it was sent, name and value, in order. */
export type Field = [name: string, value: string];

export interface MessageHead {
  /** Request line or status line, split at its first two spaces. */
  start: [string, string, string];
  fields: Field[];
}

type MessagePart =
  | { type: 'head'; head: MessageHead }
  | { type: 'body'; bytes: Buffer }
  | { type: 'over' }
  | { type: 'bad'; status: 400 | 413 | 414 | 431 | 501 | 505; reason: string };

/** How the body of a message ends. */
export type Framing = { by: 'none' } | { by: 'length'; length: number } | { by: 'chunks' } | { by: 'close' };

const longestLine = 8_192;
const mostFields = 100;
const mostFieldBytes = 32_768;

/** The value of a field, without regard to case; several are joined with commas (RFC 9110 section 5.2). */
export function fieldValue(fields: Field[], name: string): string | undefined {
  const values = fields.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
  return values.length > 0 ? values.join(', ') : undefined;
}

/** What the Transfer-Encoding and Content-Length fields say (RFC 9112 section 6.3), or why they contradict each other. */
export function bodyFraming(fields: Field[]): Framing | { bad: 400 | 501; reason: string } {
  const coding = fieldValue(fields, 'transfer-encoding');
  const length = fieldValue(fields, 'content-length');
  if (coding !== undefined) {
    if (length !== undefined) return { bad: 400, reason: 'both Transfer-Encoding and Content-Length' };
    if (coding.toLowerCase() !== 'chunked') return { bad: 501, reason: `unknown transfer coding ${coding}` };
    return { by: 'chunks' };
  }
  if (length === undefined) return { by: 'none' };
  if (!/^\d{1,15}$/.test(length)) return { bad: 400, reason: 'the Content-Length is not a number' };
  return { by: 'length', length: Number(length) };
}

/**
 * Splits a stream of bytes into HTTP/1 messages (RFC 9112). The owner asks for part after part and, after each head,
 * says how its body is framed, since that of a response depends on the request.
 */
export class MessageReader {
  readonly #bytes = new ByteQueue();
  #state:
    | 'start'
    | 'fields'
    | 'framing'
    | 'length'
    | 'close'
    | 'chunk'
    | 'chunk-data'
    | 'chunk-end'
    | 'trailer'
    | 'bad' = 'start';
  #head: MessageHead = { start: ['', '', ''], fields: [] };
  #fieldBytes = 0;
  #left = 0;
  #blankLines = 0;

  append(bytes: Uint8Array): void {
    this.#bytes.append(bytes);
  }

  /** Whether a message has begun and is not over. */
  get inside(): boolean {
    return this.#state !== 'start' || this.#bytes.length > 0;
  }

  /** Says how the body of the last head is framed. */
  frame(framing: Framing): void {
    this.#left = framing.by === 'length' ? framing.length : 0;
    this.#state = framing.by === 'chunks' ? 'chunk' : framing.by === 'close' ? 'close' : 'length';
  }

  /** The next part, or undefined until more bytes arrive. */
  next(): MessagePart | undefined {
    for (;;) {
      switch (this.#state) {
        case 'start':
        case 'fields':
        case 'chunk':
        case 'chunk-end':
        case 'trailer': {
          const line = this.#bytes.takeLine(longestLine);
          if (line === undefined) return undefined;
          if (line === 'too-long') return this.#bad(this.#state === 'start' ? 414 : 431, 'a line is too long');
          const part = this.#line(line);
          if (part !== undefined) return part;
          break;
        }
        case 'length':
        case 'chunk-data': {
          if (this.#left === 0) {
            if (this.#state === 'length') return this.#over();
            this.#state = 'chunk-end';
            break;
          }
          if (this.#bytes.length === 0) return undefined;
          const bytes = this.#bytes.takeUpTo(this.#left);
          this.#left -= bytes.length;
          return { type: 'body', bytes };
        }
        case 'close':
          if (this.#bytes.length === 0) return undefined;
          return { type: 'body', bytes: this.#bytes.takeUpTo(this.#bytes.length) };
        default:
          return undefined;
      }
    }
  }

  #line(line: string): MessagePart | undefined {
    switch (this.#state) {
      case 'start': {
        if (line === '') return ++this.#blankLines > 4 ? this.#bad(400, 'blank lines instead of a message') : undefined;
        this.#blankLines = 0;
        const first = line.indexOf(' ');
        const second = line.indexOf(' ', first + 1);
        if (first <= 0) return this.#bad(400, 'the first line is not HTTP');
        const end = second < 0 ? line.length : second;
        this.#head = { start: [line.slice(0, first), line.slice(first + 1, end), line.slice(end + 1)], fields: [] };
        this.#fieldBytes = 0;
        this.#state = 'fields';
        return undefined;
      }
      case 'fields':
        if (line !== '') return this.#field(line, this.#head.fields);
        this.#state = 'framing';
        return { type: 'head', head: this.#head };
      case 'trailer':
        if (line !== '') return this.#field(line, []);
        return this.#over();
      case 'chunk': {
        const size = /^([0-9a-fA-F]{1,8})[ \t]*(;.*)?$/.exec(line);
        if (size === null) return this.#bad(400, 'a chunk size is not a hexadecimal number');
        this.#left = Number.parseInt(size[1], 16);
        this.#state = this.#left === 0 ? 'trailer' : 'chunk-data';
        return undefined;
      }
      default:
        if (line !== '') return this.#bad(400, 'a chunk does not end where its size says');
        this.#state = 'chunk';
        return undefined;
    }
  }

  #field(line: string, fields: Field[]): MessagePart | undefined {
    const parts = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (parts === null) return this.#bad(400, 'a header line is not a name, a colon and a value');
    this.#fieldBytes += line.length;
    if (fields.length >= mostFields || this.#fieldBytes > mostFieldBytes)
      return this.#bad(431, 'too many header fields');
    fields.push([parts[1], parts[2]]);
    return undefined;
  }

  #over(): MessagePart {
    this.#state = 'start';
    return { type: 'over' };
  }

  #bad(status: 400 | 414 | 431, reason: string): MessagePart {
    this.#state = 'bad';
    this.#bytes.clear();
    return { type: 'bad', status, reason };
  }
}
