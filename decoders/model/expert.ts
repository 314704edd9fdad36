import { bool, type FieldSpec, fields, none, octets, text, uint32 } from './field.ts';

/** Severities of expert notes, ordered; the numbers are Wireshark's divided by 2^20. */
export const COMMENT = 1;
export const CHAT = 2;
export const NOTE = 4;
export const WARN = 6;
export const ERROR = 8;
export type Severity = typeof COMMENT | typeof CHAT | typeof NOTE | typeof WARN | typeof ERROR;

export const severityNames: Readonly<Record<number, string>> = {
  1: 'Comment',
  2: 'Chat',
  4: 'Note',
  6: 'Warning',
  8: 'Error',
};

export type ExpertGroup =
  | 'Checksum'
  | 'Sequence'
  | 'Response'
  | 'Request'
  | 'Undecoded'
  | 'Reassemble'
  | 'Malformed'
  | 'Protocol'
  | 'Security'
  | 'Comment'
  | 'Assumption'
  | 'Deprecated';

/** Exported with its text, unlike a plain field without value. */
const note = (abbreviation: string, title: string): FieldSpec => ({ ...none(abbreviation, title), type: 'protocol' });

export const expertFields = fields('_ws', {
  expert: note('expert', 'Expert Info'),
  message: text('expert.message', 'Message'),
  severity: uint32('expert.severity', 'Severity level', { base: 'name', names: severityNames }),
  group: text('expert.group', 'Group'),
  malformed: note('malformed', 'Malformed Packet'),
  short: note('short', 'Packet size limited during capture'),
  unreassembled: note('unreassembled', 'Unreassembled Fragmented Packet'),
  undecoded: octets('undecoded', 'Undecoded'),
  error: bool('decoder_error', 'Decoder Error', { help: 'The decoder itself failed; its bytes are shown undecoded.' }),
});
