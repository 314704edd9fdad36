import { checksumStatusNames } from '../../model/checksum.ts';
import {
  bool,
  duration,
  fields,
  frameLink,
  int32,
  none,
  octets,
  text,
  uint8,
  uint16,
  uint32,
} from '../../model/field.ts';

const HEADER = 'RFC 9293 section 3.1';
const ACC_ECN = 'RFC 9768 section 3.2.2';

function flag(abbreviation: string, title: string, mask: number, help: string, rfc = HEADER) {
  return bool(`flags.${abbreviation}`, title, { mask, width: 12, help, rfc });
}

/** Expert notes have names that can be filtered for. */
function note(abbreviation: string, title: string, help?: string) {
  return none(abbreviation, title, { hidden: true, help });
}

/** The names of a conversation's completeness, see {@link completenessText}. */
const COMPLETENESS_HELP =
  'Which parts of the connection the capture holds, as a sum: SYN 1, SYN-ACK 2, ACK 4, data 8, FIN 16, RST 32. 31, 47 and 63 are complete connections with data.';

/** Fields of the header, of the stream and of what the payload became. */
export const f = fields('tcp', {
  sourcePort: uint16('srcport', 'Source Port', { also: ['tcp.port'], rfc: HEADER }),
  destinationPort: uint16('dstport', 'Destination Port', { also: ['tcp.port'], rfc: HEADER }),
  stream: uint32('stream', 'Stream index', { help: 'Number of the connection, from 0 in order of appearance.' }),
  completeness: uint8('completeness', 'Conversation completeness', { help: COMPLETENESS_HELP }),
  completenessFlags: text('completeness.str', 'Completeness Flags', {
    hidden: true,
    help: 'The parts as letters: RST, FIN, Data, ACK, SYN-ACK, SYN; a dot for each that is missing.',
  }),
  length: uint32('len', 'TCP Segment Len', { help: 'Bytes of payload.' }),
  seq: uint32('seq', 'Sequence Number', {
    suffix: '(relative sequence number)',
    help: "Number of the first payload byte in the sender's stream, counted from the connection's beginning.",
    rfc: HEADER,
  }),
  seqRaw: uint32('seq_raw', 'Sequence Number (raw)', { help: 'The number as it is in the header.', rfc: HEADER }),
  nextSeq: uint32('nxtseq', 'Next Sequence Number', {
    suffix: '(relative sequence number)',
    help: "Sequence number of the sender's next segment, when nothing is lost.",
  }),
  ack: uint32('ack', 'Acknowledgment Number', {
    suffix: '(relative ack number)',
    help: 'The next byte that the sender expects from its peer: all before it has arrived.',
    rfc: HEADER,
  }),
  ackRaw: uint32('ack_raw', 'Acknowledgment number (raw)', { help: 'The number as it is in the header.', rfc: HEADER }),
  headerLength: uint8('hdr_len', 'Header Length', {
    help: 'In bytes; on the wire in units of four (Data Offset).',
    rfc: HEADER,
  }),
  flags: uint16('flags', 'Flags', { base: 'hex', help: 'The twelve flag bits together.', rfc: HEADER }),
  reserved: flag('res', 'Reserved', 0xe00, 'Must be zero.'),
  accurateEcn: flag('ae', 'Accurate ECN', 0x100, 'Part of the counter of congestion marks.', ACC_ECN),
  cwr: flag('cwr', 'Congestion Window Reduced', 0x080, 'The sender has slowed down after ECN-Echo.', 'RFC 3168'),
  ece: flag('ece', 'ECN-Echo', 0x040, 'A packet arrived with a congestion mark.', 'RFC 3168'),
  ace: uint8('flags.ace', 'ACE', {
    mask: 0x1c0,
    width: 12,
    help: 'The three ECN bits as a counter of packets with congestion marks, where both sides agreed on it.',
    rfc: ACC_ECN,
  }),
  urg: flag('urg', 'Urgent', 0x020, 'The urgent pointer is valid.'),
  ackFlag: flag('ack', 'Acknowledgment', 0x010, 'The acknowledgment number is valid.'),
  push: flag('push', 'Push', 0x008, 'The receiver should hand the data to the application at once.'),
  reset: flag('reset', 'Reset', 0x004, 'The connection is aborted.'),
  syn: flag('syn', 'Syn', 0x002, 'Opens a connection and gives the initial sequence number.'),
  fin: flag('fin', 'Fin', 0x001, 'The sender has no more data.'),
  flagText: text('flags.str', 'TCP Flags'),
  windowValue: uint16('window_size_value', 'Window', { help: 'As it is in the header, not scaled.', rfc: HEADER }),
  window: uint32('window_size', 'Calculated window size', {
    help: 'Bytes that the sender can receive beyond the acknowledgment number, scaled if the handshake was seen.',
    rfc: 'RFC 7323 section 2.2',
  }),
  scaleFactor: int32('window_size_scalefactor', 'Window size scaling factor', {
    help: '-1: not known, the handshake was not captured; -2: not used in this connection.',
    rfc: 'RFC 7323 section 2.2',
  }),
  checksum: uint16('checksum', 'Checksum', { base: 'hex', rfc: HEADER }),
  checksumStatus: uint8('checksum.status', 'Checksum Status', { base: 'name', names: checksumStatusNames }),
  checksumCalculated: uint16('checksum_calculated', 'Calculated Checksum', { base: 'hex' }),
  urgentPointer: uint16('urgent_pointer', 'Urgent Pointer', {
    help: 'Offset from the sequence number to the byte behind urgent data, valid with the Urgent flag.',
    rfc: 'RFC 6093',
  }),
  timestamps: none('/text', 'Timestamps'),
  timeRelative: duration('time_relative', 'Time since first frame in this TCP stream'),
  timeDelta: duration('time_delta', 'Time since previous frame in this TCP stream'),
  payload: octets('payload', 'TCP payload'),
  resetCause: text('reset_cause', 'Reset cause', { rfc: 'RFC 9293 section 3.5.3' }),
  segmentData: octets('segment_data', 'TCP segment data', {
    help: 'Bytes of this segment that belong to a message of several segments, or were seen before.',
  }),
  reassembledIn: frameLink('reassembled_in', 'Reassembled PDU in frame', {
    help: 'The frame in which the message that these bytes belong to is complete; it is shown there.',
  }),
  segments: none('segments', 'Reassembled TCP Segments'),
  segment: frameLink('segment', 'TCP Segment'),
  segmentCount: uint32('segment.count', 'Segment count'),
  reassembledLength: uint32('reassembled.length', 'Reassembled TCP length'),
  reassembledData: octets('reassembled.data', 'Reassembled TCP Data'),
  finRetransmission: frameLink('fin_retransmission', 'Retransmission of FIN from frame', {
    help: 'The frame in which this side closed its direction for the first time.',
  }),
});

