import {
  bitString,
  bmp,
  boolean,
  explicit,
  generalizedTime,
  ia5,
  implicit,
  indefinite,
  integer,
  nothing,
  octetString,
  oid,
  printable,
  sequence,
  set,
  teletex,
  tlv,
  utcTime,
  utf8,
  visible,
} from '../../builders/der.ts';
import { shortStatusResponse } from '../../builders/ocsp.ts';
import { opensslCertificate } from '../../builders/openssl-certificate.ts';
import { ascii, bytes, ip4, join, u8, u16 } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { algorithm, certificate, ecKey, extension, ids, name, rsaKey } from '../../builders/x509.ts';
import type { Fixture } from '../listing.ts';

const u24 = (n: number): Uint8Array => u8(n >>> 16, (n >>> 8) & 255, n & 255);
const record = (type: number, body: Uint8Array): Uint8Array => join(u8(type, 3, 3), u16(body.length), body);
const handshake = (type: number, body: Uint8Array): Uint8Array => join(u8(type), u24(body.length), body);
const sized16 = (body: Uint8Array): Uint8Array => join(u16(body.length), body);
const sized24 = (body: Uint8Array): Uint8Array => join(u24(body.length), body);

const hello = (type: number, suites: Uint8Array): Uint8Array =>
  record(22, handshake(type, join(u16(0x0303), new Uint8Array(32), u8(0), suites)));

/** A connection of TLS 1.2 up to the Server Hello. */
const begun = (): Dialogue =>
  new Dialogue({ serverPort: 443 })
    .open()
    .client(hello(1, join(sized16(u16(0xc02f)), u8(1, 0))))
    .server(hello(2, join(u16(0xc02f), u8(0))));

/** The packets from the first Certificate message on. */
const FROM = 6;

const chain = (...certificates: Uint8Array[]): Uint8Array =>
  record(22, handshake(11, sized24(join(...certificates.map(sized24)))));

const attribute = (number: number, value: Uint8Array) => [`2.5.4.${number}`, value] as const;

const general = {
  other: implicit(0, sequence(oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, utf8('user@example.org')))),
  unknown: implicit(0, sequence(oid('1.3.6.1.4.1.99999.1'), explicit(0, integer(1)))),
  mail: implicit(1, ia5('a@example.org')),
  host: implicit(2, ia5('*.example.org')),
  x400: implicit(3, sequence(sequence())),
  directory: explicit(4, name([ids.commonName, utf8('Directory')])),
  party: implicit(5, sequence(explicit(0, utf8('assigner')), explicit(1, printable('party')))),
  uri: implicit(6, ia5('http://example.org/')),
  ipv4: implicit(7, octetString(ip4('192.0.2.1'))),
  ipv6: implicit(7, octetString(bytes('20010db8000000000000000000000001'))),
  range: implicit(7, octetString(ip4('10.0.0.0'), ip4('255.0.0.0'))),
  registered: implicit(8, oid('1.3.6.1.4.1.99999.1')),
};

const timestamp = join(
  u8(0),
  new Uint8Array(32).fill(7),
  bytes('00 00 01 90 00 00 00 00'),
  u16(0),
  u16(0x0403),
  sized16(bytes('0a 0b')),
);

const usage = [
  extension('2.5.29.9', sequence(sequence(oid('1.3.6.1.5.5.7.9.3'), set(printable('F'))))),
  extension('2.5.29.14', octetString(bytes('aa bb cc'))),
  extension('2.5.29.15', bitString(7, u8(0x03, 0x80)), true),
  extension('2.5.29.15', bitString(1, u8(0x06)), false),
  extension('2.5.29.15', bitString(0)),
  extension(
    '2.5.29.16',
    sequence(implicit(0, generalizedTime('20200101000000Z')), implicit(1, generalizedTime('20300101000000Z'))),
  ),
  extension('2.5.29.19', sequence(boolean(true), integer(3)), true),
  extension('2.5.29.19', sequence()),
  extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('2.5.29.37.0'))),
  extension('1.3.6.1.5.5.7.1.24', sequence(integer(5), integer(17))),
  extension('1.3.6.1.5.5.7.48.1.5', nothing),
  extension('2.16.840.1.113730.1.1', bitString(6, u8(0x40))),
  extension('2.16.840.1.113730.1.13', ia5('A comment')),
  extension('1.3.6.1.4.1.311.20.2', bmp('WebServer')),
  extension('1.3.6.1.4.1.311.21.1', integer(2)),
  extension('1.3.6.1.4.1.311.21.7', sequence(oid('1.3.6.1.4.1.311.21.8'), integer(100), integer(2))),
  extension('1.3.6.1.4.1.11129.2.4.2', octetString(sized16(sized16(timestamp)))),
  extension('1.3.6.1.5.5.7.1.3', sequence(sequence(oid('0.4.0.1862.1.1')))),
  extension('1.3.6.1.4.1.99999.9', bytes('de ad'), true),
];

