import { tcpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, type Field, fields, none, text, uint32 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { NEED_MORE, NOT_MINE, type StreamContext } from '../../model/stream.ts';
import { latin } from '../../tree/bytes-text.ts';
import { commandStory } from '../lines/command-stories.ts';
import { lineEnd, replyCode, skipSpaces, textEnd, withoutLineEnd, wordEnd } from '../lines/lines.ts';
import {
  AUTH_LOGIN,
  AUTH_OTHER,
  COMMANDS,
  CREDENTIALS,
  MAIL,
  PASSWORD,
  type Sending,
  SmtpDialogues,
  STARTTLS,
  TLS,
  USER_NAME,
} from './smtp-dialogues.ts';
import { smtpReplies } from './smtp-replies.ts';
import { smtpStories } from './smtp-story.ts';

const PORTS = [25, 587];
const LF = 10;
const DOT = 0x2e;
const LONGEST_LINE = 4096;
const LONGEST_CHUNK_COMMAND = 32;
/** The longest command that is looked at for what its reply will mean: AUTH LOGIN. */
const LONGEST_COMMAND = 10;

const f = fields('smtp', {
  isRequest: bool('req', 'Request', { hidden: true }),
  isResponse: bool('rsp', 'Response', { hidden: true }),
  message: text('message', 'Message', { verbatim: true, help: 'A line of a mail.' }),
  line: text('command_line', 'Command Line'),
  command: text('req.command', 'Command', { rfc: 'RFC 5321 section 4.1' }),
  parameter: text('req.parameter', 'Request parameter'),
  response: text('response', 'Response'),
  code: uint32('response.code', 'Response code', { names: smtpReplies, rfc: 'RFC 5321 section 4.2' }),
  responseParameter: text('rsp.parameter', 'Response parameter'),
  userName: text('auth.username', 'Username', { help: 'In Base64, which hides nothing.', rfc: 'RFC 4954' }),
  password: text('auth.password', 'Password', { help: 'In Base64, which hides nothing.', rfc: 'RFC 4954' }),
  both: text('auth.username_password', 'Username/Password', { help: 'In Base64, which hides nothing.' }),
  end: none('eom', 'EOM', { help: 'The line with a single dot that ends a mail.', rfc: 'RFC 5321 section 4.1.1.4' }),
});

const credentials = { [USER_NAME]: f.userName, [PASSWORD]: f.password, [CREDENTIALS]: f.both };

/** Carries mail from a sender to the mailboxes of its recipients. */
export const smtp = protocol<SmtpDialogues>({
  name: 'smtp',
  title: 'Simple Mail Transfer Protocol',
  short: 'SMTP',
  osi: 7,
  rule: 'hands mail over to the server that keeps or forwards it',
  unit: 'message',
  rfc: [5321],
  fields: f,
  claims: PORTS.map((port) => [tcpPorts, port]),
  createState: () => new SmtpDialogues(),
  stream: {
    measure,
    becomes: (conversation, state) => ((state as SmtpDialogues).now(conversation) === TLS ? 'tls' : undefined),
  },
  decode(c) {
    const start = c.pos;
    if (PORTS.includes(c.frame.registers.targetPort)) sent(c);
    else reply(c);
    c.pos = start;
    c.skip(c.remaining);
  },
  info,
  infoFields: [f.isResponse, f.line, f.response, f.responseParameter, f.userName, f.password, f.both, f.message, f.end],
  story: (v) => {
    if (v.has(f.command)) return commandStory(smtpStories, v.text(f.command), subject(v.text(f.parameter)));
    const code = v.num(f.code);
    if (!Number.isNaN(code)) return `Answers ${code}: ${smtpReplies[code] ?? 'unknown'}.`;
    return v.has(f.message) ? 'Carries lines of a mail.' : 'Tells who it is, in Base64.';
  },
});

/** What a command is about: `FROM:<user@example.org> SIZE=100` the mailbox, `PLAIN AGEAYg==` the method. */
function subject(parameter: string): string {
  return /^(?:(?:from|to):)?\s*(\S*)/i.exec(parameter)?.[1] ?? '';
}

/**
 * Commands and replies up to the last whole line; of a mail what has arrived, up to the dot that ends it. A chunk of a mail
 * (RFC 3030) belongs to the command in front of it.
 */
function measure(bytes: Uint8Array, start: number, end: number, { conversation, state }: StreamContext): number {
  const sending = (state as SmtpDialogues).now(conversation);
  if (sending === TLS) return NOT_MINE;
  if (sending === MAIL) {
    const dot = mailEnd(bytes, start, end);
    return dot < 0 ? end - start : dot - start;
  }
  const last = bytes.lastIndexOf(LF, end - 1);
  if (last < start) return end - start > LONGEST_LINE ? end - start : NEED_MORE;
  for (let at = start; at <= last; ) {
    const next = lineEnd(bytes, at, end);
    const chunk = chunkLength(bytes, at, next);
    if (chunk >= 0) return next + chunk - start;
    at = next;
  }
  return last + 1 - start;
}

/** Bytes that follow a line `BDAT 1000` or `BDAT 86 LAST`; -1 for another line. */
function chunkLength(bytes: Uint8Array, at: number, next: number): number {
  if (next - at > LONGEST_CHUNK_COMMAND || (bytes[at] | 0x20) !== 0x62) return -1;
  const found = /^BDAT (\d{1,10})(?: |\r|\n)/i.exec(latin(bytes, at, next));
  return found ? Number(found[1]) : -1;
}

/** One past the line with a single dot, or -1. */
function mailEnd(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; ) {
    const next = lineEnd(bytes, at, end);
    if (bytes[at] === DOT && textEnd(bytes, at, next) === at + 1 && bytes[next - 1] === LF) return next;
    at = next;
  }
  return -1;
}