/** What the analysis of sequence numbers found. */
export const a = fields('tcp.analysis', {
  analysis: none('', 'SEQ/ACK analysis'),
  flags: none('flags', 'TCP Analysis Flags'),
  acksFrame: frameLink('acks_frame', 'This is an ACK to the segment in frame'),
  ackRtt: duration('ack_rtt', 'The RTT to ACK the segment was'),
  initialRtt: duration('initial_rtt', 'iRTT', { help: 'From the SYN to the first ACK of the handshake.' }),
  bytesInFlight: uint32('bytes_in_flight', 'Bytes in flight', {
    help: 'Bytes that the sender has sent and that have not been acknowledged, after this segment.',
  }),
  pushBytesSent: uint32('push_bytes_sent', 'Bytes sent since last PSH flag'),
  rto: duration('rto', 'The RTO for this segment was', {
    help: 'Time between the segment that is not acknowledged and this retransmission.',
  }),
  rtoFrame: frameLink('rto_frame', 'RTO based on delta from frame'),
  duplicateAckNumber: uint32('duplicate_ack_num', 'Duplicate ACK #'),
  duplicateAckFrame: frameLink('duplicate_ack_frame', 'Duplicate to the ACK in frame'),
  duplicateAck: none('duplicate_ack', 'This is a TCP duplicate ack'),
  retransmission: note('retransmission', 'This frame is a (suspected) retransmission'),
  fastRetransmission: note('fast_retransmission', 'This frame is a (suspected) fast retransmission'),
  spuriousRetransmission: note('spurious_retransmission', 'This frame is a (suspected) spurious retransmission'),
  outOfOrder: note('out_of_order', 'This frame is a (suspected) out-of-order segment'),
  reusedPorts: note(
    'reused_ports',
    'A new tcp session is started with the same ports as an earlier session in this trace',
  ),
  lostSegment: note('lost_segment', 'Previous segment(s) not captured (common at capture start)'),
  ackLostSegment: note('ack_lost_segment', "ACKed segment that wasn't captured (common at capture start)"),
  windowUpdate: note('window_update', 'TCP window update'),
  windowFull: note('window_full', 'TCP window specified by the receiver is now completely full'),
  keepAlive: note('keep_alive', 'TCP keep-alive segment'),
  keepAliveAck: note('keep_alive_ack', 'ACK to a TCP keep-alive segment'),
  zeroWindowProbe: note('zero_window_probe', 'TCP Zero Window Probe'),
  zeroWindow: note('zero_window', 'TCP Zero Window segment'),
  zeroWindowProbeAck: note('zero_window_probe_ack', 'ACK to a TCP Zero Window Probe'),
  fastOpenSyn: note('tfo_syn', 'TCP SYN with TFO Cookie'),
  fastOpenAck: note('tfo_ack', 'TCP SYN-ACK accepting TFO data'),
  fastOpenIgnored: note('tfo_ignored', 'TCP SYN-ACK ignoring TFO data'),
});

