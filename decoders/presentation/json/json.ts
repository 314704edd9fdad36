import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { mediaTypeText } from '../media-type-text.ts';
import { jsonFields } from './json-fields.ts';
import { JsonReader } from './json-reader.ts';

/** Bodies in JavaScript Object Notation. */
export const json = protocol({
  name: 'json',
  title: 'JavaScript Object Notation',
  short: 'JSON',
  osi: 6,
  rule: 'represents objects and lists of the application as text',
  unit: 'data',
  rfc: [8259],
  fields: jsonFields,
  leaf: true,
  extends: true,
  claims: [
    [
      mediaTypes,
      ...mediaTypeNumbers(
        ...['application/json', 'application/json-rpc', 'application/json-patch+json', 'application/merge-patch+json'],
        ...['application/jsonrequest', 'application/problem+json', 'application/dds-web+json'],
        ...['application/senml+json', 'application/sensml+json', 'application/x-ndjson'],
      ),
    ],
  ],
  decode(c) {
    new JsonReader(c).read();
  },
  heading: (v) => `JavaScript Object Notation: ${mediaTypeText(v.frame, v.layer)}`,
  info: (v) => `, JavaScript Object Notation (${mediaTypeText(v.frame, v.layer)})`,
  story: (v) => `Represents an object of the application in ${v.headerLength} bytes of text.`,
});