/** What a client sent. */
function sent(c: Cursor): void {
  const { frame } = c;
  const { conversation } = frame.packet;
  const dialogues = c.state(smtp);
  let kind: Sending;
  if (frame.quoted || conversation < 0) kind = looksLikeCommand(c) ? COMMANDS : MAIL;
  else if (!frame.learning) kind = dialogues.of(frame.record.number, frame.place(c.layer));
  else {
    kind = dialogues.learnSent(conversation, frame.record.number, mailEnd(c.bytes, c.pos, c.end) >= 0);
    if (kind === COMMANDS) dialogues.learnCommand(conversation, lastCommand(c.bytes, c.pos, c.end));
  }
  if (!c.noting) return;
  const field = credentials[kind as keyof typeof credentials];
  if (kind === MAIL) mail(c);
  else if (field) {
    for (let next = 0; c.pos < c.end; c.pos = next) {
      next = lineEnd(c.bytes, c.pos, c.end);
      c.at(field, c.pos, textEnd(c.bytes, c.pos, next) - c.pos, 0);
    }
  } else commands(c);
}

function commands(c: Cursor): void {
  c.generated(f.isRequest, 1);
  while (c.pos < c.end) {
    const next = lineEnd(c.bytes, c.pos, c.end);
    command(c, next);
    const chunk = chunkLength(c.bytes, c.pos, next);
    c.pos = next;
    if (chunk >= 0) {
      mailLines(c);
      return;
    }
  }
}

/** Of bytes whose dialogue is not known: a word of four letters stands alone or in front of a space. */
function looksLikeCommand(c: Cursor): boolean {
  return /^[A-Za-z]{4,8}(?: |\r|\n|$)/.test(latin(c.bytes, c.pos, Math.min(c.end, c.pos + LONGEST_COMMAND)));
}

function command(c: Cursor, next: number): void {
  const end = textEnd(c.bytes, c.pos, next);
  c.at(f.line, c.pos, next - c.pos, 0);
  c.nest();
  const stop = wordEnd(c.bytes, c.pos, end);
  c.at(f.command, c.pos, stop - c.pos, 0);
  const at = skipSpaces(c.bytes, stop, end);
  if (at < end) c.at(f.parameter, at, end - at, 0);
  c.unnest();
}

/** The last line that changes what its reply means. */
function lastCommand(bytes: Uint8Array, start: number, end: number): number {
  const last = bytes.lastIndexOf(LF, end - 2);
  const at = last < start ? start : last + 1;
  const first = bytes[at] | 0x20;
  if (first !== 0x61 && first !== 0x73) return 0;
  const words = latin(bytes, at, Math.min(end, at + LONGEST_COMMAND)).toUpperCase();
  if (words.startsWith('STARTTLS')) return STARTTLS;
  if (!words.startsWith('AUTH ')) return 0;
  return words === 'AUTH LOGIN' ? AUTH_LOGIN : AUTH_OTHER;
}

function mail(c: Cursor): void {
  mailLines(c, mailEnd(c.bytes, c.pos, c.end) === c.end);
}

function mailLines(c: Cursor, ends = false): void {
  while (c.pos < c.end) {
    const next = lineEnd(c.bytes, c.pos, c.end);
    c.at(ends && next === c.end ? f.end : f.message, c.pos, next - c.pos, 0);
    c.pos = next;
  }
}

function reply(c: Cursor): void {
  const { frame } = c;
  const { conversation } = frame.packet;
  if (frame.learning && !frame.quoted && conversation >= 0) {
    const last = c.bytes.lastIndexOf(LF, c.end - 2);
    const at = last < c.pos ? c.pos : last + 1;
    c.state(smtp).learnReply(conversation, frame.record.number, replyCode(c.bytes, at, c.end));
  }
  if (!c.noting) return;
  c.generated(f.isResponse, 1);
  for (let first = true; c.pos < c.end; first = false) {
    const next = lineEnd(c.bytes, c.pos, c.end);
    const end = textEnd(c.bytes, c.pos, next);
    const code = replyCode(c.bytes, c.pos, end);
    const at = code < 0 ? c.pos : Math.min(c.pos + 4, end);
    if (first) {
      c.at(f.response, c.pos, next - c.pos, 0);
      c.nest();
      if (code >= 0) c.at(f.code, c.pos, 3, code);
    }
    c.at(f.responseParameter, at, end - at, 0);
    c.pos = next;
  }
  c.unnest();
}

function info(v: LayerView): string {
  const lines = (field: Field): string[] => [...v.all(field)].map((at) => withoutLineEnd(v.textAt(at, field)));
  if (v.has(f.isResponse)) {
    const [, ...more] = lines(f.responseParameter);
    return `S: ${[withoutLineEnd(v.text(f.response)), ...more].join(' | ')}`;
  }
  if (v.has(f.line)) return `C: ${lines(f.line).join(' | ')}`;
  if (v.has(f.userName)) return `C: User: ${v.text(f.userName)}`;
  if (v.has(f.password)) return `C: Pass: ${v.text(f.password)}`;
  if (v.has(f.both)) return `C: ${v.text(f.both)}`;
  const bytes = v.headerLength;
  return `C: DATA fragment, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}${v.has(f.end) ? ', the end of the mail' : ''}`;
}
