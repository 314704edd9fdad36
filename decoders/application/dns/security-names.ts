/** DNSSEC algorithms (RFC 8624 section 3.1). */
export const algorithmNames: Readonly<Record<number, string>> = {
  1: 'RSA/MD5',
  2: 'Diffie-Hellman',
  3: 'DSA',
  4: 'Elliptic curve crypto',
  5: 'RSA/SHA1',
  6: 'DSA + NSEC3/SHA1',
  7: 'RSA/SHA1 + NSEC3/SHA1',
  8: 'RSA/SHA-256',
  10: 'RSA/SHA-512',
  12: 'GOST R 34.10-2001',
  13: 'ECDSA Curve P-256 with SHA-256',
  14: 'ECDSA Curve P-386 with SHA-386',
  15: 'Ed25519',
  16: 'Ed448',
  157: 'HMAC/MD5',
  252: 'Indirect key',
  253: 'Private, domain name',
  254: 'Private, OID',
};

/** Digests of delegation signers (RFC 8624 section 3.3). */
export const digestNames: Readonly<Record<number, string>> = {
  0: 'Reserved digest',
  1: 'SHA-1',
  2: 'SHA-256',
  3: 'GOST R 34.11-94',
  4: 'SHA-384',
};

/** Certificate types (RFC 4398 section 2.1). */
export const certificateTypeNames: Readonly<Record<number, string>> = {
  1: 'PKIX',
  2: 'SPKI',
  3: 'PGP',
  4: 'IPKIX',
  5: 'ISPKI',
  6: 'IPGP',
  7: 'ACPKIX',
  8: 'IACPKIX',
  253: 'Private, URI',
  254: 'Private, OID',
};

/** Hash algorithms of NSEC3 (RFC 5155 section 11). */
export const nsec3HashNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'SHA-1',
};

/** Key algorithms of SSHFP (RFC 4255 section 3.1.1). */
export const sshAlgorithmNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'RSA',
  2: 'DSA',
  3: 'ECDSA',
  4: 'Ed25519',
  5: 'XMSS',
};

/** Fingerprint types of SSHFP (RFC 4255 section 3.1.2). */
export const sshFingerprintNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'SHA1',
  2: 'SHA256',
};

/** Certificate usages of TLSA (RFC 7218 section 2.1). */
export const tlsaUsageNames: Readonly<Record<number, string>> = {
  0: 'CA constraint (PKIX-TA)',
  1: 'Service certificate constraint (PKIX-EE)',
  2: 'Trust anchor assertion (DANE-TA)',
  3: 'Domain-issued certificate (DANE-EE)',
};

/** Selectors of TLSA (RFC 7218 section 2.2). */
export const tlsaSelectorNames: Readonly<Record<number, string>> = {
  0: 'Full certificate (Cert)',
  1: 'SubjectPublicKeyInfo (SPKI)',
};

/** Matching types of TLSA (RFC 7218 section 2.3). */
export const tlsaMatchingNames: Readonly<Record<number, string>> = {
  0: 'No Hash Used (Full)',
  1: '256 bit hash by SHA2 (SHA2-256)',
  2: '512 bit hash by SHA2 (SHA2-512)',
};

/** Key algorithms of IPSECKEY (RFC 4025 section 2.4). */
export const gatewayAlgorithmNames: Readonly<Record<number, string>> = {
  1: 'DSA',
  2: 'RSA',
};

/** Gateway types of IPSECKEY (RFC 4025 section 2.3). */
export const gatewayTypeNames: Readonly<Record<number, string>> = {
  0: 'No Gateway',
  1: 'IPv4 Gateway',
  2: 'IPv6 Gateway',
  3: 'DNS Gateway',
};

/** Key algorithms of HIP (RFC 8005 section 5.1). */
export const hipAlgorithmNames: Readonly<Record<number, string>> = {
  1: 'DSA',
  2: 'RSA',
  0: 'Reserved',
};

/** Modes of TKEY (RFC 2930 section 2.5). */
export const keyModeNames: Readonly<Record<number, string>> = {
  1: 'Server assigned',
  2: 'Diffie Hellman',
  3: 'GSSAPI',
  4: 'Resolver assigned',
  5: 'Delete',
};
