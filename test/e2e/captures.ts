import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pcapFile } from '../builders/capture-file-pcap.ts';
import { domain } from '../builders/dns.ts';
import { ipv6 } from '../builders/network.ts';
import { ascii, ethernet, ipv4, join as joined, type Part, packet, u8, u16, u32, udp } from '../builders/packet.ts';

const client = { src: '10.0.0.5', dst: '10.0.0.1' };
const server = { src: '10.0.0.1', dst: '10.0.0.5' };

const flag = { fin: 1, syn: 2, psh: 8, ack: 16 };

function tcp(source: number, destination: number, sequence: number, acknowledged: number, flags: number): Part {
  return (payload) => ({
    bytes: joined(u16(source, destination), u32(sequence, acknowledged), u8(0x50, flags), u16(0xfaf0, 0, 0), payload),
    announce: { ipProtocol: 6 },
  });
}

const query = joined(u16(0x3d1c, 0x0100, 1, 0, 0, 0), domain('example.org'), u16(1, 1));
const answer = joined(
  u16(0x3d1c, 0x8180, 1, 1, 0, 0),
  domain('example.org'),
  u16(1, 1),
  u16(0xc00c, 1, 1),
  u32(60),
  u16(4),
  u8(10, 0, 0, 1),
);
const request = ascii('GET /layers HTTP/1.1\r\nHost: example.org\r\n\r\n');
const response = ascii('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');

/**
 * Ten frames: a DNS query and its answer (1, 2), then a TCP connection with one HTTP exchange (3 to 10; the request is
 * frame 6, the response frame 8).
 */
export function webCapture(folder: string): string {
  const [a, b] = [54312, 8080];
  const toServer = (sequence: number, acknowledged: number, flags: number, data = u8()): Uint8Array =>
    packet(ethernet(), ipv4(client), tcp(a, b, sequence, acknowledged, flags), data);
  const toClient = (sequence: number, acknowledged: number, flags: number, data = u8()): Uint8Array =>
    packet(ethernet(), ipv4(server), tcp(b, a, sequence, acknowledged, flags), data);
  const [x, y] = [1001, 9001];
  const [x2, y2] = [x + request.length, y + response.length];
  return capture(folder, 'web.pcap', [
    packet(ethernet(), ipv4(client), udp(40000, 53), query),
    packet(ethernet(), ipv4(server), udp(53, 40000), answer),
    toServer(x - 1, 0, flag.syn),
    toClient(y - 1, x, flag.syn | flag.ack),
    toServer(x, y, flag.ack),
    toServer(x, y, flag.psh | flag.ack, request),
    toClient(y, x2, flag.ack),
    toClient(y, x2, flag.psh | flag.ack, response),
    toServer(x2, y2, flag.fin | flag.ack),
    toClient(y2, x2 + 1, flag.fin | flag.ack),
  ]);
}

/** One UDP datagram of so many bytes in a single frame, for long byte panes. */
export function longCapture(folder: string, length: number): string {
  const payload = new Uint8Array(length).map((_, at) => at);
  return capture(folder, 'long.pcap', [packet(ethernet(), ipv4(client), udp(40000, 40001), payload)]);
}

/** So many equal frames, each an Ethernet header and nothing more. */
export function manyCapture(folder: string, frames: number): string {
  const file = pcapFile({}, [{ seconds: 1_700_000_000, fraction: 0, bytes: packet(ethernet({ type: 0x88b5 })) }]);
  const header = file.subarray(0, 24);
  const record = file.subarray(24);
  const path = join(folder, 'many.pcap');
  const bytes = new Uint8Array(header.length + frames * record.length);
  bytes.set(header);
  for (let at = header.length; at < bytes.length; at += record.length) bytes.set(record, at);
  writeFileSync(path, bytes);
  return path;
}

/** A hundred frames within a moment, and as many three years later, whose addresses are long. */
export function growingCapture(folder: string): string {
  const short = packet(ethernet(), ipv4(client), udp(40000, 40001), u8(1));
  const long = packet(
    ethernet(),
    ipv6({ src: '2001:db8:1234:5678:9abc:def0:1234:5678', dst: 'fe80::4dc7:f593:1f7b:dc11' }),
    udp(40000, 40001),
    u8(1),
  );
  const frames = Array.from({ length: 200 }, (_, at) => (at < 100 ? short : long));
  return capture(folder, 'growing.pcap', frames, (at) => (at < 100 ? 0 : 100_000_000));
}

function capture(
  folder: string,
  name: string,
  frames: readonly Uint8Array[],
  later: (at: number) => number = () => 0,
): string {
  const path = join(folder, name);
  const recorded = frames.map((bytes, at) => ({ seconds: 1_700_000_000 + later(at), fraction: at * 1000, bytes }));
  writeFileSync(path, pcapFile({}, recorded));
  return path;
}
