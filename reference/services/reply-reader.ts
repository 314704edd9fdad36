import { ByteQueue } from '../machine/byte-queue.ts';

const longestLine = 65_536;

/** A reply of an SMTP or POP3 server: its lines, and whether it is a good one. */
interface Reply {
  ok: boolean;
  lines: string[];
}

/** Puts replies together from a stream of bytes. Undefined until a reply is whole; a sentence if it is none. */
export class ReplyReader {
  readonly #bytes = new ByteQueue();
  #lines: string[] = [];

  append(bytes: Buffer): void {
    this.#bytes.append(bytes);
  }

  /** SMTP: lines with a code, a hyphen after it in all but the last (RFC 5321 section 4.2.1). */
  nextSmtp(): Reply | string | undefined {
    for (;;) {
      const line = this.#line();
      if (line === undefined || line === 'too-long') return line && 'a line of the server is too long';
      if (!/^[2-5]\d\d([ -]|$)/.test(line)) return `the server does not speak SMTP: ${line}`;
      this.#lines.push(line);
      if (line[3] !== '-') return this.#whole(line < '4');
    }
  }

  /** POP3: one line, or for a good reply to some commands more up to a line with a dot (RFC 1939 section 3). */
  nextPop3(multiLine: boolean): Reply | string | undefined {
    for (;;) {
      const line = this.#line();
      if (line === undefined || line === 'too-long') return line && 'a line of the server is too long';
      if (this.#lines.length === 0) {
        if (!/^(\+OK|-ERR)( |$)/.test(line)) return `the server does not speak POP3: ${line}`;
        this.#lines.push(line);
        if (line.startsWith('-')) return this.#whole(false);
        if (!multiLine) return this.#whole(true);
      } else if (line === '.') return this.#whole(true);
      else this.#lines.push(line.startsWith('.') ? line.slice(1) : line);
    }
  }

  #line(): string | 'too-long' | undefined {
    return this.#bytes.takeLine(longestLine);
  }

  #whole(ok: boolean): Reply {
    const lines = this.#lines;
    this.#lines = [];
    return { ok, lines };
  }
}
