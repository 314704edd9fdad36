import { valueName } from '../../model/field.ts';

/** Signature schemes of TLS 1.3, which give the two bytes of TLS 1.2 one meaning. */
const signatures: Readonly<Record<number, string>> = {
  513: 'rsa_pkcs1_sha1',
  515: 'ecdsa_sha1',
  1025: 'rsa_pkcs1_sha256',
  1027: 'ecdsa_secp256r1_sha256',
  1281: 'rsa_pkcs1_sha384',
  1283: 'ecdsa_secp384r1_sha384',
  1537: 'rsa_pkcs1_sha512',
  1539: 'ecdsa_secp521r1_sha512',
  1800: 'sm2sig_sm3',
  2052: 'rsa_pss_rsae_sha256',
  2053: 'rsa_pss_rsae_sha384',
  2054: 'rsa_pss_rsae_sha512',
  2055: 'ed25519',
  2056: 'ed448',
  2057: 'rsa_pss_pss_sha256',
  2058: 'rsa_pss_pss_sha384',
  2059: 'rsa_pss_pss_sha512',
  65035: 'falcon512',
  65036: 'p256_falcon512',
  65037: 'rsa3072_falcon512',
  65038: 'falcon1024',
  65039: 'p521_falcon1024',
  65051: 'picnic3l1',
  65052: 'p256_picnic3l1',
  65053: 'rsa3072_picnic3l1',
  65063: 'rainbowIclassic',
  65064: 'p256_rainbowIclassic',
  65065: 'rsa3072_rainbowIclassic',
  65084: 'rainbowVclassic',
  65085: 'p521_rainbowVclassic',
  65090: 'sphincsharaka128frobust',
  65091: 'p256_sphincsharaka128frobust',
  65092: 'rsa3072_sphincsharaka128frobust',
  65118: 'sphincssha256128frobust',
  65119: 'p256_sphincssha256128frobust',
  65120: 'rsa3072_sphincssha256128frobust',
  65146: 'sphincsshake256128frobust',
  65147: 'p256_sphincsshake256128frobust',
  65148: 'rsa3072_sphincsshake256128frobust',
  65174: 'picnicl1full',
  65175: 'p256_picnicl1full',
  65176: 'rsa3072_picnicl1full',
  65184: 'dilithium2',
  65185: 'p256_dilithium2',
  65186: 'rsa3072_dilithium2',
  65187: 'dilithium3',
  65188: 'p384_dilithium3',
  65189: 'dilithium5',
  65190: 'p521_dilithium5',
  65191: 'dilithium2_aes',
  65192: 'p256_dilithium2_aes',
  65193: 'rsa3072_dilithium2_aes',
  65194: 'dilithium3_aes',
  65195: 'p384_dilithium3_aes',
  65196: 'dilithium5_aes',
  65197: 'p521_dilithium5_aes',
};

/** First byte of a signature algorithm in TLS 1.2 (RFC 5246 section 7.4.1.4.1). */
export const hashNames: Readonly<Record<number, string>> = {
  0: 'None',
  1: 'MD5',
  2: 'SHA1',
  3: 'SHA224',
  4: 'SHA256',
  5: 'SHA384',
  6: 'SHA512',
  7: 'SM3',
};

/** Second byte of a signature algorithm in TLS 1.2. */
export const signatureNames: Readonly<Record<number, string>> = {
  0: 'Anonymous',
  1: 'RSA',
  2: 'DSA',
  3: 'ECDSA',
  4: 'SM2',
};

/** Name of a signature algorithm: that of its scheme, else of its hash and its signature. */
export function signatureAlgorithmName(value: number): string {
  const scheme = valueName(signatures, value);
  if (scheme !== undefined) return scheme;
  return `${valueName(hashNames, value >>> 8) ?? 'Unknown'} ${valueName(signatureNames, value & 0xff) ?? 'Unknown'}`;
}
