import { ipProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets, uint8, uint32 } from '../../model/field.ts';
import { ipProtocolName } from '../ip-protocols.ts';

const f = fields('ah', {
  next: uint8('next_header', 'Next header', { names: ipProtocolName }),
  length: uint8('length', 'Length', { help: 'In units of four bytes, less two.' }),
  reserved: octets('reserved', 'Reserved'),
  spi: uint32('spi', 'AH SPI', { base: 'hex', help: 'The security association: which key and algorithm were used.' }),
  sequence: uint32('sequence', 'AH Sequence', { help: 'Rises with every packet, against replay.' }),
  icv: octets('icv', 'AH ICV', { help: 'Proves that the packet was not changed on its way.' }),
});

const FIXED = 12;

export const ah = protocol({
  name: 'ah',
  title: 'Authentication Header',
  short: 'AH',
  osi: 3,
  rule: 'protects an IP packet against change, as a header between IP and what it carries',
  unit: 'header',
  rfc: [4302],
  fields: f,
  claims: [[ipProtocols, 51]],
  decode(c) {
    const start = c.pos;
    const next = c.u8(f.next);
    const units = c.u8(f.length);
    const length = (units + 2) * 4;
    if (c.wants(f.length)) c.label(c.tape.count - 1, `Length: ${units} (${length} bytes)`);
    c.take(f.reserved, 2);
    c.u32(f.spi);
    c.u32(f.sequence);
    if (length > FIXED) c.take(f.icv, length - FIXED);
    else c.label(c.at(f.icv, c.pos, 0, 0), 'AH ICV: <MISSING>');
    // A length that is too small for the fields above is believed all the same, as Wireshark does.
    c.pos = start + length;
    if (c.remaining > 0) c.next(ipProtocols, next);
  },
  info: (v) => `AH (SPI=0x${v.num(f.spi).toString(16).padStart(8, '0')})`,
  infoFields: [f.spi],
  story: (v) =>
    `Carries a signature of the packet, number ${v.num(f.sequence)} under the security association 0x${v.num(f.spi).toString(16)}; its content stays readable.`,
});
