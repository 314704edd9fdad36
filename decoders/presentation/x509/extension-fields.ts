import {
  bool,
  type FieldSpec,
  fields,
  int32,
  ipv4,
  ipv6,
  none,
  octets,
  oid,
  text,
  time,
  uint16,
  uint32,
  uint64,
} from '../../model/field.ts';
import { extensionName } from '../tls/tls-names.ts';
import { directoryStringNames, nameNames } from './name-fields.ts';

/** Alternatives of a GeneralName. */
export const generalNameKinds = {
  0: 'otherName',
  1: 'rfc822Name',
  2: 'dNSName',
  3: 'x400Address',
  4: 'directoryName',
  5: 'ediPartyName',
  6: 'uniformResourceIdentifier',
  7: 'iPAddress',
  8: 'registeredID',
};
const displayTexts = { 0: 'ia5String', 1: 'visibleString', 2: 'bmpString', 3: 'utf8String' };

/** The flag of a bit string: bit 0 is the highest one of the first byte. */
const flag = (name: string, title: string, bit: number): FieldSpec =>
  bool(name, title, { mask: 0x80 >>> (bit & 7), truth: ['True', 'False'] });

/** Of the extensions in X.509 itself (RFC 5280 section 4.2.1). */
const standard = fields('x509ce', {
  id: oid('id', 'Id'),
  keyUsage: octets('KeyUsage', 'KeyUsage', { rfc: 'RFC 5280 section 4.2.1.3' }),
  digitalSignature: flag('KeyUsage.digitalSignature', 'digitalSignature', 0),
  contentCommitment: flag('KeyUsage.contentCommitment', 'contentCommitment', 1),
  keyEncipherment: flag('KeyUsage.keyEncipherment', 'keyEncipherment', 2),
  dataEncipherment: flag('KeyUsage.dataEncipherment', 'dataEncipherment', 3),
  keyAgreement: flag('KeyUsage.keyAgreement', 'keyAgreement', 4),
  keyCertSign: flag('KeyUsage.keyCertSign', 'keyCertSign', 5),
  crlSign: flag('KeyUsage.cRLSign', 'cRLSign', 6),
  encipherOnly: flag('KeyUsage.encipherOnly', 'encipherOnly', 7),
  decipherOnly: flag('KeyUsage.decipherOnly', 'decipherOnly', 8),
  keyPurposes: uint32('KeyPurposeIDs', 'KeyPurposeIDs', { rfc: 'RFC 5280 section 4.2.1.12' }),
  keyPurpose: oid('KeyPurposeId', 'KeyPurposeId'),
  keyPeriod: none('PrivateKeyUsagePeriod_element', 'PrivateKeyUsagePeriod'),
  notBefore: time('notBefore', 'notBefore'),
  notAfter: time('notAfter', 'notAfter'),
  policies: uint32('CertificatePoliciesSyntax', 'CertificatePoliciesSyntax', { rfc: 'RFC 5280 section 4.2.1.4' }),
  policy: none('PolicyInformation_element', 'PolicyInformation'),
  policyId: oid('policyIdentifier', 'policyIdentifier'),
  qualifiers: uint32('policyQualifiers', 'policyQualifiers'),
  qualifier: none('PolicyQualifierInfo_element', 'PolicyQualifierInfo'),
  policyMappings: uint32('PolicyMappingsSyntax', 'PolicyMappingsSyntax', { rfc: 'RFC 5280 section 4.2.1.5' }),
  policyMapping: none('PolicyMappingsSyntax_item_element', 'PolicyMappingsSyntax item'),
  issuerPolicy: oid('issuerDomainPolicy', 'issuerDomainPolicy'),
  subjectPolicy: oid('subjectDomainPolicy', 'subjectDomainPolicy'),
  generalNames: uint32('GeneralNames', 'GeneralNames', { rfc: 'RFC 5280 section 4.2.1.6' }),
  generalName: uint32('GeneralName', 'GeneralName', { names: generalNameKinds }),
  otherName: none('otherName_element', 'otherName'),
  typeId: oid('type_id', 'type-id'),
  rfc822Name: text('rfc822Name', 'rfc822Name'),
  dnsName: text('dNSName', 'dNSName'),
  x400Address: none('x400Address_element', 'x400Address'),
  directoryName: uint32('directoryName', 'directoryName', { names: nameNames }),
  ediPartyName: none('ediPartyName_element', 'ediPartyName'),
  nameAssigner: uint32('nameAssigner', 'nameAssigner', { names: directoryStringNames }),
  partyName: uint32('partyName', 'partyName', { names: directoryStringNames }),
  uri: text('uniformResourceIdentifier', 'uniformResourceIdentifier'),
  ipv4: ipv4('IPAddress.ipv4', 'iPAddress'),
  ipv6: ipv6('IPAddress.ipv6', 'iPAddress'),
  ipAddress: octets('iPAddress', 'iPAddress', { help: 'Of other lengths: an address with its mask, or none at all.' }),
  registeredId: oid('registeredID', 'registeredID'),
  attributes: uint32('AttributesSyntax', 'AttributesSyntax', { rfc: 'RFC 5280 section 4.2.1.8' }),
  attribute: none('Attribute_element', 'Attribute'),
  basicConstraints: none('BasicConstraintsSyntax_element', 'BasicConstraintsSyntax', {
    rfc: 'RFC 5280 section 4.2.1.9',
  }),
  ca: bool('cA', 'cA', { truth: ['True', 'False'], help: 'The key may sign certificates.' }),
  pathLength: uint64('pathLenConstraint', 'pathLenConstraint', {
    help: 'How many certificates of authorities may stand between this one and the last.',
  }),
  nameConstraints: none('NameConstraintsSyntax_element', 'NameConstraintsSyntax', { rfc: 'RFC 5280 section 4.2.1.10' }),
  permitted: uint32('permittedSubtrees', 'permittedSubtrees'),
  excluded: uint32('excludedSubtrees', 'excludedSubtrees'),
  subtree: none('GeneralSubtree_element', 'GeneralSubtree'),
  base: uint32('base', 'base', { names: generalNameKinds }),
  minimum: uint64('minimum', 'minimum'),
  maximum: uint64('maximum', 'maximum'),
  policyConstraints: none('PolicyConstraintsSyntax_element', 'PolicyConstraintsSyntax', {
    rfc: 'RFC 5280 section 4.2.1.11',
  }),
  requirePolicy: uint64('requireExplicitPolicy', 'requireExplicitPolicy'),
  inhibitMapping: uint64('inhibitPolicyMapping', 'inhibitPolicyMapping'),
  skipCerts: uint64('SkipCerts', 'SkipCerts', { rfc: 'RFC 5280 section 4.2.1.14' }),
  crlPoints: uint32('CRLDistPointsSyntax', 'CRLDistPointsSyntax', { rfc: 'RFC 5280 section 4.2.1.13' }),
  crlPoint: none('DistributionPoint_element', 'DistributionPoint'),
  pointName: uint32('distributionPoint', 'distributionPoint', {
    names: { 0: 'fullName', 1: 'nameRelativeToCRLIssuer' },
  }),
  fullName: uint32('fullName', 'fullName'),
  relativeName: uint32('nameRelativeToCRLIssuer', 'nameRelativeToCRLIssuer'),
  reasons: octets('reasons', 'reasons'),
  unused: flag('ReasonFlags.unused', 'unused', 0),
  keyCompromise: flag('ReasonFlags.keyCompromise', 'keyCompromise', 1),
  caCompromise: flag('ReasonFlags.cACompromise', 'cACompromise', 2),
  affiliationChanged: flag('ReasonFlags.affiliationChanged', 'affiliationChanged', 3),
  superseded: flag('ReasonFlags.superseded', 'superseded', 4),
  cessation: flag('ReasonFlags.cessationOfOperation', 'cessationOfOperation', 5),
  certificateHold: flag('ReasonFlags.certificateHold', 'certificateHold', 6),
  privilegeWithdrawn: flag('ReasonFlags.privilegeWithdrawn', 'privilegeWithdrawn', 7),
  aaCompromise: flag('ReasonFlags.aACompromise', 'aACompromise', 8),
  crlIssuer: uint32('cRLIssuer', 'cRLIssuer'),
  subjectKey: octets('SubjectKeyIdentifier', 'SubjectKeyIdentifier', { rfc: 'RFC 5280 section 4.2.1.2' }),
  authorityKey: none('AuthorityKeyIdentifier_element', 'AuthorityKeyIdentifier', { rfc: 'RFC 5280 section 4.2.1.1' }),
  keyIdentifier: octets('keyIdentifier', 'keyIdentifier'),
  authorityIssuer: uint32('authorityCertIssuer', 'authorityCertIssuer'),
  authoritySerial: octets('authorityCertSerialNumber', 'authorityCertSerialNumber'),
  template: none('CertificateTemplate_element', 'CertificateTemplate'),
  templateId: oid('templateID', 'templateID'),
  templateMajor: int32('templateMajorVersion', 'templateMajorVersion'),
  templateMinor: int32('templateMinorVersion', 'templateMinorVersion'),
});

