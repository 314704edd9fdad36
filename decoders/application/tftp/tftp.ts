import { udpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { type Field, fields, none, octets, text, uint16 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';

const READ = 1;
const WRITE = 2;
const DATA = 3;
const ACKNOWLEDGE = 4;
const ERROR = 5;
const OPTIONS = 6;

const opcodes: Readonly<Record<number, string>> = {
  1: 'Read Request',
  2: 'Write Request',
  3: 'Data Packet',
  4: 'Acknowledgement',
  5: 'Error Code',
  6: 'Option Acknowledgement',
  255: 'Information (MSDP)',
};
const errors: Readonly<Record<number, string>> = {
  0: 'Not defined',
  1: 'File not found',
  2: 'Access violation',
  3: 'Disk full or allocation exceeded',
  4: 'Illegal TFTP Operation',
  5: 'Unknown transfer ID',
  6: 'File already exists',
  7: 'No such user',
  8: 'Option negotiation failed',
};

const f = fields('tftp', {
  opcode: uint16('opcode', 'Opcode', { names: opcodes, rfc: 'RFC 1350 section 5' }),
  source: text('source_file', 'Source File'),
  destination: text('destination_file', 'DESTINATION File'),
  type: text('type', 'Type', { help: 'netascii, octet or mail.' }),
  block: uint16('block', 'Block'),
  errorCode: uint16('error.code', 'Error code', { names: errors }),
  errorText: text('error.message', 'Error message'),
  option: none('option', 'Option'),
  optionName: text('option.name', 'Option name', { rfc: 'RFC 2347' }),
  optionValue: text('option.value', 'Option value'),
  data: octets('data', 'Data'),
});

/** Carries files in numbered blocks; only the first datagram goes to the server's well-known port. */
export const tftp = protocol({
  name: 'tftp',
  title: 'Trivial File Transfer Protocol',
  short: 'TFTP',
  osi: 7,
  rule: 'brings a file, block by block, each one acknowledged',
  unit: 'message',
  rfc: [1350, 2347],
  fields: f,
  claims: [[udpPorts, 69]],
  decode(c) {
    const opcode = c.u16(f.opcode);
    if (opcode === READ || opcode === WRITE) {
      zeroEnded(c, opcode === READ ? f.source : f.destination);
      zeroEnded(c, f.type);
      options(c);
    } else if (opcode === OPTIONS) options(c);
    else if (opcode === DATA) {
      c.u16(f.block);
      if (c.remaining > 0) c.take(f.data, c.remaining);
    } else if (opcode === ACKNOWLEDGE) c.u16(f.block);
    else if (opcode === ERROR) {
      c.u16(f.errorCode);
      zeroEnded(c, f.errorText);
    } else if (c.remaining > 0) c.take(f.data, c.remaining);
  },
  info,
  infoFields: [
    f.opcode,
    f.source,
    f.destination,
    f.type,
    f.block,
    f.errorCode,
    f.errorText,
    f.optionName,
    f.optionValue,
  ],
  story,
});

function story(v: LayerView): string {
  switch (v.num(f.opcode)) {
    case READ:
      return v.has(f.source) ? `Asks for the file ${v.text(f.source)}.` : 'Asks for a file.';
    case WRITE:
      return v.has(f.destination) ? `Is about to send the file ${v.text(f.destination)}.` : 'Is about to send a file.';
    case DATA:
      return v.has(f.block) ? `Carries block ${v.num(f.block)} of the file.` : 'Carries a block of the file.';
    case ACKNOWLEDGE:
      return v.has(f.block) ? `Confirms block ${v.num(f.block)} of the file.` : 'Confirms a block of the file.';
    case ERROR:
      return v.has(f.errorCode) ? `Ends the transfer: ${v.text(f.errorCode)}.` : 'Ends the transfer with an error.';
    case OPTIONS:
      return 'Agrees to options of the transfer.';
    default:
      return 'An unknown message of a simple file transfer.';
  }
}

/** A text that ends with a zero byte; the zero is not part of the value. */
function zeroEnded(c: Cursor, field: Field): void {
  const zero = c.bytes.indexOf(0, c.pos);
  if (zero < 0 || zero >= c.end) c.short(c.available + 1);
  c.take(field, zero - c.pos);
  c.skip(1);
}

function options(c: Cursor): void {
  while (c.remaining > 0) {
    const entry = c.open(f.option);
    zeroEnded(c, f.optionName);
    zeroEnded(c, f.optionValue);
    c.close(entry);
  }
}

function info(v: LayerView): string {
  const opcode = v.num(f.opcode);
  const name = v.name(f.opcode) ?? `Unknown (0x${opcode.toString(16).padStart(4, '0')})`;
  const values = [...v.all(f.optionValue)];
  const chosen = [...v.all(f.optionName)]
    .map((at, i) => `, ${v.textAt(at, f.optionName)}=${i < values.length ? v.textAt(values[i], f.optionValue) : ''}`)
    .join('');
  if (opcode === READ) return `${name}, File: ${v.text(f.source)}, Transfer type: ${v.text(f.type)}${chosen}`;
  if (opcode === WRITE) return `${name}, File: ${v.text(f.destination)}, Transfer type: ${v.text(f.type)}${chosen}`;
  if (opcode === DATA) return `${name}, Block: ${v.num(f.block)}`;
  if (opcode === ACKNOWLEDGE) return `${name}, Block: ${v.num(f.block)}`;
  if (opcode === ERROR) return `${name}, Code: ${v.name(f.errorCode) ?? 'Unknown'}, Message: ${v.text(f.errorText)}`;
  return `${name}${chosen}`;
}
