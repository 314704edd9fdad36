import type { Cursor } from '../../model/cursor.ts';
import { bool, type Field, fields, ipv4, ipv6, octets, uint8, uint16, uint32, uint64 } from '../../model/field.ts';
import { multipathResetReasons, multipathSubtypes } from './multipath-names.ts';
import { o } from './option-fields.ts';

const CAPABLE = 0;
const JOIN = 1;
const SIGNAL = 2;
const ADD_ADDRESS = 3;
const REMOVE_ADDRESS = 4;
const PRIORITY = 5;
const FAIL = 6;
const FAST_CLOSE = 7;
const RESET = 8;

/** Fields of the Multipath TCP option (RFC 8684 section 3). */
const f = fields('tcp.options.mptcp', {
  subtype: uint8('subtype', 'Multipath TCP subtype', { mask: 0xf0, names: multipathSubtypes }),
  version: uint8('version', 'Multipath TCP version', { mask: 0x0f }),
  flags: uint8('flags', 'Multipath TCP flags', { base: 'hex' }),
  checksumRequired: uint8('checksumreq.flags', 'Checksum required', { mask: 0x80 }),
  extensibility: uint8('extensibility.flag', 'Extensibility', { mask: 0x40 }),
  noMoreSubflows: uint8('nomoresubflows.flag', 'Do not attempt to establish new subflows to this address and port', {
    mask: 0x20,
  }),
  sha1: uint8('sha1.flag', 'Use HMAC-SHA1', { mask: 0x01 }),
  sha256: uint8('sha256.flag', 'Use HMAC-SHA256', { mask: 0x01 }),
  reservedFlags: uint8('reserved.flag', 'Reserved', { base: 'hex', mask: 0x1e }),
  backup: uint8('backup.flag', 'Backup flag', { mask: 0x01 }),
  dataFin: uint8('datafin.flag', 'DATA_FIN', { mask: 0x10 }),
  dataSeq8: uint8('dseqn8.flag', 'Data Sequence Number is 8 octets', { mask: 0x08 }),
  dataSeqPresent: uint8(
    'dseqnpresent.flag',
    'Data Sequence Number, Subflow Sequence Number, Data-level Length, Checksum present',
    { mask: 0x04 },
  ),
  dataAck8: uint8('dataack8.flag', 'Data ACK is 8 octets', { mask: 0x02 }),
  dataAckPresent: uint8('dataackpresent.flag', 'Data ACK is present', { mask: 0x01 }),
  flagU: bool('flag_U.flag', 'Flag U', { mask: 0x08, width: 4 }),
  flagV: bool('flag_V.flag', 'Flag V', { mask: 0x04, width: 4 }),
  flagW: bool('flag_W.flag', 'Flag W', { mask: 0x02, width: 4 }),
  flagT: bool('flag_T.flag', 'Transient', { mask: 0x01, width: 4 }),
  resetReason: uint8('rst_reason', 'TCPRST Reason', { base: 'hex', names: multipathResetReasons }),
  reserved: uint16('reserved', 'Reserved', { base: 'hex', mask: 0x0fff }),
  addressId: uint8('addrid', 'Address ID'),
  senderKey: uint64('sendkey', "Sender's Key"),
  receiverKey: uint64('recvkey', "Receiver's Key"),
  receiverToken: uint32('recvtok', "Receiver's Token"),
  senderRandom: uint32('sendrand', "Sender's Random Number"),
  senderShortHmac: uint64('sendtrunchmac', "Sender's Truncated HMAC"),
  senderHmac: octets('sendhmac', "Sender's HMAC"),
  addressHmac: uint64('addaddrtrunchmac', 'Truncated HMAC'),
  dataAck: uint64('rawdataack', 'Original MPTCP Data ACK'),
  dataSeq: uint64('rawdataseqno', 'Data Sequence Number'),
  subflowSeq: uint32('subflowseqno', 'Subflow Sequence Number'),
  dataLength: uint16('datalvllen', 'Data-level Length'),
  checksum: uint16('checksum', 'Checksum', { base: 'hex' }),
  ipVersion: uint8('ipver', 'IP version', { mask: 0x0f }),
  echo: uint8('echo', 'Echo', { mask: 0x01 }),
  address4: ipv4('ipv4', 'Advertised IPv4 Address'),
  address6: ipv6('ipv6', 'Advertised IPv6 Address'),
  port: uint16('port', 'Advertised port'),
});

