import type { Cursor } from '../../model/cursor.ts';
import { expertFields, NOTE, WARN } from '../../model/expert.ts';
import { valueName } from '../../model/field.ts';
import { f } from './dns-fields.ts';
import type { DnsMessage, RecordData } from './message.ts';
import { classNames } from './message-names.ts';
import { addressRecords } from './rdata/addresses.ts';
import { hostRecords } from './rdata/hosts.ts';
import { keyRecords } from './rdata/keys.ts';
import { optionRecords } from './rdata/options.ts';
import { otherRecords } from './rdata/others.ts';
import { securityRecords } from './rdata/security.ts';
import { serviceRecords } from './rdata/services.ts';
import { signatureRecords } from './rdata/signatures.ts';
import { textRecords } from './rdata/texts.ts';
import { typeName } from './type-name.ts';

const OPT = 41;
const SRV = 33;

const decoders = new Map<number, RecordData>();
for (const table of [
  addressRecords,
  hostRecords,
  textRecords,
  serviceRecords,
  securityRecords,
  signatureRecords,
  keyRecords,
  optionRecords,
  otherRecords,
]) {
  for (const [type, decode] of Object.entries(table)) decoders.set(Number(type), decode);
}

/** Reads a section of resource records (RFC 1035 section 4.1.3). */
export function readRecords(c: Cursor, m: DnsMessage, count: number, title: string): void {
  if (count === 0) return;
  const section = c.open(f.section);
  c.label(section, title);
  for (let i = 0; i < count; i++) readRecord(c, m);
  c.close(section);
}

function readRecord(c: Cursor, m: DnsMessage): void {
  const entry = c.open(f.entry);
  const start = c.pos;
  m.name.read(c);
  const length = c.pos - start;
  if (c.available < 2) c.short(2);
  const type = c.peek16(c.pos);
  m.heading = entry >= 0 ? `${m.name.shown()}: type ${typeName(type)}` : undefined;
  if (c.noting) ownerName(c, m, start, length, type);
  c.u16(f.recordType);
  if (type === OPT) optionHeader(c, m);
  else recordHeader(c, m);
  const size = c.u16(f.dataLength);
  if (m.heading !== undefined) c.label(entry, m.heading);
  if (size > 0) recordData(c, m, type, size);
  if (m.heading !== undefined) c.label(entry, m.heading);
  c.close(entry);
}

/** The owner of a service record is shown in its parts: `_http._tcp.example.org`. */
function ownerName(c: Cursor, m: DnsMessage, start: number, length: number, type: number): void {
  if (type !== SRV) {
    if (c.wants(f.recordName)) c.at(f.recordName, start, length, 0, m.name.text());
    return;
  }
  if (!c.wants(f.service) && !c.wants(f.serviceProtocol) && !c.wants(f.serviceName)) return;
  const [service, transport, ...rest] = m.name.text().split('.');
  c.at(f.service, start, length, 0, service);
  if (transport !== undefined) c.at(f.serviceProtocol, start, length, 0, transport);
  if (rest.length > 0) c.at(f.serviceName, start, length, 0, rest.join('.'));
}

function recordHeader(c: Cursor, m: DnsMessage): void {
  const rrClass = c.u16(m.multicast ? f.multicastRecordClass : f.recordClass);
  if (m.heading !== undefined) {
    m.heading += `, class ${valueName(classNames, m.multicast ? rrClass & 0x7fff : rrClass) ?? 'Unknown'}`;
  }
  if (m.multicast) cacheFlush(c, m, rrClass);
  if (c.u32(f.ttl) >= 0x8000_0000) {
    c.nest();
    c.expert(WARN, 'Protocol', 'The uppermost bit of the TTL is set (RFC 2181, section 8)', f.ttlHighBit);
    c.unnest();
  }
}

/** The OPT pseudo-record keeps other things in class and time to live (RFC 6891 section 6.1.2). */
function optionHeader(c: Cursor, m: DnsMessage): void {
  const size = c.u16(m.multicast ? f.multicastPayloadSize : f.payloadSize);
  if (m.multicast) cacheFlush(c, m, size);
  c.u8(f.extendedRcode);
  c.u8(f.ednsVersion);
  const flags = c.u16(f.ednsFlags);
  c.nest();
  c.bits(f.dnssecOk, flags);
  c.bits(f.ednsReserved, flags);
  c.unnest();
}

function cacheFlush(c: Cursor, m: DnsMessage, word: number): void {
  c.bits(f.cacheFlush, word);
  if (word & 0x8000 && m.heading !== undefined) m.heading += ', cache flush';
}

function recordData(c: Cursor, m: DnsMessage, type: number, size: number): void {
  const decode = decoders.get(type);
  const end = c.pos + size;
  const outer = c.scope(size);
  if (decode) {
    decode(c, m);
    c.undecoded(expertFields.undecoded);
  } else {
    c.expert(NOTE, 'Undecoded', 'This type of record is not decoded; its data are shown as bytes', f.undecodedType);
    c.take(f.data, size);
  }
  c.leave(outer);
  c.skip(end - c.pos);
}
