import {
  bitString,
  boolean,
  explicit,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  set,
  utcTime,
  utf8,
} from './der.ts';
import { bytes, u8 } from './packet.ts';

export const ids = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  organization: '2.5.4.10',
  rsa: '1.2.840.113549.1.1.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  ecPublicKey: '1.2.840.10045.2.1',
} as const;

/** A distinguished name; attributes of one array stand in one RDN. */
export const name = (
  ...rdns: (readonly [string, Uint8Array] | readonly (readonly [string, Uint8Array])[])[]
): Uint8Array =>
  sequence(
    ...rdns.map((rdn) => {
      const attributes = (typeof rdn[0] === 'string' ? [rdn] : rdn) as readonly (readonly [string, Uint8Array])[];
      return set(...attributes.map(([type, value]) => sequence(oid(type), value)));
    }),
  );

export const algorithm = (id: string, parameters: Uint8Array = nothing): Uint8Array => sequence(oid(id), parameters);

export const extension = (id: string, value: Uint8Array, critical?: boolean): Uint8Array =>
  sequence(oid(id), ...(critical === undefined ? [] : [boolean(critical)]), octetString(value));

/** A key too small to be of use, so that goldens stay short. */
export const rsaKey = sequence(
  algorithm(ids.rsa),
  bitString(0, sequence(integer(0xc0ff_ee00_c0ff_ee01n), integer(65537))),
);

export const ecKey = sequence(
  algorithm(ids.ecPublicKey, oid('1.2.840.10045.3.1.7')),
  bitString(0, bytes('04 0a0b0c0d 0e0f1011')),
);

export interface CertificateParts {
  readonly version?: Uint8Array | null;
  readonly serial?: Uint8Array;
  readonly signature?: Uint8Array;
  readonly issuer?: Uint8Array;
  readonly validity?: Uint8Array;
  readonly subject?: Uint8Array;
  readonly key?: Uint8Array;
  /** Unique identifiers of issuer and subject, with their tags. */
  readonly identifiers?: readonly Uint8Array[];
  readonly extensions?: readonly Uint8Array[];
}

/** A certificate whose signature is 8 bytes of nothing (RFC 5280 section 4.1). */
export function certificate(o: CertificateParts = {}): Uint8Array {
  const signature = o.signature ?? algorithm(ids.sha256WithRsa);
  return sequence(
    sequence(
      ...(o.version === null ? [] : [o.version ?? explicit(0, integer(2))]),
      o.serial ?? integer(0x0102_0304_0506n),
      signature,
      o.issuer ?? name([ids.country, utf8('XX')], [ids.commonName, utf8('Test CA')]),
      o.validity ?? sequence(utcTime('240102030405Z'), utcTime('340102030405Z')),
      o.subject ?? name([ids.commonName, utf8('example.org')]),
      o.key ?? rsaKey,
      ...(o.identifiers ?? []),
      ...(o.extensions ? [explicit(3, sequence(...o.extensions))] : []),
    ),
    signature,
    bitString(0, u8(1, 2, 3, 4, 5, 6, 7, 8)),
  );
}
