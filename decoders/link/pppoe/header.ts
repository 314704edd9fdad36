import type { Cursor } from '../../model/cursor.ts';
import { fields, none, uint8, uint16 } from '../../model/field.ts';

/** Fields that discovery and session have in common (RFC 2516 section 4). */
export const headerFields = fields('pppoe', {
  version: uint8('version', 'Version', { mask: 0xf0 }),
  type: uint8('type', 'Type', { mask: 0x0f }),
  code: uint8('code', 'Code', {
    base: 'hex',
    names: {
      0: 'Session Data',
      7: 'Active Discovery Offer (PADO)',
      9: 'Active Discovery Initiation (PADI)',
      10: 'Active Discovery Session-Grant (PADG)',
      11: 'Active Discovery Session-Credit Resp.(PADC)',
      12: 'Active Discovery Quality (PADQ)',
      25: 'Active Discovery Request (PADR)',
      101: 'Active Discovery Session-confirmation (PADS)',
      167: 'Active Discovery Terminate (PADT)',
      211: 'Active Discovery Message (PADM)',
      212: 'Active Discovery Network (PADN)',
    },
  }),
  session: uint16('session_id', 'Session ID', {
    base: 'hex',
    help: 'With both Ethernet addresses it names the session; 0 before there is one.',
  }),
  length: uint16('payload_length', 'Payload Length', { help: 'Without this header and without Ethernet padding.' }),
  badLength: none('payload_length.bad', 'Possible bad payload length', { hidden: true }),
});

/** Reads the six bytes of the header and returns the payload's length. */
export function readHeader(c: Cursor): number {
  const first = c.u8(headerFields.version);
  c.bits(headerFields.type, first);
  c.u8(headerFields.code);
  c.u16(headerFields.session);
  return c.u16(headerFields.length);
}
