import type { Cursor } from '../../model/cursor.ts';
import { type Field, together } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import { ber } from '../asn1/asn1-fields.ts';
import {
  type Asn1Type,
  bitString,
  choice,
  explicit,
  generalTime,
  implicit,
  integer,
  optional,
  readItems,
  readOne,
  sequence,
  utcTime,
} from '../asn1/asn1-types.ts';
import { DerWalk } from '../asn1/der-walk.ts';
import { signatureFields } from '../tls/signature-algorithm.ts';
import { algorithm, publicKeyInfo } from './algorithms.ts';
import { f } from './certificate-fields.ts';
import { e } from './extension-fields.ts';
import { extensions } from './extensions.ts';
import { k } from './key-fields.ts';
import { n } from './name-fields.ts';
import { name, namePart, nameText } from './names.ts';
import { s } from './timestamp-list.ts';

const SEQUENCE = 16;

/** All fields of certificates and names. */
export const x509Fields = together(f, n, k, e, s, ber);

/** What a certificate's fields are wanted for. */
export const x509Group = new FieldGroup([...Object.values(x509Fields), ...signatureFields]);

const time = (field: typeof f.notBefore): Asn1Type =>
  choice(field, [
    [0, utcTime(f.utcTime)],
    [1, generalTime(f.generalizedTime)],
  ]);

const subjectName = name(n.subject, n.subjectSequence);
let subjectText = '';

const subject: Asn1Type = {
  ...subjectName,
  read(w, e) {
    subjectName.read(w, e);
    subjectText = w.said;
  },
};

/** A Certificate (RFC 5280 section 4.1). */
const certificate = sequence(undefined, [
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
]);

/**
 * Notes the fields of the certificate that fills the bytes, one level below the entry noted last. The cursor stays where it is.
 * Returns its subject's name, where texts are wanted: `id-at-commonName=example.org,id-at-countryName=DE`.
 */
export function noteCertificate(c: Cursor, start: number, stop: number): string {
  subjectText = '';
  c.nest();
  readOne(new DerWalk(c), start, stop, certificate);
  c.unnest();
  return subjectText;
}

/**
 * Notes a distinguished name that fills the bytes: a heading with its parts below. The cursor stays where it is.
 *
 * @param heading covers the parts; its line tells the name
 */
export function noteName(c: Cursor, heading: Field, start: number, stop: number): void {
  const w = new DerWalk(c);
  const sequenceOfParts = w.element(start, stop);
  if (sequenceOfParts === undefined) return;
  if (sequenceOfParts.tag !== SEQUENCE) {
    w.unknown(start, stop, 'SEQUENCE OF expected');
    return;
  }
  const entry = c.at(heading, sequenceOfParts.start, sequenceOfParts.stop - sequenceOfParts.start, 0);
  c.nest();
  const said = readItems(w, sequenceOfParts, namePart);
  c.unnest();
  if (w.labels) c.label(entry, said.length === 0 ? `${heading.title}:` : `${heading.title}: (${nameText(said)})`);
  if (sequenceOfParts.end < stop) w.unknown(sequenceOfParts.end, stop, 'more than expected');
}
