import { fields, none, octets, oid, text, uint32 } from '../../model/field.ts';

/** Alternatives of a DirectoryString (RFC 5280 section 4.1.2.4). */
export const directoryStringNames = {
  0: 'teletexString',
  1: 'printableString',
  2: 'universalString',
  3: 'bmpString',
  4: 'uTF8String',
};

/** The one alternative of a Name. */
export const nameNames = { 0: 'rdnSequence' };

/** Of the Information Framework (X.501): distinguished names. */
const framework = fields('x509if', {
  oid: oid('oid', 'Object Id', { help: 'What the attribute is: commonName, countryName, ...' }),
  anyString: octets('any.String', 'AnyString', {
    help: 'The value of an attribute whose form is not known, by its bytes.',
  }),
  distinguishedName: uint32('DistinguishedName', 'DistinguishedName'),
  values: uint32('values', 'values'),
  rdnSequence: uint32('rdnSequence', 'rdnSequence', { help: 'The parts of a distinguished name, the widest first.' }),
  rdn: uint32('RDNSequence_item', 'RDNSequence item'),
  attribute: none('RelativeDistinguishedName_item_element', 'RelativeDistinguishedName item'),
});

/** Of the Selected Attribute Types (X.520): values of attributes. */
const attributes = fields('x509sat', {
  directoryString: uint32('DirectoryString', 'DirectoryString', { names: directoryStringNames }),
  teletexString: text('teletexString', 'teletexString'),
  printableString: text('printableString', 'printableString'),
  universalString: text('universalString', 'universalString'),
  bmpString: text('bmpString', 'bmpString'),
  utf8String: text('uTF8String', 'uTF8String'),
  countryName: text('CountryName', 'CountryName'),
  telephoneNumber: text('TelephoneNumber', 'TelephoneNumber'),
  x121Address: text('X121Address', 'X121Address'),
  isdnNumber: text('InternationalISDNNumber', 'InternationalISDNNumber'),
  destinationIndicator: text('DestinationIndicator', 'DestinationIndicator'),
  uniqueIdentifier: octets('UniqueIdentifier', 'UniqueIdentifier'),
  postalAddress: uint32('PostalAddress', 'PostalAddress'),
  printable: text('PrintableString', 'PrintableString'),
  ia5: text('IA5String', 'IA5String'),
  utf8: text('UTF8String', 'UTF8String'),
  bmp: text('BMPString', 'BMPString'),
  octetString: octets('OctetString', 'OctetString'),
});

const own = fields('x509af', {
  userId: text('Userid', 'Userid'),
  subjectSequence: uint32('rdnSequence', 'rdnSequence'),
  issuer: uint32('issuer', 'issuer', { names: nameNames, help: 'Who signed the certificate.' }),
  subject: uint32('subject', 'subject', { names: nameNames, help: 'Whose key the certificate tells.' }),
});

export const n = { ...framework, ...attributes, ...own };
