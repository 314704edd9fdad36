import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { xmlFields } from './xml-fields.ts';
import { xmlMediaTypes } from './xml-media-types.ts';
import { XmlReader } from './xml-reader.ts';

/** Bodies in the Extensible Markup Language. */
export const xml = protocol({
  name: 'xml',
  title: 'eXtensible Markup Language',
  short: 'XML',
  osi: 6,
  rule: 'represents a document of the application as text with marks',
  unit: 'data',
  rfc: ['W3C XML 1.0', 7303],
  fields: xmlFields,
  leaf: true,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers(...xmlMediaTypes)]],
  decode(c) {
    new XmlReader(c).read();
  },
  info: () => '',
  story: (v) => `Represents a document in ${v.headerLength} bytes of text with marks.`,
});