const capableFlags0 = [f.checksumRequired, f.extensibility, f.sha1, f.reservedFlags];
const capableFlags1 = [f.checksumRequired, f.extensibility, f.noMoreSubflows, f.sha256, f.reservedFlags];
const joinFlags = [f.backup];
const signalFlags = [f.dataFin, f.dataSeq8, f.dataSeqPresent, f.dataAck8, f.dataAckPresent];
const resetFlags = [f.flagU, f.flagV, f.flagW, f.flagT];

/** Reads a Multipath TCP option of `length` bytes whose scope is open. A field that goes past its end is malformed. */
export function readMultipath(c: Cursor, length: number): void {
  const entry = c.at(o.multipath, c.pos, length, 0);
  c.nest();
  c.u8(o.kind);
  c.u8(o.length);
  const first = c.u8(f.subtype);
  const subtype = first >>> 4;
  if (entry >= 0) c.label(entry, `${o.multipath.title}: ${multipathSubtypes[subtype] ?? `Unknown (${subtype})`}`);
  switch (subtype) {
    case CAPABLE:
      capable(c, length, c.bits(f.version, first));
      break;
    case JOIN:
      join(c, length, first);
      break;
    case SIGNAL:
      signal(c);
      break;
    case ADD_ADDRESS:
      addAddress(c, length, first);
      break;
    case REMOVE_ADDRESS:
      while (c.remaining > 0) c.u8(f.addressId);
      break;
    case PRIORITY:
      c.pos--;
      flags(c, joinFlags);
      if (length === 4) c.u8(f.addressId);
      break;
    case FAIL:
      c.pos--;
      c.u16(f.reserved);
      c.u64(f.dataSeq);
      break;
    case FAST_CLOSE:
      c.pos--;
      c.u16(f.reserved);
      c.u64(f.receiverKey);
      break;
    case RESET:
      c.pos--;
      flags(c, resetFlags);
      c.u8(f.resetReason);
      break;
  }
  c.unnest();
}

function flags(c: Cursor, list: readonly Field[]): number {
  const value = c.u8(f.flags);
  c.nest();
  for (const field of list) c.bits(field, value);
  c.unnest();
  return value;
}

function capable(c: Cursor, length: number, version: number): void {
  flags(c, version === 1 ? capableFlags1 : capableFlags0);
  if (length !== 12 && length !== 20 && length !== 22 && length !== 24) return;
  c.u64(f.senderKey);
  if (length >= 20) c.u64(f.receiverKey);
  if (length >= 22) c.u16(f.dataLength);
  if (length === 24) c.u16(f.checksum);
}

function join(c: Cursor, length: number, first: number): void {
  c.pos--;
  if (length === 24) {
    c.u16(f.reserved);
    c.take(f.senderHmac, 20);
    return;
  }
  if (length !== 12 && length !== 16) return;
  c.at(f.flags, c.pos, 1, first);
  c.nest();
  c.at(f.backup, c.pos, 1, first & 1);
  c.unnest();
  c.pos++;
  c.u8(f.addressId);
  if (length === 12) c.u32(f.receiverToken);
  else c.u64(f.senderShortHmac);
  c.u32(f.senderRandom);
}

function signal(c: Cursor): void {
  const present = flags(c, signalFlags);
  if (present & 0x01) {
    if (present & 0x02) c.u64(f.dataAck);
    else word(c, f.dataAck, '');
  }
  if (!(present & 0x04)) return;
  if (present & 0x08) c.u64(f.dataSeq);
  else word(c, f.dataSeq, '  (32bits version)');
  c.u32(f.subflowSeq);
  c.u16(f.dataLength);
  if (c.remaining >= 2) c.u16(f.checksum);
}

/** Reads a 32-bit value of a 64-bit field. */
function word(c: Cursor, field: Field, behind: string): void {
  if (c.available < 4) c.short(4);
  const value = c.peek32(c.pos);
  const entry = c.wants(field) ? c.at(field, c.pos, 4, value, BigInt(value)) : -1;
  if (entry >= 0 && behind) c.label(entry, `${field.title}: ${value}${behind}`);
  c.pos += 4;
}

function addAddress(c: Cursor, length: number, first: number): void {
  c.bits((first & 0x0f) === 4 || (first & 0x0f) === 6 ? f.ipVersion : f.echo, first);
  c.u8(f.addressId);
  if (length === 8 || length === 10 || length === 16 || length === 18) c.ipv4(f.address4);
  if (length === 20 || length === 22 || length === 28 || length === 30) c.take(f.address6, 16);
  if (length === 10 || length === 18 || length === 22 || length === 30) c.u16(f.port);
  if (length === 16 || length === 18 || length === 28 || length === 30) c.u64(f.addressHmac);
}
