import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import {
  type Asn1Type,
  bitString,
  boolean,
  choice,
  enumerated,
  explicit,
  generalTime,
  implicit,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  octetsByIdentifier,
  optional,
  readOne,
  sequence,
  sequenceOf,
} from '../asn1/asn1-types.ts';
import { DerWalk } from '../asn1/der-walk.ts';
import { algorithm } from './algorithms.ts';
import { certificateAs } from './certificate-type.ts';
import { generalName } from './general-names.ts';
import { name } from './names.ts';
import { o } from './ocsp-fields.ts';

const BASIC = '1.3.6.1.5.5.7.48.1.1';

/** Values of the extensions of requests and responses, by the extension's identifier. */
const extensionTypes = new Map<string, Asn1Type>([
  ['1.3.6.1.5.5.7.48.1.2', octetString(o.nonce)],
  ['1.3.6.1.5.5.7.48.1.4', sequenceOf(o.acceptable, objectIdentifier(o.acceptableType))],
  ['1.3.6.1.5.5.7.48.1.6', generalTime(o.archiveCutoff)],
  ['2.5.29.21', enumerated(o.reason)],
]);

const extensionValue = octetsByIdentifier(extensionTypes, o.extensionValue);

const extensions = (field: Field): Asn1Type =>
  sequenceOf(
    field,
    sequence(o.extension, [objectIdentifier(o.extensionId), optional(boolean(o.critical)), extensionValue]),
  );

const certificateId = (field: Field): Asn1Type =>
  sequence(field, [
    algorithm(o.hashAlgorithm),
    octetString(o.issuerNameHash),
    octetString(o.issuerKeyHash),
    integer(o.serialNumber),
  ]);

const oneResponse = sequence(o.oneResponse, [
  certificateId(o.certificateId),
  choice(o.certificateStatus, [
    [0, implicit(0, nothing(o.good))],
    [
      1,
      implicit(
        1,
        sequence(o.revoked, [generalTime(o.revocationTime), optional(explicit(0, enumerated(o.revocationReason)))]),
      ),
    ],
    [2, implicit(2, nothing(o.unknown))],
  ]),
  generalTime(o.thisUpdate),
  optional(explicit(0, generalTime(o.nextUpdate))),
  optional(explicit(1, extensions(o.oneResponseExtensions))),
]);

const certificates = explicit(0, sequenceOf(o.certificates, certificateAs(o.certificate)));

const basicResponse = sequence(o.basic, [
  sequence(o.data, [
    optional(explicit(0, integer(o.version))),
    choice(o.responder, [
      [1, explicit(1, name(o.byName))],
      [2, explicit(2, octetString(o.byKey))],
    ]),
    generalTime(o.producedAt),
    sequenceOf(o.responses, oneResponse),
    optional(explicit(1, extensions(o.responseExtensions))),
  ]),
  algorithm(o.signatureAlgorithm),
  bitString(o.signature),
  optional(certificates),
]);

/** An OCSPResponse (RFC 6960 section 4.2.1). */
export const ocspResponse = sequence(undefined, [
  enumerated(o.status),
  optional(
    explicit(
      0,
      sequence(o.responseBytes, [
        objectIdentifier(o.responseType),
        octetsByIdentifier(new Map([[BASIC, basicResponse]]), o.response),
      ]),
    ),
  ),
]);

/** An OCSPRequest (RFC 6960 section 4.1.1). */
export const ocspRequest = sequence(undefined, [
  sequence(o.request, [
    optional(explicit(0, integer(o.version))),
    optional(explicit(1, generalName(o.requestor))),
    sequenceOf(
      o.requests,
      sequence(o.oneRequest, [certificateId(o.asked), optional(explicit(0, extensions(o.oneRequestExtensions)))]),
    ),
    optional(explicit(2, extensions(o.requestExtensions))),
  ]),
  optional(
    explicit(
      0,
      sequence(o.optionalSignature, [algorithm(o.signatureAlgorithm), bitString(o.signature), optional(certificates)]),
    ),
  ),
]);

/** Notes the fields of the request or response that fills the bytes. The cursor stays where it is. */
export function noteStatus(c: Cursor, type: typeof ocspRequest, start: number, stop: number): void {
  readOne(new DerWalk(c), start, stop, type);
}
