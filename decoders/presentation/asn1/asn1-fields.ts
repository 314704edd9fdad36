import { fields, octets, uint8 } from '../../model/field.ts';

/** Fields of the encoding itself, which any ASN.1 value can have. */
export const ber = fields('ber', {
  padding: uint8('bitstring.padding', 'Padding', { help: 'Number of unused bits in the last octet of the bitstring' }),
  empty: uint8('bitstring.empty', 'Empty'),
  unknown: octets('unknown_data', 'Unknown Data', { help: 'What is there instead of the value that was expected.' }),
});
