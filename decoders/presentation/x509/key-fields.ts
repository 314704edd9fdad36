import { fields, int32, none, octets, oid, uint32 } from '../../model/field.ts';

/** Of public keys and the parameters of algorithms (RFC 8017, RFC 5480, RFC 4055). */
const pkcs = fields('pkcs1', {
  modulus: octets('modulus', 'modulus', { help: 'The product of the two primes of an RSA key.' }),
  publicExponent: int32('publicExponent', 'publicExponent'),
  pssParameters: none('RSASSA_PSS_params_element', 'RSASSA-PSS-params', { rfc: 'RFC 4055 section 3.1' }),
  hashAlgorithm: none('hashAlgorithm_element', 'hashAlgorithm'),
  maskAlgorithm: none('maskGenAlgorithm_element', 'maskGenAlgorithm'),
  maskHash: none('HashAlgorithm_element', 'HashAlgorithm'),
  saltLength: int32('saltLength', 'saltLength'),
  trailerField: int32('trailerField', 'trailerField'),
  curveParameters: uint32('ECParameters', 'ECParameters', { names: { 0: 'specifiedCurve', 1: 'namedCurve' } }),
  namedCurve: oid('namedCurve', 'namedCurve'),
  specifiedCurve: none('specifiedCurve_element', 'specifiedCurve'),
  curveVersion: int32('version', 'version', { names: { 1: 'ecpVer1' } }),
  fieldId: none('fieldID_element', 'fieldID'),
  fieldType: oid('fieldType', 'fieldType'),
  prime: int32('Prime_p', 'Prime-p'),
  curve: none('curve_element', 'curve'),
  a: octets('a', 'a'),
  b: octets('b', 'b'),
  seed: octets('seed', 'seed'),
  base: octets('base', 'base'),
  order: int32('order', 'order'),
  cofactor: int32('cofactor', 'cofactor'),
});

const dsa = fields('x509af', {
  dsaParameters: none('DSS_Params_element', 'DSS-Params', { rfc: 'RFC 3279 section 2.3.2' }),
  dsaP: octets('p', 'p'),
  dsaQ: octets('q', 'q'),
  dsaG: octets('g', 'g'),
});

const diffieHellman = fields('pkix1explicit', {
  dhParameters: none('DomainParameters_element', 'DomainParameters', { rfc: 'RFC 3279 section 2.3.3' }),
  dhP: int32('p', 'p'),
  dhG: int32('g', 'g'),
  dhQ: int32('q', 'q'),
});

export const k = { ...pkcs, ...dsa, ...diffieHellman };
