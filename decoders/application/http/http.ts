import { tcpPorts, udpPorts } from '../../dispatch/tables.ts';
import { TokenTable } from '../../dispatch/token-table.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR, WARN } from '../../model/expert.ts';
import type { Protocol } from '../../model/protocol.ts';
import { asciiText } from '../../tree/bytes-text.ts';
import { bodyLength, followBody } from './body.ts';
import { headerFields } from './header-fields.ts';
import { noteHeaderLines } from './header-lines.ts';
import { f } from './http-fields.ts';
import { httpInfo, httpInfoFields } from './http-info.ts';
import { httpStory } from './http-story.ts';
import { measureMessage, recognisesMessage } from './measure.ts';
import { MessageHead, REQUEST } from './message-head.ts';
import { CONNECT } from './methods.ts';
import { noteStartLine } from './start-line.ts';
import { noteTransaction } from './transaction-notes.ts';
import { HttpTransactions } from './transactions.ts';

const HTTPS = 443;
const SLASH = 0x2f;
const schemes = new TokenTable(['http://', 'https://']);

const head = new MessageHead();

function decodeMessage(c: Cursor, self: Protocol<HttpTransactions>): void {
  const start = c.pos;
  const cut = c.end < c.limit || c.frame.fragmented;
  const begun = head.read(c.bytes, start, c.end, true);
  const transactions = c.state(self);
  const transaction = findTransaction(c, transactions, begun);
  if (!begun) {
    if (cut && c.available < 16) c.short(c.available + 1);
    continuation(c);
    return;
  }
  if (head.start > start) leadingLine(c, start);
  warnOfPort(c);
  noteStartLine(c, head);
  if (c.noting) {
    noteHeaderLines(c, head);
    noteFullTarget(c);
    noteTransaction(c, transactions, transaction, head);
  } else if (head.flawed) c.expert(WARN, 'Malformed', '');
  c.pos = head.end;
  if (!head.complete && cut) c.short(c.available + 1);
  const length = bodyLength(head, c.remaining);
  if (length > 0) followBody(c, head, length);
}

/** The transaction of the message, or -1. Quoted messages have none. */
function findTransaction(c: Cursor, t: HttpTransactions, begun: boolean): number {
  const { frame } = c;
  const { conversation } = frame.packet;
  if (frame.quoted || conversation < 0) return -1;
  const { number, seconds, nanoseconds } = frame.record;
  if (!frame.learning) return t.of(number, frame.place(c.layer));
  if (!begun) {
    t.learnOther(number);
    return -1;
  }
  if (head.kind !== REQUEST) return t.learnResponse(conversation, number, head);
  const row = t.learnRequest(conversation, number, seconds, nanoseconds, head.method);
  t.keepTarget(row, c.bytes, head, namesItself(c.bytes) ? '' : schemeOf(c));
  return row;
}

/** Bytes of a message whose beginning was not seen. */
function continuation(c: Cursor): void {
  const length = c.available;
  const first = length > 0 ? c.peek8(c.pos) : 0;
  if (first >= 0x20 && first < 0x7f) {
    c.label(c.at(f.fileData, c.pos, length, 0), `File Data: ${length} ${length === 1 ? 'byte' : 'bytes'}`);
  }
  c.rest();
}

function leadingLine(c: Cursor, at: number): void {
  c.label(c.at(f.line, at, 2, 0), f.leadingLine.title);
  c.nest();
  c.expert(ERROR, 'Malformed', f.leadingLine.title, f.leadingLine);
  c.unnest();
}

function warnOfPort(c: Cursor): void {
  const { sourcePort, targetPort } = c.frame.registers;
  if (sourcePort !== HTTPS && targetPort !== HTTPS) return;
  if (c.frame.carrier(c.layer)?.name === 'tcp') c.expert(WARN, 'Security', f.openOnTlsPort.title, f.openOnTlsPort);
}

function schemeOf(c: Cursor): string {
  return c.frame.carrier(c.layer)?.name === 'tls' ? 'https://' : 'http://';
}

/** True when there is no host to put in front of the target: it is a whole URI, or the host of a tunnel. */
function namesItself(bytes: Uint8Array): boolean {
  const { uriStart, uriEnd, hostStart, hostEnd, method } = head;
  if (hostStart === hostEnd || method === CONNECT) return true;
  let slash = uriStart;
  while (slash < uriEnd && bytes[slash] !== SLASH) slash++;
  return slash > uriStart && slash + 2 <= uriEnd && schemes.find(bytes, uriStart, slash + 2) >= 0;
}

function noteFullTarget(c: Cursor): void {
  if (head.kind !== REQUEST || head.hostStart === head.hostEnd || !c.wants(f.fullUri)) return;
  const uri = asciiText(c.bytes, head.uriStart, head.uriEnd);
  const host = asciiText(c.bytes, head.hostStart, head.hostEnd);
  c.generated(f.fullUri, 0, namesItself(c.bytes) ? uri : `${schemeOf(c)}${host}${uri}`);
}

const fields = { ...f, ...headerFields };

export const http: Protocol<HttpTransactions> = protocol<HttpTransactions>({
  name: 'http',
  title: 'Hypertext Transfer Protocol',
  short: 'HTTP',
  osi: 7,
  rule: 'asks servers for resources and brings what they answer to the program',
  unit: 'message',
  rfc: [9110, 9112],
  fields,
  claims: [[tcpPorts, 80, 631, 1900, 2710, 2869, 3128, 3132, 3689, 5985, 8080, 8088, 11371]],
  decode: (c) => decodeMessage(c, http),
  info: httpInfo,
  infoFields: httpInfoFields,
  gathers: true,
  story: httpStory,
  createState: () => new HttpTransactions(),
  stream: { measure: measureMessage, recognises: recognisesMessage },
});

export const ssdp: Protocol<HttpTransactions> = protocol<HttpTransactions>({
  name: 'ssdp',
  title: 'Simple Service Discovery Protocol',
  short: 'SSDP',
  osi: 7,
  rule: 'lets devices of a network announce and find services, in messages like those of HTTP',
  unit: 'message',
  rfc: ['UPnP Device Architecture 1.1 section 1'],
  fields,
  claims: [[udpPorts, 1900]],
  decode: (c) => decodeMessage(c, ssdp),
  info: httpInfo,
  infoFields: httpInfoFields,
  story: httpStory,
  createState: () => new HttpTransactions(),
});
