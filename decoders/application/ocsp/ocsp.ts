import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import type { Dissection } from '../../model/dissection.ts';
import { valueName } from '../../model/field.ts';
import { mediaTypeText } from '../../presentation/media-type-text.ts';
import { x509Fields } from '../../presentation/x509/certificate.ts';
import { o } from '../../presentation/x509/ocsp-fields.ts';
import { noteStatus, ocspRequest, ocspResponse } from '../../presentation/x509/ocsp-types.ts';

const REQUEST = 'application/ocsp-request';

/** Questions whether certificates are still good, and answers, carried by HTTP. */
export const ocsp = protocol({
  name: 'ocsp',
  title: 'Online Certificate Status Protocol',
  short: 'OCSP',
  osi: 7,
  rule: 'asks an authority, and answers, whether a certificate is still good',
  unit: 'message',
  rfc: [6960],
  fields: x509Fields,
  leaf: true,
  wrapped: true,
  claims: [[mediaTypes, ...mediaTypeNumbers(REQUEST, 'application/ocsp-response')]],
  decode(c) {
    noteStatus(c, isRequest(c.frame, c.layer) ? ocspRequest : ocspResponse, c.pos, c.end);
    c.pos = c.end;
  },
  info: (v) => (isRequest(v.frame, v.layer) ? 'Request' : 'Response'),
  story(v) {
    if (isRequest(v.frame, v.layer)) return 'Asks whether a certificate is still good.';
    if (!v.has(o.status)) return 'Carries an answer that cannot be read.';
    if (v.num(o.status) !== 0) return `Refuses to answer: ${v.name(o.status) ?? 'for an unknown reason'}.`;
    const said = [...v.all(o.certificateStatus)].map((at) => valueName(o.certificateStatus.names, v.valueAt(at)));
    if (said.length === 0) return 'Answers in a form that is not decoded, or cut.';
    return said.length === 1
      ? `Says of the certificate that was asked for: ${said[0]}.`
      : `Says of ${said.length} certificates that were asked for: ${said.join(', ')}.`;
  },
});

function isRequest(frame: Dissection, layer: number): boolean {
  return mediaTypeText(frame, layer) === REQUEST;
}
