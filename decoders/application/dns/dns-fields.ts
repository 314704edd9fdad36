import {
  bool,
  duration,
  type FieldOptions,
  fields,
  frameLink,
  none,
  octets,
  text,
  uint8,
  uint16,
  uint32,
} from '../../model/field.ts';
import { durationWords } from '../../tree/duration-words.ts';
import { classNames, opcodeNames, rcodeNames } from './message-names.ts';
import { typeTitles } from './record-types.ts';

const type: FieldOptions = { names: typeTitles };
const yes: readonly [string, string] = ['True', 'False'];

/** Fields of the header, the questions, the records' common part and the transaction. */
export const f = fields('dns', {
  length: uint16('length', 'Length', {
    help: 'Over a stream: bytes of the message that follows.',
    rfc: 'RFC 1035 section 4.2.2',
  }),
  id: uint16('id', 'Transaction ID', { base: 'hex', help: 'Chosen by the asker; the answer repeats it.' }),
  flags: uint16('flags', 'Flags', { base: 'hex', rfc: 'RFC 1035 section 4.1.1' }),
  response: bool('flags.response', 'Response', {
    mask: 0x8000,
    truth: ['Message is a response', 'Message is a query'],
  }),
  opcode: uint16('flags.opcode', 'Opcode', { mask: 0x7800, names: opcodeNames, help: 'What is asked of the server.' }),
  authoritative: bool('flags.authoritative', 'Authoritative', {
    mask: 0x0400,
    truth: ['Server is an authority for domain', 'Server is not an authority for domain'],
  }),
  conflictQuery: bool('flags.conflict', 'Conflict', {
    mask: 0x0400,
    truth: ['The sender received multiple responses', 'None'],
  }),
  conflictResponse: bool('flags.conflict', 'Conflict', {
    mask: 0x0400,
    truth: ['The name is not considered unique', 'The name is considered unique'],
  }),
  truncated: bool('flags.truncated', 'Truncated', {
    mask: 0x0200,
    truth: ['Message is truncated', 'Message is not truncated'],
    help: 'The answer did not fit; it can be asked for again over TCP.',
  }),
  recursionDesired: bool('flags.recdesired', 'Recursion desired', {
    mask: 0x0100,
    truth: ['Do query recursively', "Don't do query recursively"],
    help: 'The server is asked to find the answer itself instead of naming other servers.',
  }),
  tentative: bool('flags.tentative', 'Tentative', { mask: 0x0100, truth: ['Tentative', 'Not tentative'] }),
  recursionAvailable: bool('flags.recavail', 'Recursion available', {
    mask: 0x0080,
    truth: ['Server can do recursive queries', "Server can't do recursive queries"],
  }),
  z: bool('flags.z', 'Z', { mask: 0x0040, truth: ['reserved - incorrect!', 'reserved (0)'] }),
  authenticated: bool('flags.authenticated', 'Answer authenticated', {
    mask: 0x0020,
    truth: [
      'Answer/authority portion was authenticated by the server',
      'Answer/authority portion was not authenticated by the server',
    ],
    rfc: 'RFC 4035 section 3.2.3',
  }),
  authenticData: bool('flags.authenticated', 'AD bit', { mask: 0x0020, rfc: 'RFC 6840 section 5.7' }),
  checkDisabled: bool('flags.checkdisable', 'Non-authenticated data', {
    mask: 0x0010,
    truth: ['Acceptable', 'Unacceptable'],
    rfc: 'RFC 4035 section 3.2.2',
  }),
  rcode: uint16('flags.rcode', 'Reply code', { mask: 0x000f, names: rcodeNames }),
  questions: uint16('count.queries', 'Questions'),
  zones: uint16('count.zones', 'Zones'),
  answers: uint16('count.answers', 'Answer RRs'),
  prerequisites: uint16('count.prerequisites', 'Prerequisites'),
  authorities: uint16('count.auth_rr', 'Authority RRs'),
  updates: uint16('count.updates', 'Updates'),
  additionals: uint16('count.add_rr', 'Additional RRs'),
  section: none('/text', 'Section'),
  entry: none('/text', 'Entry'),
  queryName: text('qry.name', 'Name'),
  queryNameLength: uint16('qry.name.len', 'Name Length'),
  labels: uint16('count.labels', 'Label Count'),
  queryType: uint16('qry.type', 'Type', type),
  queryClass: uint16('qry.class', 'Class', { base: 'hex', names: classNames }),
  multicastQueryClass: uint16('qry.class', 'Class', { base: 'hex', names: classNames, mask: 0x7fff }),
  unicastWanted: bool('qry.qu', '"QU" question', {
    mask: 0x8000,
    truth: yes,
    help: 'The asker would like the answer for itself instead of for the group.',
    rfc: 'RFC 6762 section 5.4',
  }),
  recordName: text('resp.name', 'Name'),
  service: text('srv.service', 'Service'),
  serviceProtocol: text('srv.proto', 'Protocol'),
  serviceName: text('srv.name', 'Name'),
  recordType: uint16('resp.type', 'Type', type),
  recordClass: uint16('resp.class', 'Class', { base: 'hex', names: classNames }),
  multicastRecordClass: uint16('resp.class', 'Class', { base: 'hex', names: classNames, mask: 0x7fff }),
  cacheFlush: bool('resp.cache_flush', 'Cache flush', {
    mask: 0x8000,
    truth: yes,
    help: 'The record replaces what was known of this name and type.',
    rfc: 'RFC 6762 section 10.2',
  }),
  ttl: uint32('resp.ttl', 'Time to live', {
    remark: durationWords,
    help: 'How long the record may be kept, in seconds.',
  }),
  ttlHighBit: none('ttl.high_bit_set', 'The uppermost bit of the TTL is set (RFC 2181, section 8)', { hidden: true }),
  dataLength: uint16('resp.len', 'Data length'),
  payloadSize: uint16('rr.udp_payload_size', 'UDP payload size', {
    help: 'Longest UDP message that the sender can take.',
    rfc: 'RFC 6891 section 6.2.3',
  }),
  multicastPayloadSize: uint16('rr.udp_payload_size', 'UDP payload size', { base: 'hex', mask: 0x7fff }),
  extendedRcode: uint8('resp.ext_rcode', 'Higher bits in extended RCODE', {
    base: 'hex',
    rfc: 'RFC 6891 section 6.1.3',
  }),
  ednsVersion: uint8('resp.edns0_version', 'EDNS0 version'),
  ednsFlags: uint16('resp.z', 'Z', { base: 'hex' }),
  dnssecOk: bool('resp.z.do', 'DO bit', {
    mask: 0x8000,
    truth: ['Accepts DNSSEC security RRs', 'Cannot handle DNSSEC security RRs'],
    rfc: 'RFC 3225',
  }),
  ednsReserved: uint16('resp.z.reserved', 'Reserved', { base: 'hex', mask: 0x7fff }),
  data: octets('data', 'Data'),
  undecodedType: none('undecoded.type', 'Undecoded option', { hidden: true }),
  extraneous: none('/text', 'Extraneous Data'),
  extraneousData: octets('extraneous.data', 'Extraneous Data Bytes'),
  extraneousLength: uint32('extraneous.length', 'Extraneous Data Length'),
  responseIn: frameLink('response_in', 'Response In', { help: 'The frame that answers this query.' }),
  requestIn: frameLink('response_to', 'Request In', { help: 'The frame with the query that this answers.' }),
  retransmittedRequest: frameLink('retransmit_request_in', 'Retransmitted request. Original request in'),
  retransmittedResponse: frameLink('retransmit_response_in', 'Retransmitted response. Original response in'),
  requestAgain: none('retransmit_request', 'DNS query retransmission', { hidden: true }),
  responseAgain: none('retransmit_response', 'DNS response retransmission', { hidden: true }),
  retransmission: bool('retransmission', 'Retransmission', { truth: yes }),
  unsolicited: bool('unsolicited', 'Unsolicited', { truth: yes, help: 'No query for this response was seen.' }),
  time: duration('time', 'Time', { help: 'From the query to this response.' }),
});
