import { ascii, bytes, join, u8, u16 } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import type { Fixture } from '../listing.ts';

const u24 = (n: number): Uint8Array => u8(n >>> 16, (n >>> 8) & 255, n & 255);
const record = (type: number, body: Uint8Array): Uint8Array => join(u8(type, 3, 3), u16(body.length), body);
const handshake = (type: number, body: Uint8Array): Uint8Array => join(u8(type), u24(body.length), body);
const extension = (type: number, body: Uint8Array): Uint8Array => join(u16(type, body.length), body);
const sized8 = (body: Uint8Array): Uint8Array => join(u8(body.length), body);
const sized16 = (body: Uint8Array): Uint8Array => join(u16(body.length), body);

const random = bytes('00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f');

const clientHello = handshake(
  1,
  join(
    u16(0x0303),
    random,
    sized8(bytes('aa bb')),
    sized16(u16(0x1301, 0xc02f, 0xfafa)),
    sized8(u8(0)),
    sized16(
      join(
        extension(0, sized16(join(u8(0), sized16(ascii('example.org'))))),
        extension(16, sized16(join(sized8(ascii('h2')), sized8(ascii('http/1.1'))))),
        extension(43, sized8(u16(0x0304, 0x0303))),
        extension(0x5a5a, bytes('01')),
      ),
    ),
  ),
);

const serverHello = (version: Uint8Array): Uint8Array =>
  handshake(2, join(u16(0x0303), random, sized8(new Uint8Array(0)), u16(0xc02f), u8(0), version));

const changeCipherSpec = record(20, u8(1));
const encryptedFinished = record(22, bytes('de ad be ef 00 11 22 33'));

/** A record of SSL 2 without padding. */
const ssl2 = (body: Uint8Array): Uint8Array => join(u16(0x8000 | body.length), body);
const version12 = u16(0x0303);
const sized24 = (body: Uint8Array): Uint8Array => join(u24(body.length), body);

/** A Client Hello with the extensions that are decoded, two whose lengths make no sense, and one of no known type. */
const talkative = handshake(
  1,
  join(
    version12,
    random,
    sized8(new Uint8Array(0)),
    sized16(u16(0xc02f, 0x009e, 0x002f)),
    sized8(u8(0, 64)),
    sized16(
      join(
        extension(1, u8(2)),
        extension(5, join(u8(1), u16(0, 0))),
        extension(10, sized16(u16(0x1a1a, 0x001d, 0x6399))),
        extension(11, sized8(u8(0, 1, 2))),
        extension(13, sized16(u16(0x0804, 0x0302, 0x0909))),
        extension(15, u8(1)),
        extension(21, bytes('00 00 00')),
        extension(22, new Uint8Array(0)),
        extension(27, sized8(u16(2))),
        extension(28, u16(16385)),
        extension(35, bytes('01 02')),
        extension(44, sized16(bytes('c0 0c'))),
        extension(45, sized8(u8(0, 1))),
        extension(51, sized16(join(u16(0x1a1a), sized16(u8(0)), u16(0x001d), sized16(bytes('0a 0b 0c'))))),
        extension(13172, new Uint8Array(0)),
        extension(65281, sized8(bytes('ab'))),
        extension(0xfe0d, bytes('99')),
        extension(10, u16(400, 0x001d)),
        extension(16, join(u16(6), u8(200), ascii('h2'))),
        extension(41, join(sized16(join(sized16(bytes('1d')), u16(0, 7))), sized16(bytes('02 aa bb')))),
      ),
    ),
  ),
);

const answer = (suite: number, extensions: Uint8Array): Uint8Array =>
  handshake(2, join(version12, random, sized8(bytes('51')), u16(suite), u8(0), sized16(extensions)));

const signed = join(u16(0x0804), sized16(bytes('5e 5e')));

/** Opened, and a hello of the client. */
const begun = (): Dialogue => new Dialogue({ serverPort: 443 }).open().client(record(22, talkative));