/** Of the Internet's extensions (RFC 5280 section 4.2.2, RFC 7633). */
const internet = fields('pkix1implicit', {
  access: uint32('AuthorityInfoAccessSyntax', 'AuthorityInfoAccessSyntax', { rfc: 'RFC 5280 section 4.2.2.1' }),
  accessDescription: none('AccessDescription_element', 'AccessDescription'),
  accessMethod: oid('accessMethod', 'accessMethod'),
  accessLocation: uint32('accessLocation', 'accessLocation'),
  userNotice: none('UserNotice_element', 'UserNotice'),
  noticeReference: none('noticeRef_element', 'noticeRef'),
  organization: uint32('organization', 'organization', { names: displayTexts }),
  noticeNumbers: uint32('noticeNumbers', 'noticeNumbers'),
  noticeNumber: int32('noticeNumbers_item', 'noticeNumbers item'),
  explicitText: uint32('explicitText', 'explicitText', { names: displayTexts }),
  ia5String: text('ia5String', 'ia5String'),
  visibleString: text('visibleString', 'visibleString'),
  bmpString: text('bmpString', 'bmpString'),
  utf8String: text('utf8String', 'utf8String'),
});

const explicitly = fields('pkix1explicit', {
  practices: text('DirectoryString', 'DirectoryString', { help: 'Where the issuer tells how it works.' }),
  features: uint32('Features', 'Features', { rfc: 'RFC 7633' }),
  feature: uint16('Features_item', 'Features item', { names: extensionName }),
});

