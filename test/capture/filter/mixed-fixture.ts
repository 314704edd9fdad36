import { dns, pointer, question, RESPONSE, record } from '../../builders/dns.ts';
import { message, ok } from '../../builders/http.ts';
import { arp } from '../../builders/link.ts';
import { echo, icmp, ipv6 } from '../../builders/network.ts';
import { ascii, ethernet, ip4, ipv4, join, type Part, packet, u32, udp } from '../../builders/packet.ts';
import { Dialogue, tcp } from '../../builders/tcp.ts';
import type { FixtureFrame } from '../../decoders/listing.ts';

const client = { src: '10.0.0.1', dst: '10.0.0.53' };
const server = { src: '10.0.0.53', dst: '10.0.0.1' };
const asked = question('www.example', 'A');
const web = new Dialogue({ serverPort: 80 })
  .open()
  .client(message('GET /layers?x="1" HTTP/1.1', ['Host: www.example', 'User-Agent: Demo/2.0', 'Cookie: a=b']))
  .server(ok('text/html', '<p>Seven layers</p>', 'Server: Apache/2.4'))
  .close();
const quoted = packet(ipv4({ src: '10.0.0.1', dst: '10.0.0.9', ttl: 1 }), udp(4000, 33_434), ascii('probe'));

const on = (...parts: (Part | Uint8Array)[]): Uint8Array => packet(ethernet(), ...parts);

/**
 * One frame a second on Ethernet:
 *
 * | frame | content |
 * |---|---|
 * | 1 | ARP request, broadcast |
 * | 2, 3 | DNS query and response, 10.0.0.1:40000 and 10.0.0.53:53 |
 * | 4-6 | TCP handshake, 10.0.0.1:40000 and 10.0.0.2:80 |
 * | 7, 8 | HTTP request and response |
 * | 9-11 | FIN, FIN, ACK |
 * | 12 | ICMP echo request |
 * | 13 | ICMP error that quotes a UDP datagram of 10.0.0.1 |
 * | 14 | UDP over IPv6 |
 * | 15 | TCP in IPv4 in IPv4 |
 */
export const mixedFrames: readonly FixtureFrame[] = [
  packet(ethernet({ dst: 'ff:ff:ff:ff:ff:ff' }), arp(), new Uint8Array(18)),
  on(ipv4(client), udp(40_000, 53), dns({ id: 7, questions: [asked] })),
  on(
    ipv4(server),
    udp(53, 40_000),
    dns({
      id: 7,
      flags: RESPONSE,
      questions: [asked],
      answers: [record('A', ip4('192.0.2.80'), { name: pointer(12) })],
    }),
  ),
  ...web.frames.map((frame) => join(packet(ethernet({ type: 0x0800 })), frame.bytes)),
  on(ipv4({ src: '10.0.0.1', dst: '10.0.0.2' }), echo(8, 1, 1), ascii('abcdefgh')),
  on(ipv4({ src: '10.0.0.9', dst: '10.0.0.1' }), icmp(3, 3, u32(0)), quoted),
  on(ipv6({ src: '2001:db8::1', dst: '2001:db8::2' }), udp(5000, 6000), ascii('six')),
  on(
    ipv4({ src: '192.0.2.1', dst: '192.0.2.2' }),
    ipv4({ src: '10.1.0.1', dst: '10.1.0.2' }),
    tcp(1234, 4321, { flags: 0x02 }),
  ),
].map((bytes, index) => ({ bytes, time: index }));
