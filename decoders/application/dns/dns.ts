import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes, tcpPorts, udpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { WARN } from '../../model/expert.ts';
import { valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import type { Protocol } from '../../model/protocol.ts';
import { NEED_MORE } from '../../model/stream.ts';
import { f } from './dns-fields.ts';
import { infoFields, infoText } from './dns-info.ts';
import { dnsStory } from './dns-story.ts';
import { DnsMessage } from './message.ts';
import { opcodeNames, rcodeNames } from './message-names.ts';
import { readQueries } from './queries.ts';
import { recordFields } from './record-fields.ts';
import { readRecords } from './records.ts';
import { readOperations } from './stateful-operations.ts';
import { DnsTransactions } from './transactions.ts';

const UPDATE = 5;
const STATEFUL = 6;

type Kind = 'dns' | 'mdns' | 'llmnr';

const message = new DnsMessage();

function decodeMessage(c: Cursor, kind: Kind, self: Protocol<DnsTransactions>): void {
  if (kind === 'dns' && c.frame.carrier(c.layer)?.name === 'tcp') c.u16(f.length);
  const start = c.pos;
  message.begin(c, start, kind === 'mdns');
  if (c.available < 4) c.short(4);
  const flags = c.peek16(start + 2);
  const response = flags >= 0x8000;
  const opcode = (flags >>> 11) & 15;
  const update = opcode === UPDATE;
  const transactions = c.state(self);
  const transaction = findTransaction(c, transactions, response, c.peek16(start));
  const again = isRepeated(c, transactions, transaction, response);
  c.u16(f.id);
  if (again) repeatedNote(c, transactions, transaction, response);
  c.u16(f.flags);
  if (c.noting) readFlags(c, kind, flags);
  const queries = c.u16(update ? f.zones : f.questions);
  const answers = c.u16(update ? f.prerequisites : f.answers);
  const authorities = c.u16(update ? f.updates : f.authorities);
  const additionals = c.u16(f.additionals);
  if (opcode === STATEFUL && queries + answers + authorities + additionals === 0) readOperations(c);
  if (queries > 0) {
    const transfer = readQueries(c, message, queries, update ? 'Zone' : 'Queries');
    if (c.frame.learning && transaction >= 0) transactions.several.set(transaction, transfer ? 1 : 0);
  }
  readRecords(c, message, answers, update ? 'Prerequisites' : 'Answers');
  readRecords(c, message, authorities, update ? 'Updates' : 'Authoritative nameservers');
  readRecords(c, message, additionals, 'Additional records');
  if (c.noting) noteTransaction(c, transactions, transaction, response, again);
  if (c.remaining > 0) extraneous(c);
}

/** The transaction of the message, or -1. Quoted messages have none. */
function findTransaction(c: Cursor, t: DnsTransactions, response: boolean, id: number): number {
  const { frame } = c;
  const { conversation } = frame.packet;
  if (frame.quoted || conversation < 0) return -1;
  const { number, seconds, nanoseconds } = frame.record;
  if (!frame.learning) return t.of(number, frame.place(c.layer));
  return response
    ? t.learnResponse(conversation, id, number)
    : t.learnRequest(conversation, id, number, seconds, nanoseconds);
}

/** True for a query or response that was seen before. */
function isRepeated(c: Cursor, t: DnsTransactions, transaction: number, response: boolean): boolean {
  if (transaction < 0) return false;
  const { number } = c.frame.record;
  if (!response) return t.request.get(transaction) !== number;
  return t.response.get(transaction) !== number && t.several.get(transaction) === 0;
}

function repeatedNote(c: Cursor, t: DnsTransactions, transaction: number, response: boolean): void {
  const field = response ? f.responseAgain : f.requestAgain;
  const first = (response ? t.response : t.request).get(transaction);
  const reason = c.noting ? `${field.title}. Original ${response ? 'response' : 'request'} in frame ${first}` : '';
  c.nest();
  c.expert(WARN, 'Protocol', reason, field);
  c.unnest();
}

function readFlags(c: Cursor, kind: Kind, flags: number): void {
  const response = flags >= 0x8000;
  if (c.wants(f.flags)) c.label(c.tape.count - 1, flagsText(flags));
  c.nest();
  c.bits(f.response, flags);
  c.bits(f.opcode, flags);
  if (kind === 'llmnr') {
    c.bits(response ? f.conflictResponse : f.conflictQuery, flags);
    c.bits(f.truncated, flags);
    c.bits(f.tentative, flags);
  } else {
    if (response) c.bits(f.authoritative, flags);
    c.bits(f.truncated, flags);
    c.bits(f.recursionDesired, flags);
    if (response) c.bits(f.recursionAvailable, flags);
    c.bits(f.z, flags);
    if (response) c.bits(f.authenticated, flags);
    else if (flags & 0x20) c.bits(f.authenticData, flags);
    c.bits(f.checkDisabled, flags);
  }
  if (response) c.bits(f.rcode, flags);
  c.unnest();
}

function flagsText(flags: number): string {
  const operation = valueName(opcodeNames, (flags >>> 11) & 15) ?? 'Unknown operation';
  const answer = flags >= 0x8000 ? ` response, ${valueName(rcodeNames, flags & 15) ?? 'Unknown error'}` : '';
  return `Flags: 0x${flags.toString(16).padStart(4, '0')} ${operation}${answer}`;
}

function noteTransaction(c: Cursor, t: DnsTransactions, transaction: number, response: boolean, again: boolean): void {
  if (transaction < 0) {
    if (response) c.generated(f.unsolicited, 1);
    return;
  }
  if (again) {
    if (response) c.generated(f.retransmittedResponse, t.response.get(transaction));
    else c.generated(f.retransmittedRequest, t.request.get(transaction));
    c.generated(f.retransmission, 1);
  } else if (!response) {
    const answer = t.response.get(transaction);
    if (answer !== 0) c.generated(f.responseIn, answer);
  } else {
    c.generated(f.requestIn, t.request.get(transaction));
    const { seconds, nanoseconds } = c.frame.record;
    c.generated(f.time, t.since(transaction, seconds, nanoseconds));
  }
}

/** Bytes behind the last record. */
function extraneous(c: Cursor): void {
  const length = c.remaining;
  const entry = c.open(f.extraneous);
  c.label(entry, `Extraneous Data (${length} ${length === 1 ? 'byte' : 'bytes'})`);
  c.take(f.extraneousData, length);
  c.generated(f.extraneousLength, length);
  c.close(entry);
}

const fields = { ...f, ...recordFields };
const unit = 'message';

export const dns: Protocol<DnsTransactions> = protocol<DnsTransactions>({
  name: 'dns',
  title: 'Domain Name System',
  short: 'DNS',
  osi: 7,
  rule: 'answers questions of programs: which addresses and services stand behind a name',
  unit,
  rfc: [1035, 3596, 6891, 4034],
  fields,
  claims: [
    [udpPorts, 53, 8053],
    [tcpPorts, 53, 5353],
    [mediaTypes, ...mediaTypeNumbers('application/dns-message')],
  ],
  decode: (c) => decodeMessage(c, 'dns', dns),
  heading: (v) => `Domain Name System (${kindOf(v)})`,
  info: infoText,
  infoFields,
  story: dnsStory,
  createState: () => new DnsTransactions(),
  stream: {
    measure: (bytes, start, end) => (end - start < 2 ? NEED_MORE : 2 + ((bytes[start] << 8) | bytes[start + 1])),
  },
});

export const mdns: Protocol<DnsTransactions> = protocol<DnsTransactions>({
  name: 'mdns',
  title: 'Multicast Domain Name System',
  short: 'MDNS',
  osi: 7,
  rule: 'answers questions about names and services among the hosts of one link, without a server',
  unit,
  rfc: [6762, 6763],
  fields,
  claims: [[udpPorts, 5353]],
  decode: (c) => decodeMessage(c, 'mdns', mdns),
  heading: (v) => `Multicast Domain Name System (${kindOf(v)})`,
  info: infoText,
  infoFields,
  story: dnsStory,
  createState: () => new DnsTransactions(),
});

export const llmnr: Protocol<DnsTransactions> = protocol<DnsTransactions>({
  name: 'llmnr',
  title: 'Link-local Multicast Name Resolution',
  short: 'LLMNR',
  osi: 7,
  rule: 'answers questions about names among the hosts of one link, without a server',
  unit,
  rfc: [4795],
  fields,
  claims: [[udpPorts, 5355]],
  decode: (c) => decodeMessage(c, 'llmnr', llmnr),
  heading: (v) => `Link-local Multicast Name Resolution (${kindOf(v)})`,
  info: infoText,
  infoFields,
  story: dnsStory,
  createState: () => new DnsTransactions(),
});

function kindOf(v: LayerView): string {
  return v.num(f.flags, 0) & 0x8000 ? 'response' : 'query';
}