const qualified = fields('pkixqualified', {
  statements: uint32('QCStatements', 'QCStatements', { rfc: 'RFC 3739 section 3.2.6' }),
  statement: none('QCStatement_element', 'QCStatement'),
  statementId: oid('statementId', 'statementId'),
});

/** Of Netscape's extensions, which old certificates have. */
const netscape = fields('ns_cert_exts', {
  certType: octets('CertType', 'CertType'),
  sslClient: flag('/ns.cert.exts.CertType.ssl.client', 'ssl-client', 0),
  sslServer: flag('/ns.cert.exts.CertType.ssl.server', 'ssl-server', 1),
  smime: flag('/ns.cert.exts.CertType.smime', 'smime', 2),
  objectSigning: flag('/ns.cert.exts.CertType.object.signing', 'object-signing', 3),
  reserved: flag('/ns.cert.exts.CertType.reserved.for.future.use', 'reserved-for-future-use', 4),
  sslCa: flag('/ns.cert.exts.CertType.ssl.ca', 'ssl-ca', 5),
  smimeCa: flag('/ns.cert.exts.CertType.smime.ca', 'smime-ca', 6),
  objectSigningCa: flag('/ns.cert.exts.CertType.object.signing.ca', 'object-signing-ca', 7),
  baseUrl: text('BaseUrl', 'BaseUrl'),
  revocationUrl: text('RevocationUrl', 'RevocationUrl'),
  caRevocationUrl: text('CaRevocationUrl', 'CaRevocationUrl'),
  renewalUrl: text('CertRenewalUrl', 'CertRenewalUrl'),
  policyUrl: text('CaPolicyUrl', 'CaPolicyUrl'),
  serverName: text('SslServerName', 'SslServerName'),
  comment: text('Comment', 'Comment'),
});

export const e = { ...standard, ...internet, ...explicitly, ...qualified, ...netscape };
