import { ascii, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const log = (text: string): FixtureFrame => ({ bytes: packet(ethernet(), ipv4(), udp(40_000, 514), ascii(text)) });

/** Protocols whose messages are lines of text. */
export const lineFixtures: readonly Fixture[] = [
  {
    name: 'application/pop',
    from: 5,
    frames: new Dialogue({ serverPort: 110 })
      .server('+OK ready\r\n')
      .client('USER seven\r\n')
      .server('-ERR no such user\r\n')
      .client('CAPA\r\n')
      .server('+OK Capability list follows\r\nUIDL\r\nSASL PLAIN\r\n.\r\n')
      .client('RETR 1\r\n')
      .server('Subject: layers\r\n\r\nseven\r\n.\r\n').frames,
  },
  {
    name: 'application/ftp',
    from: 5,
    frames: new Dialogue({ serverPort: 21 })
      .server('220-two lines\r\n220 ready\r\n')
      .client('USER anonymous\r\n')
      .server('331 Guest login ok.\r\n')
      .client('PA')
      .client('SV\r\n')
      .server('227 Entering Passive Mode (199,233,217,249,221,90)\r\n')
      .client('PORT 192,0,2,1,131,46\r\n')
      .server('200 PORT command successful.\r\n')
      .client('PORT 1,2,3,4,5,999\r\n').frames,
  },
  {
    name: 'application/syslog',
    from: 5,
    frames: [
      log('<5>Sep 12 19:16:12 host logger: test message 21'),
      log('<165>1 2003-10-11T22:14:15.003Z host app 8710 ID47 - event'),
      log('no priority'),
      ...new Dialogue({ serverPort: 601 }).client('11 <13>counted<14>by line\n').frames,
    ],
  },
];