/** Names of the other expert notes. */
export const n = fields('tcp', {
  syn: note('connection.syn', 'Connection establish request (SYN)'),
  synAck: note('connection.synack', 'Connection establish acknowledge (SYN+ACK)'),
  fin: note('connection.fin', 'Connection finish (FIN)'),
  finActive: note('connection.fin_active', 'This frame initiates the connection closing'),
  finPassive: note('connection.fin_passive', 'This frame undergoes the connection closing'),
  rst: note('connection.rst', 'Connection reset (RST)'),
  ackNonzero: note('ack.nonzero', 'The acknowledgment number field is nonzero while the ACK flag is not set'),
  urgentNonzero: note('urgent_pointer.non_zero', 'The urgent pointer field is nonzero while the URG flag is not set'),
  shortSegment: note('short_segment', 'Short segment'),
  bogusHeaderLength: note('bogus_header_length', 'Bogus TCP Header length'),
  checksumBad: note('checksum_bad.expert', 'Bad checksum'),
  checksumOnes: note('checksum.ffff', 'TCP Checksum 0xffff instead of 0x0000 (see RFC 1624)'),
  checksumPartial: note(
    'checksum.partial',
    'Partial (pseudo header) checksum',
    'The network adapter fills in the checksum when it sends the packet, after it was captured.',
  ),
  mssAbsent: note('options.mss.absent', 'The SYN packet does not contain a MSS option'),
  mssPresent: note('options.mss.present', 'The non-SYN packet does contain a MSS option'),
  optionLength: note('option.len.invalid', 'Invalid length for option'),
  scaleInvalid: note('options.wscale.shift.invalid', 'Window scale shift exceeds 14'),
  fourNops: note('nop', '4 NOP in a row - a router may have removed some options'),
  afterEnd: note('non_zero_bytes_after_eol', 'Non zero bytes in option space after EOL option'),
  suboption: note('suboption_malformed', 'suboption would go past end of option'),
  duplicateSack: note('options.sack.dsack', 'D-SACK Sequence'),
});