export const tlsFixtures: readonly Fixture[] = [
  {
    name: 'presentation/tls-1.2-handshake',
    frames: new Dialogue({ serverPort: 443 })
      .open()
      .client(record(22, clientHello))
      .server(join(record(22, serverHello(new Uint8Array(0))), record(22, handshake(14, new Uint8Array(0)))))
      .client(join(record(22, handshake(16, bytes('02 01 02'))), changeCipherSpec, encryptedFinished))
      .server(join(changeCipherSpec, encryptedFinished))
      .client(record(23, bytes('10 20 30 40')))
      .client(record(21, bytes('00 11 22 33 44 55 66 77'))).frames,
  },
  {
    name: 'presentation/tls-1.3-split-record-and-alert',
    frames: new Dialogue({ serverPort: 443 })
      .open()
      .client(record(22, clientHello).subarray(0, 40))
      .client(record(22, clientHello).subarray(40))
      .server(record(22, serverHello(sized16(extension(43, u16(0x0304))))))
      .server(record(21, u8(2, 40))).frames,
  },
  {
    name: 'presentation/tls-extensions-and-elliptic-keys',
    from: 6,
    frames: begun()
      .server(
        record(
          22,
          join(
            answer(
              0xc02f,
              join(extension(16, sized16(sized8(ascii('h2')))), extension(13172, sized8(ascii('spdy/3')))),
            ),
            handshake(11, sized24(join(sized24(bytes('30 00')), sized24(bytes('30 01 00'))))),
            handshake(22, join(u8(1), sized24(bytes('30 03')))),
            handshake(12, join(u8(3), u16(0x0017), sized8(bytes('04 01 02')), signed)),
            handshake(13, join(sized8(u8(1, 64)), sized16(u16(0x0403)), sized16(bytes('00 00')))),
            handshake(14, new Uint8Array(0)),
          ),
        ),
      )
      .client(
        join(
          record(22, handshake(16, sized8(bytes('04 03 04')))),
          record(22, handshake(15, signed)),
          changeCipherSpec,
          encryptedFinished,
        ),
      )
      .server(join(record(22, handshake(4, join(u16(0, 7200), sized16(bytes('71 72'))))), changeCipherSpec))
      .client(record(23, bytes('10 20 30 40'))).frames,
  },
  {
    name: 'presentation/tls-diffie-hellman-keys',
    from: 6,
    frames: begun()
      .server(record(22, answer(0x009e, new Uint8Array(0))))
      .server(record(22, handshake(12, join(sized16(bytes('17')), sized16(bytes('02')), sized16(bytes('0a')), signed))))
      .client(record(22, handshake(16, sized16(bytes('0b'))))).frames,
  },
  {
    name: 'presentation/tls-rsa-key-and-damage',
    from: 6,
    frames: begun()
      .server(record(22, join(answer(0x002f, new Uint8Array(0)), handshake(11, join(u24(900), bytes('30 01'))))))
      .client(record(22, handshake(16, sized16(bytes('0b 0c')))))
      .client(record(22, handshake(16, join(u16(9), bytes('0b 0c'))))).frames,
  },
  {
    name: 'presentation/tls-1.3-key-share',
    from: 6,
    frames: new Dialogue({ serverPort: 993 })
      .open()
      .client(record(22, talkative))
      .server(
        join(
          record(
            22,
            answer(
              0x1301,
              join(
                extension(43, u16(0x0304)),
                extension(51, join(u16(0x001d), sized16(bytes('0e')))),
                extension(41, u16(0)),
              ),
            ),
          ),
          changeCipherSpec,
          record(23, bytes('01 02 03 04')),
        ),
      )
      .server(record(22, answer(0x1301, join(extension(43, u16(0x0304)), extension(51, u16(0x0018)))))).frames,
  },
  {
    name: 'presentation/ssl-2',
    from: 6,
    frames: new Dialogue({ serverPort: 443 })
      .open()
      .client(ssl2(join(u8(1, 0, 2), u16(6, 2, 4), bytes('07 00 c0 00 00 35'), bytes('aa bb'), bytes('01 02 03 04'))))
      .server(ssl2(join(u8(4, 0, 1, 0, 2), u16(3, 3, 2), bytes('30 01 00'), bytes('07 00 c0'), bytes('0c 0d'))))
      .client(ssl2(join(u8(2), bytes('07 00 c0'), u16(1, 2, 1), bytes('0a 0b 0c 0d'))))
      .server(ssl2(bytes('5a 5b 5c')))
      .client(join(u8(0x40, 5, 2), bytes('de ad be ef 00'), ssl2(bytes('77'))))
      .client(bytes('80'))
      .client(bytes('01 66')).frames,
  },
  {
    name: 'presentation/ssl-2-hello-for-tls',
    from: 6,
    frames: new Dialogue({ serverPort: 443 })
      .open()
      .client(ssl2(join(u8(1), u16(0x0301), u16(3, 0, 2), bytes('00 00 2f'), bytes('01 02'))))
      .server(record(22, answer(0x002f, new Uint8Array(0))))
      .client(bytes('80 03 01 00 09'))
      .client(bytes('80 09 04 00 01 00 07 00 00')).frames,
  },
];
