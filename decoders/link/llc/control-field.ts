import type { Cursor } from '../../model/cursor.ts';
import { bool, type Field, type FieldSpec, fields, uint8, uint16 } from '../../model/field.ts';

const frameTypes = { 0: 'Information frame', 1: 'Supervisory frame', 3: 'Unnumbered frame' };
const supervisoryNames = { 0: 'Receiver ready', 1: 'Receiver not ready', 2: 'Reject', 3: 'Selective reject' };

const commands: Readonly<Record<number, string>> = {
  0: 'Unnumbered Information',
  1: 'Set Initialization Mode',
  3: 'Set Asynchronous Response Mode',
  8: 'Unnumbered Poll',
  11: 'Set Asynchronous Balanced Mode',
  16: 'Disconnect',
  19: 'Set Asynchronous Response Mode Extended',
  24: 'Unnumbered Acknowledge',
  27: 'Set Asynchronous Balanced Mode Extended',
  32: 'Set Normal Response Mode',
  33: 'Frame reject',
  35: 'Reset',
  43: 'Exchange identification',
  49: 'Configure',
  51: 'Set Normal Response Mode Extended',
  56: 'Test',
  59: 'Beacon',
};
const responses: Readonly<Record<number, string>> = {
  ...commands,
  1: 'Request Initialization Mode',
  3: 'Disconnected mode',
  16: 'Request Disconnect',
};

const shortCommands: Readonly<Record<number, string>> = {
  0: 'UI',
  1: 'SIM',
  3: 'SARM',
  8: 'UP',
  11: 'SABM',
  16: 'DISC',
  19: 'SARME',
  24: 'UA',
  27: 'SABME',
  32: 'SNRM',
  33: 'FRMR',
  35: 'RSET',
  43: 'XID',
  49: 'CFGR',
  51: 'SNRME',
  56: 'TEST',
  59: 'BCN',
};
const shortResponses: Readonly<Record<number, string>> = { ...shortCommands, 1: 'RIM', 3: 'DM', 16: 'RD' };

// The same field stands in one byte or in two; a field's width is that of its word.
const short = (make: (abbreviation: string, title: string, options: object) => FieldSpec, name: string) => ({
  final: bool(`${name}.f`, 'Final', { mask: 0x10 }),
  poll: bool(`${name}.p`, 'Poll', { mask: 0x10 }),
  type: make(`${name}.ftype`, 'Frame type', { mask: 0x03, base: 'hex', names: frameTypes }),
});

const u = fields('llc', {
  ...short(uint8, 'control'),
  command: uint8('control.u_modifier_cmd', 'Command', { mask: 0xec, base: 'hex', names: commands }),
  response: uint8('control.u_modifier_resp', 'Response', { mask: 0xec, base: 'hex', names: responses }),
});

const f = fields('llc', {
  control: uint16('control', 'Control', {
    base: 'hex',
    help: 'What kind of frame it is, and for numbered frames which one and which one is expected next.',
    rfc: 'IEEE 802.2 section 5.2',
  }),
  receive: uint16('control.n_r', 'N(R)', { mask: 0xfe00, help: 'Number of the frame expected next.' }),
  send: uint16('control.n_s', 'N(S)', { mask: 0x00fe, help: 'Number of this frame.' }),
  final: bool('control.f', 'Final', { mask: 0x0100 }),
  poll: bool('control.p', 'Poll', { mask: 0x0100 }),
  supervisory: uint16('control.s_ftype', 'Supervisory frame type', {
    mask: 0x000c,
    base: 'hex',
    names: supervisoryNames,
  }),
  supervisoryType: uint16('control.ftype', 'Frame type', { mask: 0x0003, base: 'hex', names: frameTypes }),
  informationType: uint16('control.ftype', 'Frame type', { mask: 0x0001, base: 'hex', names: frameTypes }),
});

export const controlField: Field = f.control;

/** An unnumbered information frame: the only unnumbered one whose payload is of the protocol named by the header. */
export const UI = 0x03;
/** Exchange identification, without its poll or final bit. */
export const XID = 0xaf;
const POLL = 0x10;

/** Reads the one or two bytes of an LLC control field and returns its value, low byte first. */
export function readControl(c: Cursor, response: boolean): number {
  if (c.available < 1) c.short(1);
  const first = c.peek8(c.pos);
  const at = c.pos;
  if ((first & 3) === 3) {
    c.skip(1);
    if (!c.noting) return first;
    c.label(c.at(f.control, at, 1, first), label(first, response));
    c.nest();
    if (first & POLL) c.at(response ? u.final : u.poll, at, 1, 1);
    c.at(response ? u.response : u.command, at, 1, modifier(first));
    c.at(u.type, at, 1, 3);
    c.unnest();
    return first;
  }
  c.skip(2);
  const word = (c.peek8(at + 1) << 8) | first;
  if (!c.noting) return word;
  c.label(c.at(f.control, at, 2, word), label(word, response));
  c.nest();
  c.at(f.receive, at, 2, word >>> 9);
  if ((first & 1) === 0) c.at(f.send, at, 2, (word >>> 1) & 0x7f);
  if (word & 0x0100) c.at(response && first & 1 ? f.final : f.poll, at, 2, 1);
  if (first & 1) {
    c.at(f.supervisory, at, 2, (word >>> 2) & 3);
    c.at(f.supervisoryType, at, 2, 1);
  } else c.at(f.informationType, at, 2, 0);
  c.unnest();
  return word;
}

/** True for frames that carry the protocol named by the header. */
export function carriesPayload(control: number): boolean {
  return (control & 1) === 0 || control === UI;
}

export function isExchange(control: number): boolean {
  return (control & ~POLL) === XID;
}

/** The control field in words: `U, func=UI`, `S F, func=RR, N(R)=5`, `I, N(R)=3, N(S)=0`. */
export function controlText(control: number, response: boolean): string {
  const unnumbered = (control & 3) === 3;
  const kind = unnumbered ? 'U' : control & 1 ? 'S' : 'I';
  const marked = (control & (unnumbered ? POLL : 0x0100)) !== 0;
  // Information frames are always commands.
  const head = marked ? `${kind} ${response && kind !== 'I' ? 'F' : 'P'}` : kind;
  if (unnumbered) return `${head}, func=${(response ? shortResponses : shortCommands)[modifier(control)] ?? 'Unknown'}`;
  const receive = `N(R)=${control >>> 9}`;
  if (control & 1) return `${head}, func=${['RR', 'RNR', 'REJ', 'SREJ'][(control >>> 2) & 3]}, ${receive}`;
  return `${head}, ${receive}, N(S)=${(control >>> 1) & 0x7f}`;
}

function label(control: number, response: boolean): string {
  const digits = control
    .toString(16)
    .toUpperCase()
    .padStart((control & 3) === 3 ? 2 : 4, '0');
  return `Control field: ${controlText(control, response)} (0x${digits})`;
}

/** The five modifier bits, shifted as their mask 0xec says. */
function modifier(control: number): number {
  return (control & 0xec) >>> 2;
}
