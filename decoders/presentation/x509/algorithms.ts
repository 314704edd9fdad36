import type { Field } from '../../model/field.ts';
import {
  type Asn1Type,
  anything,
  bitString,
  byIdentifier,
  choice,
  explicit,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  optional,
  readOne,
  sequence,
} from '../asn1/asn1-types.ts';
import { oidName } from '../asn1/oid.ts';
import { f } from './certificate-fields.ts';
import { k } from './key-fields.ts';

const NULL = 5;
const noParameters = nothing();
const RSA = '1.2.840.113549.1.1.1';
const PRIME_FIELD = '1.2.840.10045.1.1';

/** Parameters of algorithms, by the algorithm's identifier. */
const parameterTypes = new Map<string, Asn1Type>();

const ownParameters = byIdentifier(parameterTypes, anything);

/** Parameters of the algorithm whose identifier was read before them; any may say that it has none. */
const parameters: Asn1Type = {
  ...ownParameters,
  read: (w, e) => (e.tag === NULL ? noParameters : ownParameters).read(w, e),
};

/** An AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export const algorithm = (field: Field): Asn1Type =>
  sequence(field, [objectIdentifier(f.algorithmId), optional(parameters)], (w) => oidName(w.oid));

const fieldParameters: Asn1Type = {
  ...anything,
  read: (w, e) => (w.oid === PRIME_FIELD && e.tag === 2 ? integer(k.prime) : anything).read(w, e),
};

const specifiedCurve = sequence(k.specifiedCurve, [
  integer(k.curveVersion),
  sequence(k.fieldId, [objectIdentifier(k.fieldType), fieldParameters]),
  sequence(k.curve, [octetString(k.a), octetString(k.b), optional(bitString(k.seed))]),
  octetString(k.base),
  integer(k.order),
  optional(integer(k.cofactor)),
]);

parameterTypes.set(
  '1.2.840.10045.2.1',
  choice(k.curveParameters, [
    [0, specifiedCurve],
    [1, objectIdentifier(k.namedCurve)],
  ]),
);
parameterTypes.set('1.2.840.113549.1.1.8', algorithm(k.maskHash));
parameterTypes.set(
  '1.2.840.113549.1.1.10',
  sequence(k.pssParameters, [
    optional(explicit(0, algorithm(k.hashAlgorithm))),
    optional(explicit(1, algorithm(k.maskAlgorithm))),
    optional(explicit(2, integer(k.saltLength))),
    optional(explicit(3, integer(k.trailerField))),
  ]),
);
parameterTypes.set('1.2.840.10040.4.1', sequence(k.dsaParameters, [integer(k.dsaP), integer(k.dsaQ), integer(k.dsaG)]));
parameterTypes.set(
  '1.2.840.10046.2.1',
  sequence(k.dhParameters, [integer(k.dhP), integer(k.dhG), integer(k.dhQ), optional(anything), optional(anything)]),
);

const rsaKey = sequence(undefined, [integer(k.modulus), integer(k.publicExponent)]);
const otherKey = bitString(f.key);

/** The key behind the identifier of its algorithm: the parts of an RSA key, the bytes of others. */
const publicKey: Asn1Type = {
  ...otherKey,
  read(w, e) {
    const begins = e.start + 1;
    if (w.oid !== RSA || e.constructed || e.cut || begins >= e.stop) {
      otherKey.read(w, e);
      return;
    }
    w.c.at(f.key, begins, e.stop - begins, 0);
    w.c.nest();
    readOne(w, begins, e.stop, rsaKey);
    w.c.unnest();
  },
};

/** A SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
export const publicKeyInfo = sequence(f.keyInfo, [algorithm(f.keyAlgorithm), publicKey]);
