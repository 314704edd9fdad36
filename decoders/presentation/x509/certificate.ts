import type { Cursor } from '../../model/cursor.ts';
import { type Field, together } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import { ber } from '../asn1/asn1-fields.ts';
import { readItems, readOne } from '../asn1/asn1-types.ts';
import { DerWalk } from '../asn1/der-walk.ts';
import { signatureFields } from '../tls/signature-algorithm.ts';
import { f } from './certificate-fields.ts';
import { certificate } from './certificate-type.ts';
import { e } from './extension-fields.ts';
import { k } from './key-fields.ts';
import { n } from './name-fields.ts';
import { namePart, nameText } from './names.ts';
import { o } from './ocsp-fields.ts';
import { s } from './timestamp-list.ts';

const SEQUENCE = 16;

/** All fields of certificates, names, and what is said of the status of certificates. */
export const x509Fields = together(f, n, k, e, o, s, ber, signatureFields);

/** What a certificate's fields are wanted for. */
export const x509Group = new FieldGroup(Object.values(x509Fields));

/**
 * Notes the fields of the certificate that fills the bytes, one level below the entry noted last. The cursor stays where it is.
 * Returns its subject's name, where texts are wanted: `id-at-commonName=example.org,id-at-countryName=DE`.
 */
export function noteCertificate(c: Cursor, start: number, stop: number): string {
  const w = new DerWalk(c);
  c.nest();
  readOne(w, start, stop, certificate);
  c.unnest();
  return w.subject;
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
  w.said = nameText(said);
  c.label(entry, said.length === 0 ? `${heading.title}:` : `${heading.title}: (${w.said})`);
  if (sequenceOfParts.end < stop) w.unknown(sequenceOfParts.end, stop, 'more than expected');
}
