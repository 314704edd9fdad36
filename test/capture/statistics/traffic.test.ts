import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import type { PairTable } from '../../../capture/statistics/pair-table.ts';
import { Traffic } from '../../../capture/statistics/traffic.ts';
import { Capture } from '../../../capture/store/capture.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';
import { webCapture } from '../../e2e/captures.ts';
import { temporaryFolder } from '../opened-capture.ts';
import { serviceClient } from '../service/service-client.ts';

const shared = '/work/shared/captures';
/** Tunnels, source routes, fragments, IPv6, broken frames. */
const rough = [
  'seladb+PcapPlusPlus/Tests/Pcap++Test/PcapExamples/GrePackets.cap',
  'zeek+zeek/testing/btest/Traces/pppoe.pcap',
  'zeek+zeek/testing/btest/Traces/tunnels/vxlan-encapsulated-http.pcap',
  'zeek+zeek/testing/btest/Traces/var-services-std-ports.pcap',
  'kynesim+wireshark/test/captures/dns+icmp.pcapng.gz',
];

async function read(t: TestContext, path: string): Promise<Capture> {
  const capture = new Capture(await openCaptureFile(path), standardRegistry(), 'reading');
  t.after(() => capture.close());
  await capture.read(() => {});
  return capture;
}

function rowsOf(table: PairTable): unknown[] {
  const columns = [table.a, table.b, table.aPort, table.bPort, table.stream, table.firstFrame];
  const counts = [table.sentFrames, table.sentBytes, table.receivedFrames, table.receivedBytes, table.start, table.end];
  const texts = (row: number) =>
    [table.a, table.b].map((c) => [0, 1, 2, 3].map((w) => table.addresses.word(c.get(row), w)));
  return Array.from({ length: table.count }, (_, row) => [
    texts(row),
    [...columns.slice(2), ...counts].map((column) => column.get(row)),
  ]);
}

for (const name of ['web', ...rough]) {
  const skip = name !== 'web' && !existsSync(join(shared, name)) ? 'the shared captures are not here' : false;
  test(`the packet table tells the same conversations as decoding: ${name}`, { skip }, async (t) => {
    const capture = await read(t, name === 'web' ? webCapture(await temporaryFolder(t)) : join(shared, name));
    const quick = new Traffic(capture);
    const slow = new Traffic(capture, { decodeAll: true });
    await Promise.all([quick.update(), slow.update()]);
    for (const [layer, table] of quick.tables) {
      const other = slow.tables.get(layer);
      assert.ok(other);
      assert.deepEqual(rowsOf(table), rowsOf(other), layer);
    }
    assert.equal(quick.frames, capture.table.count);
  });
}

const statistics = ['conv,tcp', 'conv,ip', 'conv,eth', 'conv,udp', 'endpoints,tcp', 'endpoints,ip', 'conv,ip,tcp'];

for (const name of ['web', ...rough.slice(3)]) {
  const missing = name !== 'web' && !existsSync(join(shared, name));
  const skip = missing || !existsSync('/usr/bin/tshark') ? 'the capture or tshark is not here' : false;
  test(`statistics of the command line are tshark's to the letter: ${name}`, { skip }, async (t) => {
    const path = name === 'web' ? webCapture(await temporaryFolder(t)) : join(shared, name);
    const args = ['-n', '-q', '-r', path, ...statistics.flatMap((z) => ['-z', z])];
    const quiet = { encoding: 'utf8' as const, stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'] };
    const expected = execFileSync('tshark', args, quiet);
    assert.equal(execFileSync(join(import.meta.dirname, '../../../bin/osiscope'), args, quiet), expected);
  });
}

/** Messages over several segments, comments, damage, quoted packets, headers of IPv6. */
const shown = [
  'web',
  'gopacket+gopacket/pcapgo/tests/epb.pcapng',
  'seladb+PcapPlusPlus/Tests/Pcap++Test/PcapExamples/four_ipv6_http_streams.pcap',
  'seladb+PcapPlusPlus/Tests/Packet++Test/PacketExamples/dns_stack_overflow.pcap',
  'the-tcpdump-group+tcpdump/tests/heapoverflow-tcp_print.pcap',
  'the-tcpdump-group+tcpdump/tests/icmp-rfc5837.pcap',
  'zeek+zeek/testing/btest/Traces/ipv6_zero_len_ah.pcap',
  'zeek+zeek/testing/btest/Traces/tls/tls-fragmented-handshake.pcap.gz',
];

for (const name of shown) {
  const missing = name !== 'web' && !existsSync(join(shared, name));
  const skip = missing || !existsSync('/usr/bin/tshark') ? 'the capture or tshark is not here' : false;
  test(`the hierarchy of the command line is tshark's to the letter: ${name}`, { skip }, async (t) => {
    const path = name === 'web' ? webCapture(await temporaryFolder(t)) : join(shared, name);
    const args = ['-n', '-q', '-r', path, '-z', 'io,phs'];
    const quiet = { encoding: 'utf8' as const, stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'] };
    const expected = execFileSync('tshark', args, quiet);
    assert.equal(execFileSync(join(import.meta.dirname, '../../../bin/osiscope'), args, quiet), expected);
  });
}

test('windows of conversations are sorted, searched and limited to what is displayed', async (t) => {
  const s = await serviceClient(t);
  const { capture } = await s.client.call('captures.open', { path: webCapture(s.folder) });
  await s.ready(capture);
  const { view } = await s.client.call('views.open', { capture, filter: 'udp' });
  const table = {
    view,
    displayed: false,
    kind: 'endpoints',
    layer: 'tcp',
    sort: { column: 'aPort', descending: true },
    text: '',
  } as const;
  const all = await s.client.call('statistics.traffic', { ...table, first: 0, count: 10 });
  assert.deepEqual(
    all.rows.map(({ a, aPort, packets, filter }) => [a, aPort, packets, filter]),
    [
      ['10.0.0.5', 54312, 8, 'ip.addr == 10.0.0.5 && tcp.port == 54312'],
      ['10.0.0.1', 8080, 8, 'ip.addr == 10.0.0.1 && tcp.port == 8080'],
    ],
  );
  assert.deepEqual(all.counts, { eth: 2, ip: 2, ipv6: 0, tcp: 2, udp: 2 });
  const second = await s.client.call('statistics.traffic', { ...table, first: 1, count: 10 });
  assert.deepEqual([second.total, second.rows.length, second.rows[0].aPort], [2, 1, 8080]);
  const found = await s.client.call('statistics.traffic', { ...table, text: ':8080', first: 0, count: 10 });
  assert.deepEqual([found.total, found.rows[0].aPort], [1, 8080]);
  const displayed = await s.client.call('statistics.traffic', { ...table, displayed: true, first: 0, count: 10 });
  assert.deepEqual(displayed.counts, { eth: 2, ip: 2, ipv6: 0, tcp: 0, udp: 2 });
  const { text, rows } = await s.client.call('statistics.csv', table);
  assert.equal(rows, 2);
  assert.match(text, /^"Address","Port","Packets",.*\n"10\.0\.0\.5",54312,8,518,4,259,4,259\n/);
  const { nodes, packets } = await s.client.call('statistics.hierarchy', { view, displayed: true, text: '' });
  assert.deepEqual(
    [packets, nodes.map((n) => [n.name, n.depth, n.packets, n.endPackets])],
    [
      2,
      [
        ['eth', 0, 2, 0],
        ['ip', 1, 2, 0],
        ['udp', 2, 2, 0],
        ['dns', 3, 2, 2],
      ],
    ],
  );
});
