import { ipProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, uint32 } from '../../model/field.ts';

const f = fields('esp', {
  spi: uint32('spi', 'ESP SPI', {
    base: 'hex-dec',
    help: 'The security association: which key and algorithm were used.',
  }),
  sequence: uint32('sequence', 'ESP Sequence', { help: 'Rises with every packet, against replay.' }),
});

export const esp = protocol({
  name: 'esp',
  title: 'Encapsulating Security Payload',
  short: 'ESP',
  osi: 3,
  rule: 'encrypts what an IP packet carries',
  unit: 'packet',
  rfc: [4303],
  fields: f,
  claims: [[ipProtocols, 50]],
  decode(c) {
    c.u32(f.spi);
    c.u32(f.sequence);
    if (c.remaining > 0) c.rest();
  },
  info: (v) => `ESP (SPI=0x${v.num(f.spi).toString(16).padStart(8, '0')})`,
  infoFields: [f.spi],
  story: (v) =>
    `Encrypts the content, packet ${v.num(f.sequence)} under the security association 0x${v.num(f.spi).toString(16)}; only the two ends can read it.`,
});
