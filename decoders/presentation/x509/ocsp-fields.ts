import { bool, fields, int32, none, octets, oid, time, uint32 } from '../../model/field.ts';
import { generalNameKinds } from './extension-fields.ts';

/** CRLReason (RFC 5280 section 5.3.1): why a certificate is no longer good. */
const reasonNames = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aaCompromise',
};

/** Of requests and responses about the status of certificates (RFC 6960 section 4). */
const status = fields('ocsp', {
  request: none('tbsRequest_element', 'tbsRequest'),
  optionalSignature: none('optionalSignature_element', 'optionalSignature'),
  version: int32('version', 'version', { names: { 0: 'v1', 1: 'v2', 2: 'v3' } }),
  requestor: uint32('requestorName', 'requestorName', { names: generalNameKinds }),
  requests: uint32('requestList', 'requestList'),
  oneRequest: none('Request_element', 'Request'),
  asked: none('reqCert_element', 'reqCert'),
  oneRequestExtensions: uint32('singleRequestExtensions', 'singleRequestExtensions'),
  requestExtensions: uint32('requestExtensions', 'requestExtensions'),
  hashAlgorithm: none('hashAlgorithm_element', 'hashAlgorithm'),
  issuerNameHash: octets('issuerNameHash', 'issuerNameHash'),
  issuerKeyHash: octets('issuerKeyHash', 'issuerKeyHash'),
  serialNumber: octets('serialNumber', 'serialNumber'),
  status: uint32('responseStatus', 'responseStatus', {
    names: {
      0: 'successful',
      1: 'malformedRequest',
      2: 'internalError',
      3: 'tryLater',
      5: 'sigRequired',
      6: 'unauthorized',
    },
  }),
  responseBytes: none('responseBytes_element', 'responseBytes'),
  responseType: oid('responseType.id', 'ResponseType Id'),
  response: octets('response', 'response', { help: 'A response of a type that is not decoded.' }),
  basic: none('BasicOCSPResponse_element', 'BasicOCSPResponse'),
  data: none('tbsResponseData_element', 'tbsResponseData'),
  responder: uint32('responderID', 'responderID', { names: { 1: 'byName', 2: 'byKey' } }),
  byName: uint32('byName', 'byName'),
  byKey: octets('byKey', 'byKey'),
  producedAt: time('producedAt', 'producedAt'),
  responses: uint32('responses', 'responses'),
  oneResponse: none('SingleResponse_element', 'SingleResponse'),
  certificateId: none('certID_element', 'certID'),
  certificateStatus: uint32('certStatus', 'certStatus', { names: { 0: 'good', 1: 'revoked', 2: 'unknown' } }),
  good: none('good_element', 'good'),
  revoked: none('revoked_element', 'revoked'),
  revocationTime: time('revocationTime', 'revocationTime'),
  revocationReason: uint32('revocationReason', 'revocationReason', { names: reasonNames }),
  unknown: none('unknown_element', 'unknown'),
  thisUpdate: time('thisUpdate', 'thisUpdate'),
  nextUpdate: time('nextUpdate', 'nextUpdate'),
  oneResponseExtensions: uint32('singleExtensions', 'singleExtensions'),
  responseExtensions: uint32('responseExtensions', 'responseExtensions'),
  signatureAlgorithm: none('signatureAlgorithm_element', 'signatureAlgorithm'),
  signature: octets('signature', 'signature'),
  certificates: uint32('certs', 'certs'),
  certificate: none('Certificate_element', 'Certificate'),
  nonce: octets('ReOcspNonce', 'ReOcspNonce', {
    help: 'Repeated in the response, so that an old one is not taken for it.',
  }),
  acceptable: uint32('AcceptableResponses', 'AcceptableResponses'),
  acceptableType: oid('AcceptableResponses_item', 'AcceptableResponses item'),
  noCheck: none('NULL_element', 'NULL', {
    help: 'The signer of responses need not be asked about.',
    rfc: 'RFC 6960 section 4.2.2.2.1',
  }),
  archiveCutoff: time('ArchiveCutoff', 'ArchiveCutoff'),
});

const extensions = fields('pkix1explicit', {
  extension: none('Extension_element', 'Extension'),
  extensionId: oid('id', 'Id'),
  critical: bool('critical', 'critical', { truth: ['True', 'False'] }),
  extensionValue: octets('extnValue', 'extnValue', { help: 'The value of an extension that is not decoded.' }),
});

const crl = fields('x509ce', { reason: uint32('CRLReason', 'CRLReason', { names: reasonNames }) });

export const o = { ...status, ...extensions, ...crl };
