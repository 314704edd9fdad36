import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { captureToDisplay } from '../../../capture/filter/capture-filter.ts';
import { meantAs } from '../../../capture/filter/mistaken-filter.ts';
import { displayToCapture } from '../../../capture/filter/to-capture-filter.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { registry } from '../../decoders/listing.ts';
import { temporaryFolder } from '../opened-capture.ts';
import { IndexedFixture } from './indexed-fixture.ts';
import { mixedFrames } from './mixed-fixture.ts';

const toDisplay: readonly (readonly [capture: string, display: string | null])[] = [
  ['tcp port 80', 'tcp.port == 80'],
  ['port 53', '(tcp.port == 53 or udp.port == 53)'],
  ['udp dst port domain', 'udp.dstport == 53'],
  ['portrange 1-1023', '(tcp.port in {1..1023} or udp.port in {1..1023})'],
  ['host 10.0.0.1', 'ip.addr == 10.0.0.1'],
  ['src host 10.0.0.1', 'ip.src == 10.0.0.1'],
  ['src 10.0.0.1 and dst port 80', 'ip.src == 10.0.0.1 and (tcp.dstport == 80 or udp.dstport == 80)'],
  ['ip6 host 2001:db8::1', 'ipv6.addr == 2001:db8::1'],
  ['net 10.0.0.0/8', 'ip.addr == 10.0.0.0/8'],
  ['net 10.1', 'ip.addr == 10.1.0.0/16'],
  ['src net 192.168.1.0 mask 255.255.255.0', 'ip.src == 192.168.1.0/24'],
  ['ether host 02:00:00:00:00:01', 'eth.addr == 02:00:00:00:00:01'],
  ['ether proto 0x0806', 'eth.type == 2054'],
  ['ip proto \\tcp', 'ip.proto == 6'],
  ['arp host 10.0.0.2', '(arp.src.proto_ipv4 == 10.0.0.2 or arp.dst.proto_ipv4 == 10.0.0.2)'],
  ['src port 53 and not broadcast', '(tcp.srcport == 53 or udp.srcport == 53) and not eth.dst == ff:ff:ff:ff:ff:ff'],
  ['port 80 or 443', '(tcp.port == 80 or udp.port == 80) or (tcp.port == 443 or udp.port == 443)'],
  ['icmp6', 'icmpv6'],
  ['vlan 7 and ip', 'vlan.id == 7 and ip'],
  ['less 100', 'frame.len <= 100'],
  ['greater 100', 'frame.len >= 100'],
  ['tcp[tcpflags] & (tcp-syn|tcp-fin) != 0', 'tcp[13] & :03 != :00'],
  ['tcp[2:2] = 80', 'tcp[2:2] == 00:50'],
  ['ip[8] < 5', 'ip[8] < :05'],
  ['tcp or udp and ip', '(tcp or udp) and ip'],
  ['not (tcp or arp)', 'not (tcp or arp)'],
  ['host example.org', null],
  ['gateway router', null],
  ['tcp and', null],
  ['hello world', null],
  ['port 99999', null],
  ['tcp[0:3] = 1', null],
];

for (const [text, expected] of toDisplay) {
  test(`as a display filter: ${text}`, () => {
    assert.equal(captureToDisplay(text), expected);
    if (expected !== null) assert.equal(meantAs(text, registry), expected, 'it can be compiled');
  });
}

const toCapture: readonly (readonly [display: string, capture: string | null])[] = [
  ['tcp', 'tcp'],
  ['ipv6 or arp', 'ip6 or arp'],
  ['tcp.port == 80', 'tcp port 80'],
  ['tcp.port in {80, 443, 8000..8080}', 'tcp port 80 or tcp port 443 or tcp portrange 8000-8080'],
  ['udp.dstport >= 1024', 'udp dst portrange 1024-65535'],
  ['ip.addr == 10.0.0.1 and not tcp', 'ip host 10.0.0.1 and not tcp'],
  ['ip.src == 10.1.2.3/16', 'ip src net 10.1.0.0/16'],
  ['ip.addr != 10.0.0.1', 'ip and not ip host 10.0.0.1'],
  ['ipv6.dst == ff02::1', 'ip6 dst host ff02::1'],
  ['eth.src == 02-00-00-00-00-01', 'ether src host 02:00:00:00:00:01'],
  ['tcp.flags.syn == 1 and tcp.flags.ack == 0', 'tcp[tcpflags] & tcp-syn != 0 and tcp[tcpflags] & tcp-ack = 0'],
  ['frame.len > 100', 'len > 100'],
  ['icmp.type == 8', 'icmp[icmptype] = 8'],
  ['(tcp or udp) and ip.ttl < 5', '(tcp or udp) and ip[8] < 5'],
  ['', ''],
  ['http.host == "a"', null],
  ['http', null],
  ['tcp.stream == 0', null],
  ['ip.src > 10.0.0.1', null],
];

for (const [text, expected] of toCapture) {
  test(`as a capture filter: ${text}`, () => {
    const found = displayToCapture(text);
    if (expected === null) assert.match(found.reason, /no counterpart/);
    else
      assert.equal(
        found.text?.replaceAll('(tcp[tcpflags] & tcp-syn != 0)', '(tcp[tcpflags] & tcp-syn != 0)'),
        expected,
      );
  });
}

const frames = new IndexedFixture({ frames: mixedFrames });
/** Only what is in no tunnel and no quoted packet: capture filters look at the outermost headers alone. */
const plain = mixedFrames.slice(0, 12);
const without = spawnSync('tcpdump', ['--version']).error ? 'tcpdump is not installed' : false;

test('libpcap takes what is made, and finds the same frames', { skip: without }, async (t) => {
  const path = join(await temporaryFolder(t), 'plain.pcap');
  writeFileSync(
    path,
    pcapFile(
      {},
      plain.map(({ bytes, time }) => ({ seconds: 1_700_000_000 + time!, fraction: 0, bytes })),
    ),
  );
  const found = (filter: string) => {
    const run = spawnSync('tcpdump', ['-r', path, '-n', '-tt', filter], { encoding: 'utf8' });
    assert.equal(run.status, 0, `${filter}: ${run.stderr}`);
    return [...run.stdout.matchAll(/^17000000(\d\d)\./gm)].map((m) => Number(m[1]) + 1);
  };
  const shown = (filter: string) => frames.select(filter).filter((frame) => frame <= plain.length);
  for (const [capture, display] of toDisplay) {
    if (display === null) continue;
    // Of addresses without a protocol libpcap means those in ARP as well; frame 1 is ARP.
    const more = /^(?:src |dst )?(?:host|net|\d)/.test(capture) ? [1] : [];
    assert.deepEqual(
      found(capture).filter((frame) => !more.includes(frame)),
      shown(display),
      capture,
    );
  }
  for (const [display, capture] of toCapture) if (capture) assert.deepEqual(found(capture), shown(display), display);
});
