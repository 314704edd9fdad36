import { tcpPorts, udpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, text, uint8 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { NEED_MORE } from '../../model/stream.ts';
import { latin } from '../../tree/bytes-text.ts';
import { facilityNames, levelNames } from './syslog-names.ts';

const LF = 10;
const SPACE = 0x20;
const LESS = 0x3c;
const GREATER = 0x3e;
const LONGEST = 65_536;
const OLD_HEADER = /^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) ([^ ]+) ([^ [:]+)?/;

const f = fields('syslog', {
  facility: uint8('facility', 'Facility', {
    mask: 0x3f8,
    width: 8,
    names: facilityNames,
    rfc: 'RFC 5424 section 6.2.1',
  }),
  level: uint8('level', 'Level', { mask: 0x7, width: 8, names: levelNames, rfc: 'RFC 5424 section 6.2.1' }),
  message: text('msg', 'Message'),
  timestamp: text('timestamp_rfc3164', 'Syslog timestamp (RFC3164)'),
  host: text('hostname', 'Syslog hostname'),
  process: text('procid', 'Syslog process id'),
  messageId: text('msgid', 'Syslog message id'),
});

/** Messages of programs for the log, over UDP and, counted or by lines, over TCP (RFC 6587). */
export const syslog = protocol({
  name: 'syslog',
  title: 'Syslog message',
  short: 'Syslog',
  osi: 7,
  rule: 'brings messages of programs to those who keep the log',
  unit: 'message',
  rfc: [3164, 5424],
  fields: f,
  claims: [
    [udpPorts, 514],
    [tcpPorts, 601, 6514],
  ],
  stream: { measure },
  decode(c) {
    countedBy(c);
    const start = c.pos;
    const end = priorityEnd(c.bytes, start, c.end);
    if (end > start) {
      const priority = c.noting ? Number(latin(c.bytes, start + 1, end - 1)) : 0;
      c.at(f.facility, start, end - start, priority >> 3);
      c.at(f.level, start, end - start, priority & 7);
      c.pos = end;
    }
    const at = c.pos;
    if (c.remaining > 0) c.take(f.message, c.remaining);
    if (c.noting) header(c, at);
  },
  heading: (v) => `Syslog message: ${says(v)}`,
  info: says,
  infoFields: [f.facility, f.level, f.message],
  story: (v) => {
    const from = shortName(v.name(f.facility));
    const level = shortName(v.name(f.level));
    return `A program${from ? ` of the part ${from} of its system` : ''} reports an event${level ? ` of the level ${level}` : ''}.`;
  },
});

/** `KERN - kernel messages` is KERN. */
function shortName(name: string | undefined): string | undefined {
  return name?.split(' - ')[0];
}

/** Octet counting (`34 <13>...`) or one message a line. */
function measure(bytes: Uint8Array, start: number, end: number): number {
  let length = 0;
  let at = start;
  while (at < end && at < start + 6 && bytes[at] >= 0x30 && bytes[at] <= 0x39)
    length = length * 10 + bytes[at++] - 0x30;
  if (at > start && at < end && bytes[at] === SPACE && length < LONGEST) return at + 1 - start + length;
  const line = bytes.indexOf(LF, start);
  if (line >= 0 && line < end) return line + 1 - start;
  return end - start > LONGEST ? end - start : NEED_MORE;
}

/** Skips the count in front of a message of a stream. */
function countedBy(c: Cursor): void {
  let at = c.pos;
  while (at < c.end && at < c.pos + 6 && c.bytes[at] >= 0x30 && c.bytes[at] <= 0x39) at++;
  if (at > c.pos && at + 1 < c.end && c.bytes[at] === SPACE && c.bytes[at + 1] === LESS) c.pos = at + 1;
}

/** One past `<13>` at `start`, or `start` when no priority stands there. */
function priorityEnd(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || bytes[start] !== LESS) return start;
  let at = start + 1;
  while (at < end && at < start + 4 && bytes[at] >= 0x30 && bytes[at] <= 0x39) at++;
  return at > start + 1 && at < end && bytes[at] === GREATER ? at + 1 : start;
}

/** The parts of an old header (RFC 3164 section 4.1.2), if the message begins with one. */
function header(c: Cursor, at: number): void {
  const found = OLD_HEADER.exec(latin(c.bytes, at, Math.min(c.end, at + 512)));
  if (!found) return;
  const [whole, time, host, process] = found;
  c.nest();
  c.at(f.timestamp, at, time.length, 0);
  c.at(f.host, at + time.length + 1, host.length, 0);
  if (process) c.at(f.process, at + whole.length - process.length, process.length, 0);
  const rest = at + whole.length;
  if (rest < c.end) c.at(f.messageId, rest, c.end - rest, 0);
  c.unnest();
}

function says(v: LayerView): string {
  if (!v.has(f.facility)) return v.text(f.message);
  const word = (name: string | undefined) => (name ?? 'UNKNOWN').split(' ')[0];
  return `${word(v.name(f.facility))}.${word(v.name(f.level))}: ${v.text(f.message)}`;
}
