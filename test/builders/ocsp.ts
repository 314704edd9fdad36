import {
  bitString,
  explicit,
  generalizedTime,
  ia5,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  tlv,
  utf8,
} from './der.ts';
import { u8 } from './packet.ts';
import { algorithm, certificate, extension, ids, name } from './x509.ts';

const about = sequence(algorithm('1.3.14.3.2.26'), octetString(u8(1, 2)), octetString(u8(3, 4)), integer(99));
const signed = [algorithm(ids.sha256WithRsa), bitString(0, u8(5, 5))];
const nonce = extension('1.3.6.1.5.5.7.48.1.2', octetString(u8(7, 7)));

const one = (status: Uint8Array, ...more: Uint8Array[]): Uint8Array =>
  sequence(about, status, generalizedTime('20240101000000Z'), ...more);

const whole = (type: string, content: Uint8Array): Uint8Array =>
  sequence(tlv(10, u8(0)), explicit(0, sequence(oid(type), octetString(content))));

/** A signed request (RFC 6960 section 4.1.1) with all that can be in it. */
export const statusRequest: Uint8Array = sequence(
  sequence(
    explicit(0, integer(0)),
    explicit(1, implicit(2, ia5('me.example.org'))),
    sequence(sequence(about, explicit(0, sequence(extension('1.3.6.1.5.5.7.48.1.7', sequence(name())))))),
    explicit(2, sequence(nonce, extension('1.3.6.1.5.5.7.48.1.4', sequence(oid('1.3.6.1.5.5.7.48.1.1'))))),
  ),
  explicit(0, sequence(...signed)),
);

/** A response (RFC 6960 section 4.2.1) about certificates that are good, revoked and unknown. */
export const statusResponse: Uint8Array = whole(
  '1.3.6.1.5.5.7.48.1.1',
  sequence(
    sequence(
      explicit(0, integer(0)),
      explicit(1, name([ids.commonName, utf8('Responder')])),
      generalizedTime('20240102000000Z'),
      sequence(
        one(tlv(0x80), explicit(0, generalizedTime('20250101000000Z'))),
        one(implicit(1, sequence(generalizedTime('20230101000000Z'), explicit(0, tlv(10, u8(1)))))),
        one(
          tlv(0x82),
          explicit(
            1,
            sequence(
              extension('2.5.29.21', tlv(10, u8(4)), false),
              extension('1.3.6.1.5.5.7.48.1.6', generalizedTime('20200101000000Z')),
            ),
          ),
        ),
      ),
      explicit(1, sequence(nonce)),
    ),
    ...signed,
    explicit(0, sequence(certificate())),
  ),
);

/** A response by the hash of the responder's key, without certificates. */
export const shortStatusResponse: Uint8Array = whole(
  '1.3.6.1.5.5.7.48.1.1',
  sequence(
    sequence(explicit(2, octetString(u8(9, 9))), generalizedTime('20240102000000Z'), sequence(one(tlv(0x80)))),
    ...signed,
  ),
);

/** A response of a type that nobody knows. */
export const otherStatusResponse: Uint8Array = whole('1.3.6.1.4.1.99999.4', u8(1, 2, 3));

/** A refusal: unauthorized. */
export const statusRefusal: Uint8Array = sequence(tlv(10, u8(6)));
