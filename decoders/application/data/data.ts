import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets, uint32 } from '../../model/field.ts';

const f = fields('data', {
  data: octets('data', 'Data'),
  length: uint32('len', 'Length'),
});

/** Bytes of no known protocol. */
export const data = protocol({
  name: 'data',
  title: 'Data',
  short: '',
  osi: 7,
  rule: 'bytes that no protocol here claims belong to the application',
  unit: 'data',
  fields: f,
  leaf: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('application/octet-stream')]],
  decode(c) {
    const length = c.available;
    c.take(f.data, length);
    if (length > 0) c.generated(f.length, length);
  },
  heading: (v) => {
    const length = v.num(f.length, 0);
    return `Data (${length} ${length === 1 ? 'byte' : 'bytes'})`;
  },
});
