import {
  ACKED_LOST_SEGMENT,
  DUPLICATE_ACK,
  FAST_RETRANSMISSION,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  LOST_SEGMENT,
  OUT_OF_ORDER,
  RETRANSMISSION,
  REUSED_PORTS,
  SPURIOUS_RETRANSMISSION,
  WINDOW_FULL,
  WINDOW_UPDATE,
  ZERO_WINDOW,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
} from './analysis-flags.ts';

/** Values that a rule compares; how each is told is in evidence-notes.ts. */
export type Compared =
  | 'segment'
  | 'next'
  | 'sinceNext'
  | 'ack'
  | 'ownAck'
  | 'window'
  | 'ownWindow'
  | 'peerAck'
  | 'sincePeer'
  | 'peerWindow'
  | 'peerRoom'
  | 'peerSeen'
  | 'peerNext'
  | 'peerSegment'
  | 'duplicates'
  | 'firstAck'
  | 'newSequence'
  | 'earlier';

/** What stands behind an analysis flag, for a person. */
export interface EvidenceRule {
  readonly rule: string;
  readonly compared: readonly Compared[];
  /** The limit in time that the rule applies; which one holds is told with its value. */
  readonly threshold?: 'fast' | 'overtaken';
  readonly alternatives: readonly string[];
}

/** By analysis flag: the rules that {@link SequenceAnalysis} applies, in words. */
export const evidenceRules: ReadonlyMap<number, EvidenceRule> = new Map<number, EvidenceRule>([
  [
    RETRANSMISSION,
    {
      rule: 'The segment carries data, SYN or FIN and begins before the highest sequence number already sent, and is neither a spurious nor a fast retransmission nor out of order.',
      compared: ['segment', 'next', 'sinceNext', 'peerAck', 'duplicates'],
      threshold: 'overtaken',
      alternatives: [
        'a segment that was overtaken on its way and came later than the threshold',
        'a copy of the same packet: captured at two interfaces, or duplicated in the network',
      ],
    },
  ],
  [
    FAST_RETRANSMISSION,
    {
      rule: 'The segment begins before the highest sequence number already sent, exactly where the last ACK of the peer ends, at least two duplicate ACKs ask for it, and it follows the last of them within the threshold.',
      compared: ['segment', 'next', 'peerAck', 'duplicates', 'sincePeer'],
      threshold: 'fast',
      alternatives: [
        'a segment that was overtaken by at least three others and came late',
        'a retransmission by timeout that happened to follow duplicate ACKs',
      ],
    },
  ],
  [
    SPURIOUS_RETRANSMISSION,
    {
      rule: 'The segment carries data, all of which the peer has acknowledged before.',
      compared: ['segment', 'peerAck', 'next'],
      alternatives: [
        'the ACK was seen here and lost on its way to the sender, which then had to send again',
        'a copy of the same packet: captured at two interfaces, or duplicated in the network',
        'a tail-loss probe or a keep-alive of more than one byte',
      ],
    },
  ],
  [
    OUT_OF_ORDER,
    {
      rule: 'The segment carries data, SYN or FIN, begins before the highest sequence number already sent and does not end there, and it came within the threshold after the segment that is ahead of it.',
      compared: ['segment', 'next', 'sinceNext', 'peerAck'],
      threshold: 'overtaken',
      alternatives: [
        'a retransmission that was sent quickly, for example after selective ACKs that were not captured',
        'frames written in another order than they came, as several capture queues do',
      ],
    },
  ],
  [
    LOST_SEGMENT,
    {
      rule: 'The segment begins beyond the highest sequence number that this side has sent so far, so the bytes between are missing here.',
      compared: ['segment', 'next'],
      alternatives: [
        'a segment lost on the way: then the peer asks for it with duplicate ACKs, or it is sent again',
        'a segment that the capture dropped, that took another path, or that was sent before the capture began',
        'a segment still to come, which this one has overtaken',
      ],
    },
  ],
  [
    ACKED_LOST_SEGMENT,
    {
      rule: 'The ACK reaches beyond the end of what the peer was seen to send without a hole.',
      compared: ['ack', 'peerSeen', 'peerNext'],
      alternatives: [
        'data that took another path or that the capture dropped: it did arrive, or it would not be acknowledged',
        'data still to come: frames written in another order than they came, as several capture queues do',
      ],
    },
  ],
  [
    KEEP_ALIVE,
    {
      rule: 'The segment carries no byte or one, begins one before the next sequence number, and has no SYN, FIN or RST.',
      compared: ['segment', 'next'],
      alternatives: ['a retransmission of a segment of one byte, or of the last byte of one'],
    },
  ],
  [
    KEEP_ALIVE_ACK,
    {
      rule: "The segment carries nothing, repeats the sender's last ACK and window, begins at the next sequence number, and the peer's segment before it was a keep-alive.",
      compared: ['segment', 'next', 'ack', 'ownAck', 'window', 'ownWindow', 'peerSegment'],
      alternatives: ['a duplicate ACK that crossed the keep-alive on its way'],
    },
  ],
  [
    DUPLICATE_ACK,
    {
      rule: "The segment carries nothing, has no SYN, FIN or RST, begins at the next sequence number, and repeats the sender's last ACK and window, which is not 0.",
      compared: ['segment', 'next', 'ack', 'ownAck', 'window', 'ownWindow', 'firstAck'],
      alternatives: [
        'a sign that a segment was lost, or that segments were overtaken: the first one or two are no proof of loss',
        'an answer to data that came twice',
        'a copy of the same packet: captured at two interfaces, or duplicated in the network',
      ],
    },
  ],
  [
    ZERO_WINDOW,
    {
      rule: 'The window is 0, and the segment has no SYN, FIN or RST: the sender takes no more data for now.',
      compared: ['window', 'ownWindow'],
      alternatives: ['a host that has closed its reading side and discards what comes'],
    },
  ],
  [
    ZERO_WINDOW_PROBE,
    {
      rule: 'The segment carries one byte at the next sequence number while the window that the peer offered last is 0.',
      compared: ['segment', 'next', 'peerWindow'],
      alternatives: ['data of one byte, sent before the closed window was known'],
    },
  ],
  [
    ZERO_WINDOW_PROBE_ACK,
    {
      rule: "The segment carries nothing, the window is 0 as before, and the peer's segment before it was a probe of the closed window.",
      compared: ['segment', 'next', 'ack', 'ownAck', 'window', 'ownWindow', 'peerSegment'],
      alternatives: [],
    },
  ],
  [
    WINDOW_UPDATE,
    {
      rule: "The segment carries nothing, begins at the next sequence number and repeats the sender's last ACK, with another window, which is not 0.",
      compared: ['segment', 'next', 'ack', 'ownAck', 'window', 'ownWindow'],
      alternatives: ['an ACK that was overtaken by a later one'],
    },
  ],
  [
    WINDOW_FULL,
    {
      rule: "The segment's data ends exactly where the window ends that the peer offered last: nothing more may be sent until it is moved.",
      compared: ['segment', 'peerAck', 'peerWindow', 'peerRoom'],
      alternatives: ['the peer has moved its window already, in a segment that was captured later or not at all'],
    },
  ],
  [
    REUSED_PORTS,
    {
      rule: 'A SYN between addresses and ports that are known, with another initial sequence number than the earlier one.',
      compared: ['newSequence', 'earlier'],
      alternatives: [
        'a SYN that was sent again by a middlebox or proxy which numbers anew',
        'a port scanner, which takes the same port for all its attempts',
      ],
    },
  ],
]);
