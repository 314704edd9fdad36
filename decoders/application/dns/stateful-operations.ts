import type { Cursor } from '../../model/cursor.ts';
import { fields, none, octets, uint16, uint32 } from '../../model/field.ts';

const names: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'Keep Alive',
  2: 'Retry Delay',
  3: 'Encryption Padding',
  64: 'Subscribe',
  65: 'Push',
  66: 'Unsubscribe',
  67: 'Reconfirm',
};

function typeName(type: number): string {
  if (Object.hasOwn(names, type)) return names[type];
  if (type < 0x40) return 'Unassigned, reserved for DSO session-management TLVs';
  if (type < 0xf800) return 'Unassigned';
  return type < 0xfc00 ? 'Reserved for Experimental/Local Use' : 'Reserved for future expansion';
}

const f = fields('dns', {
  dso: none('dso', 'DNS Stateful Operation', { rfc: 'RFC 8490 section 5.4' }),
  tlv: none('dso.tlv', 'DSO TLV'),
  type: uint16('dso.tlv.type', 'Type', { names: typeName }),
  length: uint16('dso.tlv.length', 'Length'),
  data: octets('dso.tlv.data', 'Data'),
  inactivity: uint32('dso.tlv.keepalive.inactivity', 'Inactivity Timeout', { help: 'In milliseconds.' }),
  interval: uint32('dso.tlv.keepalive.interval', 'Keepalive Interval', { help: 'In milliseconds.' }),
  delay: uint32('dso.tlv.retrydelay.retrydelay', 'Retry Delay', { help: 'In milliseconds.' }),
  padding: octets('dso.tlv.encpad.padding', 'Padding'),
});
export const operationFields = f;

/** Reads the body of a message that carries no records (RFC 8490). */
export function readOperations(c: Cursor): void {
  const body = c.open(f.dso);
  while (c.remaining >= 4) operation(c);
  c.close(body);
}

function operation(c: Cursor): void {
  const entry = c.open(f.tlv);
  const type = c.u16(f.type);
  if (entry >= 0) c.label(entry, `DSO TLV: ${typeName(type)}`);
  const length = c.u16(f.length);
  const end = c.pos + length;
  const outer = c.scope(length);
  if (type === 1) {
    c.u32(f.inactivity);
    c.u32(f.interval);
  } else if (type === 2) c.u32(f.delay);
  else if (length > 0) c.take(type === 3 ? f.padding : f.data, c.remaining);
  c.leave(outer);
  c.skip(end - c.pos);
  c.close(entry);
}