const names = [
  extension('2.5.29.17', sequence(...Object.values(general))),
  extension(
    '2.5.29.30',
    sequence(
      implicit(0, sequence(sequence(general.host), sequence(general.range))),
      implicit(1, sequence(sequence(general.mail, implicit(0, integer(1)), implicit(1, integer(2))))),
    ),
  ),
  extension(
    '2.5.29.31',
    sequence(
      sequence(
        explicit(0, implicit(0, sequence(general.uri))),
        implicit(1, bitString(1, u8(0x42))),
        implicit(2, sequence(general.directory)),
      ),
      sequence(explicit(0, implicit(1, set(sequence(oid(ids.commonName), utf8('relative')))))),
    ),
  ),
  extension(
    '2.5.29.32',
    sequence(
      sequence(oid('2.5.29.32.0')),
      sequence(
        oid('2.23.140.1.2.1'),
        sequence(
          sequence(oid('1.3.6.1.5.5.7.2.1'), ia5('http://example.org/cps')),
          sequence(
            oid('1.3.6.1.5.5.7.2.2'),
            sequence(sequence(visible('Org'), sequence(integer(1), integer(2))), bmp('Text')),
          ),
          sequence(oid('1.3.6.1.5.5.7.2.9'), utf8('?')),
        ),
      ),
    ),
  ),
  extension('2.5.29.33', sequence(sequence(oid('2.23.140.1.2.1'), oid('2.23.140.1.2.2')))),
  extension(
    '2.5.29.35',
    sequence(
      implicit(0, octetString(bytes('aa bb'))),
      implicit(1, sequence(general.directory)),
      implicit(2, integer(77)),
    ),
  ),
  extension('2.5.29.36', sequence(implicit(0, integer(1)), implicit(1, integer(0)))),
  extension('2.5.29.54', integer(5)),
  extension(
    '1.3.6.1.5.5.7.1.1',
    sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), general.uri), sequence(oid('1.3.6.1.5.5.7.48.2'), general.directory)),
  ),
];

const manyStrings = certificate({
  version: null,
  serial: integer(-5),
  issuer: name(
    attribute(3, teletex('T\xe9\xc8u#')),
    attribute(3, bmp('Bäm')),
    attribute(3, tlv(28, bytes('0000 0041 0001 f600'))),
    attribute(5, printable('123')),
    attribute(6, utf8('DE')),
    attribute(10, utf8('Straße €\u0007')),
    attribute(11, ia5('not a DirectoryString')),
    attribute(16, sequence(utf8('line 1'), utf8('line 2'))),
    attribute(20, printable('+49')),
    attribute(35, octetString(bytes('01 02'))),
    attribute(45, bitString(0, bytes('01 02'))),
    attribute(49, name(attribute(3, utf8('inner')))),
    attribute(97, utf8('orgid')),
  ),
  validity: sequence(utcTime('4912312359Z'), generalizedTime('20500101000000.5+0130')),
  subject: name(
    [attribute(3, utf8('a')), attribute(11, utf8('b'))],
    ['0.9.2342.19200300.100.1.25', ia5('example')],
    ['0.9.2342.19200300.100.1.1', utf8('uid')],
    ['1.2.840.113549.1.9.1', ia5('x@example.org')],
    ['1.3.6.1.4.1.311.60.2.1.3', printable('DE')],
  ),
  identifiers: [implicit(1, bitString(3, u8(0xf8))), implicit(2, bitString(0, u8(1, 2)))],
});

const key = (value: Uint8Array, signature?: Uint8Array): Uint8Array =>
  certificate({ subject: name(), key: value, signature });

const keys = [
  key(
    sequence(
      algorithm('1.2.840.10040.4.1', sequence(integer(0xff_ffn), integer(7), integer(2))),
      bitString(0, integer(9)),
    ),
    sequence(oid('2.16.840.1.101.3.4.3.2')),
  ),
  key(
    sequence(
      algorithm(
        ids.ecPublicKey,
        sequence(
          integer(1),
          sequence(oid('1.2.840.10045.1.1'), integer(2n ** 70n)),
          sequence(octetString(u8(1)), octetString(u8(2)), bitString(0, u8(9))),
          octetString(u8(4, 1, 2)),
          integer(29),
          integer(1),
        ),
      ),
      bitString(4, u8(4, 1, 0xf0)),
    ),
    algorithm(
      '1.2.840.113549.1.1.10',
      sequence(
        explicit(0, algorithm('2.16.840.1.101.3.4.2.1')),
        explicit(1, algorithm('1.2.840.113549.1.1.8', algorithm('2.16.840.1.101.3.4.2.1'))),
        explicit(2, integer(32)),
        explicit(3, integer(1)),
      ),
    ),
  ),
  key(
    sequence(algorithm('1.2.840.10046.2.1', sequence(integer(23), integer(5), integer(11))), bitString(0, integer(4))),
    sequence(oid('1.3.101.112')),
  ),
  key(ecKey, algorithm('1.3.6.1.4.1.99999.5', sequence(integer(1)))),
];

