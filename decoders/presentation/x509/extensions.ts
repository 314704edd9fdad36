import type { Field } from '../../model/field.ts';
import {
  type Asn1Type,
  anything,
  bitString,
  boolean,
  byIdentifier,
  choice,
  explicit,
  generalTime,
  implicit,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  octetsByIdentifier,
  optional,
  sequence,
  sequenceOf,
  string,
  stringOf,
} from '../asn1/asn1-types.ts';
import { oidName } from '../asn1/oid.ts';
import { f } from './certificate-fields.ts';
import { e } from './extension-fields.ts';
import { generalName, generalNames } from './general-names.ts';
import { n } from './name-fields.ts';
import { attributeWithValues, relativeName } from './names.ts';
import { o } from './ocsp-fields.ts';
import { timestampList } from './timestamp-list.ts';

const keyUsage = bitString(e.keyUsage, [
  e.digitalSignature,
  e.contentCommitment,
  e.keyEncipherment,
  e.dataEncipherment,
  e.keyAgreement,
  e.keyCertSign,
  e.crlSign,
  e.encipherOnly,
  e.decipherOnly,
]);

const displayText = (field: Field): Asn1Type =>
  choice(field, [
    [0, stringOf(22, e.ia5String)],
    [1, stringOf(26, e.visibleString)],
    [2, stringOf(30, e.bmpString)],
    [3, stringOf(12, e.utf8String)],
  ]);

const userNotice = sequence(e.userNotice, [
  optional(
    sequence(e.noticeReference, [displayText(e.organization), sequenceOf(e.noticeNumbers, integer(e.noticeNumber))]),
  ),
  optional(displayText(e.explicitText)),
]);

const qualifiers = new Map<string, Asn1Type>([
  ['1.3.6.1.5.5.7.2.1', string(22, e.practices)],
  ['1.3.6.1.5.5.7.2.2', userNotice],
]);

const policies = sequenceOf(
  e.policies,
  sequence(e.policy, [
    objectIdentifier(e.policyId),
    optional(
      sequenceOf(
        e.qualifiers,
        sequence(e.qualifier, [objectIdentifier(e.id), optional(byIdentifier(qualifiers, anything))]),
      ),
    ),
  ]),
);

const reasons = bitString(e.reasons, [
  e.unused,
  e.keyCompromise,
  e.caCompromise,
  e.affiliationChanged,
  e.superseded,
  e.cessation,
  e.certificateHold,
  e.privilegeWithdrawn,
  e.aaCompromise,
]);

const crlPoints = sequenceOf(
  e.crlPoints,
  sequence(e.crlPoint, [
    optional(
      explicit(
        0,
        choice(e.pointName, [
          [0, implicit(0, generalNames(e.fullName))],
          [1, implicit(1, relativeName(e.relativeName))],
        ]),
      ),
    ),
    optional(implicit(1, reasons)),
    optional(implicit(2, generalNames(e.crlIssuer))),
  ]),
);

const subtrees = (field: Field): Asn1Type =>
  sequenceOf(
    field,
    sequence(e.subtree, [
      generalName(e.base),
      optional(implicit(0, integer(e.minimum))),
      optional(implicit(1, integer(e.maximum))),
    ]),
  );

const certType = bitString(e.certType, [
  e.sslClient,
  e.sslServer,
  e.smime,
  e.objectSigning,
  e.reserved,
  e.sslCa,
  e.smimeCa,
  e.objectSigningCa,
]);

/** Values of extensions, by the extension's identifier. */
const extensionTypes = new Map<string, Asn1Type>([
  ['2.5.29.9', sequenceOf(e.attributes, attributeWithValues(e.attribute))],
  ['2.5.29.14', octetString(e.subjectKey)],
  ['2.5.29.15', keyUsage],
  [
    '2.5.29.16',
    sequence(e.keyPeriod, [
      optional(implicit(0, generalTime(e.notBefore))),
      optional(implicit(1, generalTime(e.notAfter))),
    ]),
  ],
  ['2.5.29.17', generalNames(e.generalNames)],
  ['2.5.29.18', generalNames(e.generalNames)],
  ['2.5.29.19', sequence(e.basicConstraints, [optional(boolean(e.ca)), optional(integer(e.pathLength))])],
  [
    '2.5.29.30',
    sequence(e.nameConstraints, [
      optional(implicit(0, subtrees(e.permitted))),
      optional(implicit(1, subtrees(e.excluded))),
    ]),
  ],
  ['2.5.29.31', crlPoints],
  ['2.5.29.32', policies],
  [
    '2.5.29.33',
    sequenceOf(
      e.policyMappings,
      sequence(e.policyMapping, [objectIdentifier(e.issuerPolicy), objectIdentifier(e.subjectPolicy)]),
    ),
  ],
  [
    '2.5.29.35',
    sequence(e.authorityKey, [
      optional(implicit(0, octetString(e.keyIdentifier))),
      optional(implicit(1, generalNames(e.authorityIssuer))),
      optional(implicit(2, integer(e.authoritySerial))),
    ]),
  ],
  [
    '2.5.29.36',
    sequence(e.policyConstraints, [
      optional(implicit(0, integer(e.requirePolicy))),
      optional(implicit(1, integer(e.inhibitMapping))),
    ]),
  ],
  ['2.5.29.37', sequenceOf(e.keyPurposes, objectIdentifier(e.keyPurpose))],
  ['2.5.29.46', crlPoints],
  ['2.5.29.54', integer(e.skipCerts)],
  [
    '1.3.6.1.5.5.7.1.1',
    sequenceOf(
      e.access,
      sequence(e.accessDescription, [objectIdentifier(e.accessMethod), generalName(e.accessLocation)]),
    ),
  ],
  [
    '1.3.6.1.5.5.7.1.3',
    sequenceOf(e.statements, sequence(e.statement, [objectIdentifier(e.statementId), optional(anything)])),
  ],
  ['1.3.6.1.5.5.7.1.24', sequenceOf(e.features, integer(e.feature))],
  ['1.3.6.1.5.5.7.48.1.5', nothing(o.noCheck)],
  ['1.3.6.1.4.1.311.20.2', string(30, n.bmp)],
  [
    '1.3.6.1.4.1.311.21.7',
    sequence(e.template, [
      objectIdentifier(e.templateId),
      integer(e.templateMajor),
      optional(integer(e.templateMinor)),
    ]),
  ],
  ['1.3.6.1.4.1.311.21.10', policies],
  ['1.3.6.1.4.1.11129.2.4.2', timestampList],
  ['2.16.840.1.113730.1.1', certType],
  ['2.16.840.1.113730.1.2', string(22, e.baseUrl)],
  ['2.16.840.1.113730.1.3', string(22, e.revocationUrl)],
  ['2.16.840.1.113730.1.4', string(22, e.caRevocationUrl)],
  ['2.16.840.1.113730.1.7', string(22, e.renewalUrl)],
  ['2.16.840.1.113730.1.8', string(22, e.policyUrl)],
  ['2.16.840.1.113730.1.12', string(22, e.serverName)],
  ['2.16.840.1.113730.1.13', string(22, e.comment)],
]);

/** The Extensions of a certificate (RFC 5280 section 4.2). */
export const extensions = sequenceOf(
  f.extensions,
  sequence(
    f.extension,
    [
      objectIdentifier(f.extensionId),
      optional(boolean(f.critical)),
      octetsByIdentifier(extensionTypes, f.extensionValue),
    ],
    (w) => oidName(w.oid),
  ),
);
