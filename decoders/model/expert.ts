import { bool, type Field, type FieldSpec, fields, none, octets, text, uint32 } from './field.ts';

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

/** Numbers of the groups, as Wireshark has them divided by 2^24. */
const groupNumbers = {
  Checksum: 1,
  Sequence: 2,
  Response: 3,
  Request: 4,
  Undecoded: 5,
  Reassemble: 6,
  Malformed: 7,
  Protocol: 9,
  Security: 10,
  Comment: 11,
  Assumption: 13,
  Deprecated: 14,
} as const;

export type ExpertGroup = keyof typeof groupNumbers;

/** What the numbers of severities and groups are multiplied by in the values of fields. */
const SEVERITY = 2 ** 20;
const GROUP = 2 ** 24;

const namesOfGroups = Object.fromEntries(Object.entries(groupNumbers).map(([name, number]) => [number, name]));

function scaled(names: Readonly<Record<number, string>>, by: number): Record<number, string> {
  return Object.fromEntries(Object.entries(names).map(([number, name]) => [Number(number) * by, name]));
}

export const severityValue = (severity: Severity): number => severity * SEVERITY;
export const groupValue = (group: ExpertGroup): number => groupNumbers[group] * GROUP;

/** Exported with its text, unlike a plain field without value. */
const note = (abbreviation: string, title: string, help?: string): FieldSpec => ({
  ...none(abbreviation, title, { help }),
  type: 'protocol',
});

const parts = {
  message: text('expert.message', 'Message'),
  severity: uint32('expert.severity', 'Severity level', { base: 'name', names: scaled(severityNames, SEVERITY) }),
  group: uint32('expert.group', 'Group', { base: 'name', names: scaled(namesOfGroups, GROUP) }),
};

export const expertFields = fields('_ws', {
  expert: note('expert', 'Expert Info'),
  ...parts,
  malformed: note('malformed', 'Malformed Packet'),
  short: note('short', 'Packet size limited during capture'),
  unreassembled: note('unreassembled', 'Unreassembled Fragmented Packet'),
  undecoded: octets('undecoded', 'Undecoded'),
  error: bool('decoder_error', 'Decoder Error', { help: 'The decoder itself failed; its bytes are shown undecoded.' }),
});

/** The parts of a note: {@link expertFields} or {@link remarkFields}. */
export type NoteFields = Readonly<Record<'expert' | keyof typeof parts, Field>>;

/**
 * Of notes that Wireshark does not make. They have names of their own, so that `_ws.expert` selects what it selects
 * there, and are left out of the forms that have its shape.
 */
export const remarkFields = fields('osiscope', {
  expert: note('expert', 'Expert Info', 'A note that Wireshark does not make.'),
  ...parts,
});
