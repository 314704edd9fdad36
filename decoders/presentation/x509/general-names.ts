import type { Field } from '../../model/field.ts';
import {
  type Asn1Type,
  anything,
  byIdentifier,
  choice,
  explicit,
  implicit,
  objectIdentifier,
  optional,
  sequence,
  sequenceOf,
  string,
} from '../asn1/asn1-types.ts';
import { e } from './extension-fields.ts';
import { n } from './name-fields.ts';
import { directoryString, name } from './names.ts';

const MICROSOFT_USER = '1.3.6.1.4.1.311.20.2.3';

/** Values of names of other kinds, by the kind's identifier. */
const otherNames = new Map([[MICROSOFT_USER, string(12, n.utf8)]]);

const IPV4 = 4;
const IPV6 = 16;

/** An address, or in name constraints an address and a mask of the same length. */
const ipAddress: Asn1Type = {
  title: 'OCTET STRING',
  accepts: (tag) => tag === 4,
  read({ c }, { start, stop }) {
    const length = stop - start;
    if (length === IPV4) c.at(e.ipv4, start, length, c.peek32(start));
    else c.at(length === IPV6 ? e.ipv6 : e.ipAddress, start, length, 0);
  },
};

const alternatives: readonly (readonly [number, Asn1Type])[] = [
  [
    0,
    implicit(0, sequence(e.otherName, [objectIdentifier(e.typeId), explicit(0, byIdentifier(otherNames, anything))])),
  ],
  [1, implicit(1, string(22, e.rfc822Name))],
  [2, implicit(2, string(22, e.dnsName))],
  [3, implicit(3, sequence(e.x400Address, [optional(anything), optional(anything), optional(anything)]))],
  [4, explicit(4, name(e.directoryName))],
  [
    5,
    implicit(
      5,
      sequence(e.ediPartyName, [
        optional(explicit(0, directoryString(e.nameAssigner))),
        explicit(1, directoryString(e.partyName)),
      ]),
    ),
  ],
  [6, implicit(6, string(22, e.uri))],
  [7, implicit(7, ipAddress)],
  [8, implicit(8, objectIdentifier(e.registeredId))],
];

/** A GeneralName (RFC 5280 section 4.2.1.6): a host, an address, a URI, ... */
export const generalName = (field: Field): Asn1Type => choice(field, alternatives);

export const generalNames = (field: Field): Asn1Type => sequenceOf(field, generalName(e.generalName));
