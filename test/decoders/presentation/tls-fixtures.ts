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
];
