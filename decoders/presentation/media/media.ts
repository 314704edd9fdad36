import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets } from '../../model/field.ts';
import { mediaTypeText } from '../media-type-text.ts';

const f = fields('media', {
  type: octets('type', 'Media type', { help: 'The body, of a type that is not decoded further.' }),
});

/** Bodies of a media type that no other protocol here shows. */
export const media = protocol({
  name: 'media',
  title: 'Media Type',
  short: '',
  osi: 6,
  rule: 'tells in which form the data of the application are represented',
  unit: 'data',
  rfc: [2046],
  fields: f,
  leaf: true,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('*/*')]],
  decode(c) {
    const length = c.available;
    c.take(f.type, length);
    if (!c.wants(f.type)) return;
    const size = `${length} ${length === 1 ? 'byte' : 'bytes'}`;
    c.label(c.tape.count - 1, `Media type: ${mediaTypeText(c.frame, c.layer)} (${size})`);
  },
  info: (v) => ` (${mediaTypeText(v.frame, v.layer)})`,
  story: (v) => `Holds ${v.headerLength} bytes of type ${mediaTypeText(v.frame, v.layer)}.`,
});
