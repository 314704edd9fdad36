import type { Field } from '../../model/field.ts';
import {
  type Asn1Type,
  bitString,
  choice,
  explicit,
  generalTime,
  implicit,
  integer,
  optional,
  sequence,
  utcTime,
} from '../asn1/asn1-types.ts';
import { algorithm, publicKeyInfo } from './algorithms.ts';
import { f } from './certificate-fields.ts';
import { extensions } from './extensions.ts';
import { n } from './name-fields.ts';
import { name } from './names.ts';

const time = (field: typeof f.notBefore): Asn1Type =>
  choice(field, [
    [0, utcTime(f.utcTime)],
    [1, generalTime(f.generalizedTime)],
  ]);

const subjectName = name(n.subject, n.subjectSequence);

const subject: Asn1Type = {
  ...subjectName,
  read(w, e) {
    subjectName.read(w, e);
    w.subject = w.said;
  },
};

const parts = [
  sequence(f.signedCertificate, [
    optional(explicit(0, integer(f.version))),
    integer(f.serialNumber),
    algorithm(f.signature),
    name(n.issuer),
    sequence(f.validity, [time(f.notBefore), time(f.notAfter)]),
    subject,
    publicKeyInfo,
    optional(implicit(1, bitString(f.issuerUnique))),
    optional(implicit(2, bitString(f.subjectUnique))),
    optional(explicit(3, extensions)),
  ]),
  algorithm(f.signatureAlgorithm),
  bitString(f.encrypted),
];

/** A Certificate (RFC 5280 section 4.1) without a line of its own. */
export const certificate = sequence(undefined, parts);

/** A Certificate whose heading tells its subject. */
export const certificateAs = (field: Field): Asn1Type => sequence(field, parts, (w) => w.subject);
