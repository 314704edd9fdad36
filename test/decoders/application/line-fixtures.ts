import { ascii, bytes, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
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
    name: 'application/pop-stls',
    from: 5,
    frames: new Dialogue({ serverPort: 110 })
      .client('STLS\r\n')
      .server('-ERR not now\r\n')
      .client('stls\r\n')
      .server('+OK begin\r\n')
      .client(bytes('16 03 01 00 02 01 00'))
      .server(bytes('15 03 01 00 02 02 28')).frames,
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
    name: 'application/smtp',
    from: 5,
    frames: new Dialogue({ serverPort: 25 })
      .server('220 mail.example.org ready\r\n')
      .client('EHLO seven\r\n')
      .server('250-mail.example.org\r\n250-AUTH LOGIN PLAIN\r\n250 STARTTLS\r\n')
      .client('AUTH LOGIN\r\n')
      .server('334 VXNlcm5hbWU6\r\n')
      .client('c2V2ZW4=\r\n')
      .server('334 UGFzc3dvcmQ6\r\n')
      .client('bGF5ZXJz\r\n')
      .server('235 Authentication succeeded\r\n')
      .client('MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDA')
      .client('TA\r\n')
      .server('250 OK\r\n250 Accepted\r\n354 Go on\r\n')
      .client('Subject: layers\r\n\r\nse')
      .client('ven\r\n.\r\nQUIT\r\n')
      .server('250 Queued\r\n221 Bye\r\n').frames,
  },
  {
    name: 'application/smtp-chunks',
    from: 5,
    frames: new Dialogue({ serverPort: 25 })
      .client('MAIL FROM:<a@example.org>\r\nBDAT 14\r\nSubject: x\r\n\r')
      .client('\nQUIT\r\nBDAT 0 LAST\r\n')
      .server('250 14 octets\r\n').frames,
  },
  {
    name: 'application/smtp-starttls',
    from: 5,
    frames: new Dialogue({ serverPort: 587 })
      .server('220 ready\r\n')
      .client('AUTH PLAIN\r\n')
      .server('334 \r\n')
      .client('AHNldmVuAGxheWVycw==\r\n')
      .server('535 no\r\n')
      .client('STARTTLS\r\n')
      .server('220 go ahead\r\n')
      .client('\x15\x03\x03\x00\x02\x01\x00')
      .server('\x15\x03\x03\x00\x02\x02\x28').frames,
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
