import { ipProtocols } from '../../dispatch/tables.ts';
import { checksumStatusNames, internetChecksum } from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { expertFields } from '../../model/expert.ts';
import { bool, fields, ipv4, none, octets, uint8, uint16, uint24, uint32, valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { ipv4Text } from '../../tree/bytes-text.ts';
import { readChecksum, severe, UNVERIFIED } from '../checksum.ts';
import * as names from './igmp-names.ts';

const f = fields('igmp', {
  version: uint8('version', 'IGMP Version', { help: 'Told by type and length of the message.' }),
  type: uint8('type', 'Type', { base: 'hex', names: names.typeNames }),
  reserved: octets('reserved', 'Reserved'),
  groupType: uint8('group_type', 'Type Of Group', { names: names.groupTypeNames }),
  reply: uint8('reply', 'Reply', { names: names.replyNames }),
  replyPending: uint8('reply.pending', 'Reply Pending'),
  maxResponse: uint8('max_resp', 'Max Resp Time', { help: 'How long hosts may wait with their answer, in 0.1 s.' }),
  maxExponent: uint8('max_resp.exp', 'Exponent', { base: 'hex', mask: 0x70 }),
  maxMantissa: uint8('max_resp.mant', 'Mantissa', { base: 'hex', mask: 0x0f }),
  checksum: uint16('checksum', 'Checksum', { base: 'hex' }),
  checksumStatus: uint8('checksum.status', 'Checksum Status', { base: 'name', names: checksumStatusNames }),
  checksumBad: none('bad_checksum', 'Bad checksum', { hidden: true }),
  identifier: uint32('identifier', 'Identifier'),
  group: ipv4('maddr', 'Multicast Address', { help: 'The group; 0.0.0.0 in a query for all groups.' }),
  accessKey: octets('access_key', 'Access Key'),
  suppress: bool('s', 'S', {
    mask: 0x08,
    truth: ['SUPPRESS router side processing', 'Do not suppress router side processing'],
  }),
  robustness: uint8('qrv', 'QRV', { mask: 0x07, help: "The querier's robustness: how many losses it allows for." }),
  interval: uint8('qqic', 'QQIC', { help: "The querier's interval between general queries, in seconds, coded." }),
  sourceCount: uint16('num_src', 'Num Src'),
  source: ipv4('saddr', 'Source Address'),
  recordCount: uint16('num_grp_recs', 'Num Group Records'),
  record: none('group_record', 'Group Record'),
  recordType: uint8('record_type', 'Record Type', { names: names.recordTypeNames }),
  auxiliaryLength: uint8('aux_data_len', 'Aux Data Len'),
  auxiliary: octets('aux_data', 'Aux Data'),
  data: octets('data', 'Data'),
  maxHops: uint8('mtrace.max_hops', '# hops'),
  traceSource: ipv4('mtrace.saddr', 'Source Address'),
  traceReceiver: ipv4('mtrace.raddr', 'Receiver Address'),
  traceResponse: ipv4('mtrace.rspaddr', 'Response Address'),
  responseTtl: uint8('mtrace.resp_ttl', 'Response TTL'),
  queryId: uint24('mtrace.q_id', 'Query ID'),
  block: none('mtrace.block', 'Response data block'),
  arrival: uint32('mtrace.q_arrival', 'Query Arrival'),
  inAddress: ipv4('mtrace.q_inaddr', 'In itf addr'),
  outAddress: ipv4('mtrace.q_outaddr', 'Out itf addr'),
  previousRouter: ipv4('mtrace.q_prevrtr', 'Previous rtr addr'),
  inPackets: uint32('mtrace.q_inpkt', 'In pkts'),
  outPackets: uint32('mtrace.q_outpkt', 'Out pkts'),
  totalPackets: uint32('mtrace.q_total', 'S,G pkt count'),
  routing: uint8('mtrace.q_rtg_proto', 'Rtg Protocol', { names: names.routingNames }),
  forwardTtl: uint8('mtrace.q_fwd_ttl', 'FwdTTL'),
  mustBeZero: uint8('mtrace.q_mbz', 'MBZ', { base: 'hex', mask: 0x80 }),
  sourceNetwork: uint8('mtrace.q_s', 'S', { base: 'hex', mask: 0x40 }),
  sourceMask: uint8('mtrace.q_src_mask', 'Src Mask', { base: 'hex', mask: 0x3f }),
  forwardCode: uint8('mtrace.q_fwd_code', 'Forwarding Code', { base: 'hex', names: names.forwardingNames }),
});

const QUERY = 0x11;
const REPORT_V1 = 0x12;
const REPORT_V2 = 0x16;
const LEAVE = 0x17;
const TRACE_RESPONSE = 0x1e;
const TRACE_QUERY = 0x1f;
const REPORT_V3 = 0x22;

const TRACE_HEADER = 24;
const TRACE_BLOCK = 32;
const UNKNOWN = -1;

export const igmp = protocol({
  name: 'igmp',
  title: 'Internet Group Management Protocol',
  short: 'IGMP',
  osi: 3,
  rule: 'tells routers which multicast groups the hosts of a network want, as part of IP',
  unit: 'message',
  rfc: [1112, 2236, 3376],
  fields: f,
  claims: [[ipProtocols, 2]],
  decode(c) {
    const start = c.pos;
    if (c.available < 1) c.short(1);
    const type = c.peek8(start);
    if (type === TRACE_QUERY || type === TRACE_RESPONSE) {
      trace(c);
      return;
    }
    const version = versionOf(c, type);
    if (version !== UNKNOWN) c.generated(f.version, version);
    c.u8(f.type);
    if (version === UNKNOWN) c.take(f.data, c.remaining);
    else if (version === 0) versionZero(c, start, type);
    else if (version === 1) {
      c.take(f.reserved, 1);
      checksum(c, start, 8);
      c.ipv4(f.group);
    } else if (version === 2) {
      responseTime(c, false);
      checksum(c, start, 8);
      c.ipv4(f.group);
    } else if (type === QUERY) query(c, start);
    else report(c, start);
    c.undecoded(expertFields.undecoded);
  },
  column: (v) => (v.has(f.version) ? `IGMPv${v.num(f.version)}` : 'IGMP'),
  info,
  infoFields: [f.version, f.type, f.group, f.sourceCount, f.source, f.recordCount, f.recordType, f.maxHops, f.block],
  story,
});

/** The version whose message has this type and length (RFC 3376 section 7.1). */
function versionOf(c: Cursor, type: number): number {
  if (type >= 1 && type <= 8) return 0;
  switch (type) {
    case QUERY:
      if (c.remaining >= 12) return 3;
      if (c.available < 2) c.short(2);
      return c.peek8(c.pos + 1) === 0 ? 1 : 2;
    case REPORT_V1:
      return 1;
    case REPORT_V2:
    case LEAVE:
      return 2;
    case REPORT_V3:
      return 3;
    default:
      return UNKNOWN;
  }
}

/** @param length bytes that the checksum covers, from the message's first on */
function checksum(c: Cursor, start: number, length = c.limit - start): void {
  const whole = start + length <= c.captured && !c.frame.fragmented;
  readChecksum(c, f, whole ? internetChecksum(c.bytes, start, start + length) : UNVERIFIED, '', severe);
}

/** The maximum response time; version 3 has a floating point form for long times (RFC 3376 section 4.1.1). */
function responseTime(c: Cursor, floating: boolean): void {
  if (c.available < 1) c.short(1);
  const at = c.pos++;
  const code = c.peek8(at);
  const tenths = floating && code & 0x80 ? ((code & 0x0f) | 0x10) << (((code & 0x70) >>> 4) + 3) : code;
  if (!c.noting) return;
  const seconds = (tenths * 0.1).toFixed(1);
  c.label(
    c.at(f.maxResponse, at, 1, tenths),
    `Max Resp Time: ${seconds} sec (0x${code.toString(16).padStart(2, '0')})`,
  );
  if (!floating || !(code & 0x80)) return;
  c.nest();
  c.at(f.maxExponent, at, 1, (code & 0x70) >>> 4);
  c.at(f.maxMantissa, at, 1, code & 0x0f);
  c.unnest();
}

function versionZero(c: Cursor, start: number, type: number): void {
  if (c.available < 1) c.short(1);
  const code = c.peek8(c.pos);
  if (type === 1) c.u8(f.groupType);
  else if (type & 1) c.skip(1);
  else if (code < 5) c.u8(f.reply);
  else c.u8(f.replyPending);
  checksum(c, start, 20);
  c.u32(f.identifier);
  c.ipv4(f.group);
  c.take(f.accessKey, 8);
}

function query(c: Cursor, start: number): void {
  responseTime(c, true);
  checksum(c, start);
  c.ipv4(f.group);
  const flags = c.u8(f.suppress);
  c.bits(f.robustness, flags);
  c.u8(f.interval);
  for (let left = c.u16(f.sourceCount); left > 0; left--) c.ipv4(f.source);
}

function report(c: Cursor, start: number): void {
  c.take(f.reserved, 1);
  checksum(c, start);
  c.take(f.reserved, 2);
  for (let left = c.u16(f.recordCount); left > 0; left--) groupRecord(c);
}

function groupRecord(c: Cursor): void {
  const entry = c.open(f.record);
  const type = c.u8(f.recordType);
  const auxiliary = c.u8(f.auxiliaryLength);
  const sources = c.u16(f.sourceCount);
  const group = c.ipv4(f.group);
  if (entry >= 0) {
    c.label(entry, `Group Record : ${ipv4Text(group)}  ${valueName(names.recordTypeNames, type) ?? ''}`);
  }
  for (let left = sources; left > 0; left--) c.ipv4(f.source);
  if (auxiliary > 0) c.take(f.auxiliary, auxiliary * 4);
  c.close(entry);
}

function trace(c: Cursor): void {
  const start = c.pos;
  const length = c.remaining;
  const type = c.u8(f.type);
  if (c.wants(f.type)) c.label(c.tape.count - 1, `Type: ${traceName(type, length)} (0x${type.toString(16)})`);
  c.u8(f.maxHops);
  checksum(c, start);
  c.ipv4(f.group);
  c.ipv4(f.traceSource);
  c.ipv4(f.traceReceiver);
  c.ipv4(f.traceResponse);
  c.u8(f.responseTtl);
  c.u24(f.queryId);
  if (length <= TRACE_HEADER) return;
  while (c.remaining >= TRACE_BLOCK) traceBlock(c);
  c.undecoded(expertFields.undecoded);
}

function traceName(type: number, length: number): string {
  if (type === TRACE_RESPONSE) return 'Traceroute Response';
  return length === TRACE_HEADER ? 'Traceroute Query' : 'Traceroute Request';
}

function traceBlock(c: Cursor): void {
  const entry = c.open(f.block);
  const start = c.pos;
  c.u32(f.arrival);
  c.ipv4(f.inAddress);
  c.ipv4(f.outAddress);
  c.ipv4(f.previousRouter);
  c.u32(f.inPackets);
  c.u32(f.outPackets);
  c.u32(f.totalPackets);
  c.u8(f.routing);
  c.u8(f.forwardTtl);
  const mask = c.u8(f.mustBeZero);
  c.bits(f.sourceNetwork, mask);
  c.bits(f.sourceMask, mask);
  const code = c.u8(f.forwardCode);
  if (entry >= 0) {
    const [into, out] = [ipv4Text(c.peek32(start + 4)), ipv4Text(c.peek32(start + 8))];
    const routing = valueName(names.routingNames, c.peek8(start + 28)) ?? 'Unknown';
    const result = valueName(names.forwardingNames, code) ?? 'Unknown';
    c.label(entry, `Response data block: ${into} -> ${out},  Proto: ${routing},  Forwarding Code: ${result}`);
  }
  c.close(entry);
}

function info(v: LayerView): string {
  const type = v.num(f.type);
  const name = v.name(f.type) ?? `Unknown Type:0x${type.toString(16).padStart(2, '0')}`;
  if (type === TRACE_QUERY || type === TRACE_RESPONSE) return traceInfo(v, type);
  if (type === REPORT_V3) {
    return v.num(f.recordCount) === 0 ? `${name} - General query` : name + recordTexts(v).join('');
  }
  if (v.num(f.version, 0) < 2 || !v.has(f.group)) return name;
  const group = v.num(f.group);
  if (group === 0) return `${name}, general${sourceList(v)}`;
  if (type === LEAVE) return `${name} ${v.text(f.group)}`;
  if (type === QUERY) return `${name}, specific for group ${v.text(f.group)}${sourceList(v)}`;
  return `${name} group ${v.text(f.group)}`;
}

function traceInfo(v: LayerView, type: number): string {
  const blocks = [...v.all(f.block)].length;
  if (type === TRACE_QUERY && blocks === 0) return 'Traceroute Query';
  const kind = type === TRACE_QUERY ? 'Traceroute Request' : 'Traceroute Response';
  return `${kind}, ${blocks} block${blocks === 1 ? '' : 's'}`;
}

/** The sources of a version 3 query, in braces. */
function sourceList(v: LayerView): string {
  const sources = [...v.all(f.source)].map((entry) => v.textAt(entry, f.source));
  return sources.length === 0 ? '' : `, source${sources.length > 1 ? 's' : ''} {${sources.join(', ')}}`;
}

/** What each group record asks for, as the Info column tells it. */
function recordTexts(v: LayerView): string[] {
  const records = [...v.all(f.recordType)];
  const groups = [...v.all(f.group)];
  const sources = [...v.all(f.source)];
  return records.map((entry, i) => {
    const end = records[i + 1] ?? Number.POSITIVE_INFINITY;
    const own = sources.filter((source) => source > entry && source < end).map((at) => v.textAt(at, f.source));
    return recordText(v.valueAt(entry), groups[i] === undefined ? '' : v.textAt(groups[i], f.group), own);
  });
}

function recordText(type: number, group: string, sources: readonly string[]): string {
  if (sources.length === 0) return ` / ${recordWithoutSources(type, group)}`;
  const many = sources.length > 1;
  const list = ` {${sources.join(', ')}}`;
  switch (type) {
    case 1:
    case 3:
      return ` / Join group ${group} for source${many ? 's in' : ''}${list}`;
    case 2:
    case 4:
      return ` / Join group ${group}, for source${many ? 's not in' : ' not'}${list}`;
    case 5:
      return ` / Group ${group}, new source${many ? 's' : ''}${list}`;
    case 6:
      return ` / Group ${group}, block source${many ? 's' : ''}${list}`;
    default:
      return ` / Group ${group}, unknown record type (?), sources${list}`;
  }
}

function recordWithoutSources(type: number, group: string): string {
  switch (type) {
    case 1:
    case 3:
      return `Leave group ${group}`;
    case 2:
    case 4:
      return `Join group ${group} for any sources`;
    case 5:
      return `Group ${group}, ALLOW_NEW_SOURCES but no source specified (?)`;
    case 6:
      return `Group ${group}, BLOCK_OLD_SOURCES but no source specified (?)`;
    default:
      return `Group ${group}, unknown record type (?)`;
  }
}

function story(v: LayerView): string {
  const type = v.num(f.type);
  if (type === QUERY) {
    return v.num(f.group) === 0
      ? 'A router asks the hosts of this network which multicast groups they want.'
      : `A router asks whether any host still wants the group ${v.text(f.group)}.`;
  }
  if (type === REPORT_V3) {
    return `Tells routers about ${v.num(f.recordCount)} multicast groups that the host joins, keeps or leaves.`;
  }
  if (type === LEAVE) return `Tells routers that the host no longer wants the group ${v.text(f.group)}.`;
  if (type === REPORT_V1 || type === REPORT_V2)
    return `Tells routers that the host wants the group ${v.text(f.group)}.`;
  return 'Carries a message about multicast groups.';
}
