import type { Field } from '../../model/field.ts';
import { escapeText } from '../../tree/bytes-text.ts';
import {
  type Asn1Type,
  bitString,
  byIdentifier,
  choice,
  isString,
  objectIdentifier,
  octetString,
  sequence,
  sequenceOf,
  setOf,
  string,
  stringOf,
} from '../asn1/asn1-types.ts';
import type { DerWalk, Element } from '../asn1/der-walk.ts';
import { oidName } from '../asn1/oid.ts';
import { stringText } from '../asn1/strings.ts';
import { n } from './name-fields.ts';

/** A DirectoryString (RFC 5280 section 4.1.2.4). */
export const directoryString = (field: Field): Asn1Type =>
  choice(field, [
    [0, stringOf(20, n.teletexString)],
    [1, stringOf(19, n.printableString)],
    [2, stringOf(28, n.universalString)],
    [3, stringOf(30, n.bmpString)],
    [4, stringOf(12, n.utf8String)],
  ]);

const text = directoryString(n.directoryString);
const printable = string(19, n.printable);
const ia5 = string(22, n.ia5);

/** Attributes of X.520 by the last number of their identifier, below 2.5.4. */
const standard: readonly (readonly [Asn1Type, ...number[]])[] = [
  [text, 3, 4, 7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 19, 41, 42, 43, 44, 51, 54, 65],
  [printable, 5, 46],
  [string(19, n.countryName), 6],
  [sequenceOf(n.postalAddress, text), 16, 26],
  [string(19, n.telephoneNumber), 20],
  [string(18, n.x121Address), 24],
  [string(18, n.isdnNumber), 25],
  [string(19, n.destinationIndicator), 27],
  [octetString(n.octetString), 35],
  [bitString(n.uniqueIdentifier), 45],
];

const attributeTypes = new Map<string, Asn1Type>([
  ...standard.flatMap(([type, ...numbers]) => numbers.map((number) => [`2.5.4.${number}`, type] as const)),
  ['0.9.2342.19200300.100.1.1', string(12, n.userId)],
  ['0.9.2342.19200300.100.1.25', ia5],
  ['1.2.840.113549.1.9.1', ia5],
  ['1.2.840.113549.1.9.7', text],
  ['1.2.840.113549.1.9.8', text],
  ['1.3.6.1.4.1.311.60.2.1.1', text],
  ['1.3.6.1.4.1.311.60.2.1.2', text],
  ['1.3.6.1.4.1.311.60.2.1.3', string(19, n.countryName)],
  ['1.3.6.1.5.5.7.9.2', text],
  ['1.3.6.1.5.5.7.9.3', printable],
  ['1.3.6.1.5.5.7.9.4', string(19, n.countryName)],
  ['1.3.6.1.5.5.7.9.5', string(19, n.countryName)],
]);

const unknownAttribute: Asn1Type = {
  title: 'a value',
  accepts: () => true,
  read: (w, e) => void w.c.at(n.anyString, e.start, e.stop - e.start, 0),
};

const ownValue = byIdentifier(attributeTypes, unknownAttribute);

/** The value of an attribute whose identifier was read before it; says `id-at-commonName=example.org`. */
const attributeValue: Asn1Type = {
  ...ownValue,
  read(w, e) {
    ownValue.read(w, e);
    if (w.labels) w.said = `${oidName(w.oid)}=${valueText(w, e)}`;
  },
};

function valueText(w: DerWalk, { tag, start, stop }: Element): string {
  return isString(tag) ? escapeText(stringText(tag, w.bytes, start, stop)) : '';
}

const attribute = sequence(n.attribute, [objectIdentifier(n.oid), attributeValue], (w) => w.said);

/** Without those that could not be read. */
const written = (said: readonly string[]): string[] => said.filter((text) => text !== '');

/** One step of a name: mostly one attribute, or several that go together. */
export const relativeName = (field: Field): Asn1Type => setOf(field, attribute, (said) => written(said).join('+'));

export const namePart = relativeName(n.rdn);

/** A distinguished name as it is written: its parts in reverse order. */
export const nameText = (parts: readonly string[]): string => written(parts).toReversed().join(',');

const rdnSequence = (field: Field): Asn1Type => sequenceOf(field, namePart, nameText);

/** A Name (RFC 5280 section 4.1.2.4). */
export const name = (field: Field, parts = n.rdnSequence): Asn1Type => choice(field, [[0, rdnSequence(parts)]]);

attributeTypes.set('2.5.4.49', rdnSequence(n.distinguishedName));

/** An attribute with all its values, as subjects have them beside their name. */
export const attributeWithValues = (field: Field): Asn1Type => {
  const values: Asn1Type = {
    title: 'SET OF',
    accepts: (tag) => tag === 17,
    read(w, e) {
      const type = attributeTypes.get(w.oid) ?? unknownAttribute;
      setOf(n.values, type).read(w, e);
    },
  };
  return sequence(field, [objectIdentifier(n.oid), values]);
};
