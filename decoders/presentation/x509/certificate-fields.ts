import { bool, fields, int32, none, octets, oid, text, time, uint32 } from '../../model/field.ts';

const timeNames = { 0: 'utcTime', 1: 'generalizedTime' };

/** Of certificates themselves (X.509, RFC 5280 section 4.1). */
export const f = fields('x509af', {
  signedCertificate: none('signedCertificate_element', 'signedCertificate', { rfc: 'RFC 5280 section 4.1' }),
  version: int32('version', 'version', { names: { 0: 'v1', 1: 'v2', 2: 'v3' } }),
  serialNumber: octets('serialNumber', 'serialNumber', {
    help: 'Chosen by the issuer, who gives it to no other certificate.',
  }),
  signature: none('signature_element', 'signature'),
  validity: none('validity_element', 'validity'),
  notBefore: uint32('notBefore', 'notBefore', { names: timeNames }),
  notAfter: uint32('notAfter', 'notAfter', { names: timeNames }),
  utcTime: text('utcTime', 'utcTime'),
  generalizedTime: time('generalizedTime', 'generalizedTime'),
  keyInfo: none('subjectPublicKeyInfo_element', 'subjectPublicKeyInfo'),
  keyAlgorithm: none('algorithm_element', 'algorithm'),
  algorithmId: oid('algorithm.id', 'Algorithm Id'),
  key: octets('subjectPublicKey', 'subjectPublicKey'),
  issuerUnique: octets('issuerUniqueIdentifier', 'issuerUniqueIdentifier'),
  subjectUnique: octets('subjectUniqueIdentifier', 'subjectUniqueIdentifier'),
  extensions: uint32('extensions', 'extensions', { rfc: 'RFC 5280 section 4.2' }),
  extension: none('Extension_element', 'Extension'),
  extensionId: oid('extension.id', 'Extension Id'),
  critical: bool('critical', 'critical', {
    truth: ['True', 'False'],
    help: 'Who does not know the extension must refuse the certificate.',
  }),
  extensionValue: octets('extnValue', 'extnValue', { help: 'The value of an extension that is not decoded.' }),
  signatureAlgorithm: none('algorithmIdentifier_element', 'algorithmIdentifier'),
  encrypted: octets('encrypted', 'encrypted', { help: 'The signature of the issuer.' }),
});