/** The same certificate with another byte at the place of the first run of bytes that is found in it. */
function changed(der: Uint8Array, before: Uint8Array, at: number, byte: number): Uint8Array {
  const found = Buffer.from(der).indexOf(before);
  if (found < 0) throw new Error('the bytes to change are not there');
  const out = Uint8Array.from(der);
  out[found + at] = byte;
  return out;
}

const plain = certificate();
const damaged = [
  plain.subarray(0, 60),
  changed(plain, oid(ids.commonName), 1, 90),
  changed(plain, utf8('example.org'), 1, 30),
  certificate({ serial: utf8('no number'), subject: name([ids.commonName, utf8('unread')]) }),
  certificate({ validity: sequence(utcTime('?'), generalizedTime('20230230000000Z')), key: sequence(boolean(true)) }),
  certificate({
    subject: set(),
    extensions: [sequence(oid('2.5.29.19')), octetString(), extension('2.5.29.19', bytes('30 05 01'))],
  }),
  certificate({
    key: sequence(algorithm(ids.rsa), bitString(0, sequence(integer(1)), nothing)),
    extensions: [
      extension('2.5.29.19', join(sequence(boolean(true), boolean(true)), u8(0))),
      extension('2.5.29.14', tlv(0x24, octetString(u8(1)))),
      extension('2.5.29.15', tlv(3)),
      extension('2.5.29.19', sequence(tlv(1), tlv(2))),
      sequence(tlv(6, u8(0x55, 0x9d)), octetString(u8(1))),
      extension('1.3.6.1.4.1.11129.2.4.2', octetString(u16(90, 40), u8(0, 1))),
    ],
  }),
  join(plain, ascii('behind it')),
  new Uint8Array(0),
  bytes('02 01 05'),
  bytes('30 80 30 80'),
];

/** BER as it is not allowed in certificates, but written by some. */
const indefiniteLengths = indefinite(
  0x30,
  indefinite(
    0x30,
    indefinite(0xa0, integer(2)),
    integer(1),
    indefinite(0x30, oid(ids.sha256WithRsa), nothing),
    name([ids.commonName, utf8('Test CA')]),
    indefinite(0x30, utcTime('240102030405Z'), utcTime('340102030405Z')),
    indefinite(0x30, indefinite(0x31, indefinite(0x30, oid(ids.commonName), utf8('example.org')))),
    rsaKey,
  ),
  algorithm(ids.sha256WithRsa),
  bitString(0, u8(1)),
);

const wanted = (...distinguished: Uint8Array[]): Uint8Array =>
  record(22, handshake(13, join(u8(2, 1, 64), sized16(u16(0x0804)), sized16(join(...distinguished.map(sized16))))));

const status = (response: Uint8Array): Uint8Array => record(22, handshake(22, join(u8(1), sized24(response))));

export const x509Fixtures: readonly Fixture[] = [
  {
    name: 'presentation/certificate-status',
    from: FROM,
    frames: begun()
      .server(status(shortStatusResponse))
      .server(status(bytes('30 04 0a 01 00'))).frames,
  },
  {
    name: 'presentation/x509-openssl',
    from: FROM,
    frames: begun().server(chain(opensslCertificate, plain)).frames,
  },
  {
    name: 'presentation/x509-extensions',
    from: FROM,
    frames: begun()
      .server(chain(certificate({ extensions: usage })))
      .server(chain(certificate({ extensions: names }))).frames,
  },
  {
    name: 'presentation/x509-names-and-keys',
    from: FROM,
    frames: begun().server(chain(manyStrings, ...keys)).frames,
  },
  {
    name: 'presentation/x509-damage',
    from: FROM,
    frames: begun()
      .server(chain(...damaged.slice(0, 5)))
      .server(chain(...damaged.slice(5)))
      .server(chain(indefiniteLengths)).frames,
  },
  {
    name: 'presentation/certificate-request',
    from: FROM,
    frames: begun()
      .server(
        wanted(
          name([ids.country, printable('DE')], [ids.commonName, utf8('CA 1')]),
          name(),
          name([attribute(3, utf8('a')), attribute(11, utf8('b'))]),
        ),
      )
      .server(wanted())
      .server(wanted(integer(5), bytes('30 09 31'), new Uint8Array(0), join(name(), u8(5, 0)))).frames,
  },
];
