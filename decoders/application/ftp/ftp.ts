import { tcpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, fields, ipv4, text, uint16, uint32 } from '../../model/field.ts';
import { NEED_MORE } from '../../model/stream.ts';
import { latin } from '../../tree/bytes-text.ts';
import { commandStory } from '../lines/command-stories.ts';
import { lineEnd, replyCode, skipSpaces, textEnd, withoutLineEnd, wordEnd } from '../lines/lines.ts';
import { ftpReplies } from './ftp-replies.ts';
import { ftpStories } from './ftp-story.ts';

const PORT = 21;
const LF = 10;
const LONGEST_LINE = 4096;
const PASSIVE_MODE = 227;

const f = fields('ftp', {
  line: text('line', 'Line', { verbatim: true, help: 'A command, or a line of a reply.' }),
  isResponse: bool('response', 'Response', { hidden: true }),
  isRequest: bool('request', 'Request', { hidden: true }),
  command: text('request.command', 'Request command', { rfc: 'RFC 959 section 4.1' }),
  argument: text('request.arg', 'Request arg'),
  code: uint32('response.code', 'Response code', { names: ftpReplies, rfc: 'RFC 959 section 4.2' }),
  responseArgument: text('response.arg', 'Response arg'),
  passiveAddress: ipv4('passive.ip', 'Passive IP address', { help: 'Where the server waits for the data connection.' }),
  passivePort: uint16('passive.port', 'Passive port'),
  activeAddress: ipv4('active.cip', 'Active IP address', { help: 'Where the client waits for the data connection.' }),
  activePort: uint16('active.port', 'Active port'),
});

/** The control connection of FTP: commands and replies. */
export const ftp = protocol({
  name: 'ftp',
  title: 'File Transfer Protocol (FTP)',
  short: 'FTP',
  osi: 7,
  rule: 'asks a server to list, send and receive files',
  unit: 'message',
  rfc: [959],
  fields: f,
  claims: [[tcpPorts, PORT]],
  stream: { measure: wholeLines },
  decode(c) {
    const asks = c.frame.registers.targetPort === PORT;
    const start = c.pos;
    if (c.noting) {
      c.generated(asks ? f.isRequest : f.isResponse, 1);
      for (let first = true; c.pos < c.end; first = false) {
        const next = lineEnd(c.bytes, c.pos, c.end);
        c.at(f.line, c.pos, next - c.pos, 0);
        c.nest();
        if (asks) command(c, textEnd(c.bytes, c.pos, next));
        else if (first) reply(c, textEnd(c.bytes, c.pos, next));
        c.unnest();
        c.pos = next;
      }
    }
    c.pos = start;
    c.skip(c.remaining);
  },
  info: (v) => `${v.has(f.isRequest) ? 'Request' : 'Response'}: ${withoutLineEnd(v.text(f.line))}`,
  infoFields: [f.isRequest, f.line],
  story: (v) => {
    if (v.has(f.command)) return commandStory(ftpStories, v.text(f.command), v.text(f.argument));
    const code = v.num(f.code);
    return Number.isNaN(code) ? 'Carries more lines of a reply.' : `Answers ${code}: ${ftpReplies[code] ?? 'unknown'}.`;
  },
});

/** Up to the last line that has arrived whole. */
function wholeLines(bytes: Uint8Array, start: number, end: number): number {
  const last = bytes.lastIndexOf(LF, end - 1);
  if (last >= start) return last + 1 - start;
  return end - start > LONGEST_LINE ? end - start : NEED_MORE;
}

function command(c: Cursor, end: number): void {
  const { bytes, pos } = c;
  const stop = wordEnd(bytes, pos, end);
  c.at(f.command, pos, stop - pos, 0);
  const at = skipSpaces(bytes, stop, end);
  if (at < end) c.at(f.argument, at, end - at, 0);
  if (stop - pos === 4 && latin(bytes, pos, stop).toUpperCase() === 'PORT') {
    place(c, at, end, f.activeAddress, f.activePort);
  }
}

function reply(c: Cursor, end: number): void {
  const { bytes, pos } = c;
  const code = replyCode(bytes, pos, end);
  const at = code < 0 ? pos : Math.min(pos + 4, end);
  if (code >= 0) c.at(f.code, pos, 3, code);
  if (at < end) c.at(f.responseArgument, at, end - at, 0);
  if (code === PASSIVE_MODE) place(c, at, end, f.passiveAddress, f.passivePort);
}

/** Address and port as six decimal numbers (RFC 959 section 4.1.2). */
function place(c: Cursor, at: number, end: number, address: typeof f.line, port: typeof f.line): void {
  const found = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(latin(c.bytes, at, Math.min(end, at + 256)));
  if (!found) return;
  const [a, b, d, e, high, low] = found.slice(1).map(Number);
  const start = at + found.index;
  const length = found[0].length;
  const tail = `${high},${low}`.length;
  if (Math.max(a, b, d, e, high, low) > 255) return;
  c.at(address, start, length - tail - 1, ((a << 24) | (b << 16) | (d << 8) | e) >>> 0);
  c.at(port, start + length - tail, tail, (high << 8) | low);
}
