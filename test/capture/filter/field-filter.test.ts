import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cellFilter } from '../../../capture/filter/cell-filter.ts';
import { compileFilter } from '../../../capture/filter/compile-filter.ts';
import { conversationFilters, conversationMask } from '../../../capture/filter/conversation-filter.ts';
import { fieldFilter } from '../../../capture/filter/field-filter.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { fixtures } from '../../decoders/fixtures.ts';
import { registry } from '../../decoders/listing.ts';
import { IndexedFixture } from './indexed-fixture.ts';
import { mixedFrames } from './mixed-fixture.ts';

test('the filter of every field of every fixture selects its frame', () => {
  const failures = new Set<string>();
  for (const fixture of fixtures) {
    const frames = new IndexedFixture(fixture);
    for (let frame = 1; frame <= frames.count; frame++) {
      const texts = new Set<string>();
      const d = frames.decode(frame, fullMask());
      for (let entry = 0; entry < d.cursor.tape.count; entry++) {
        const text = fieldFilter(d, entry);
        if (text !== null) texts.add(text);
        assert.ok(text !== null || allFields()[d.cursor.tape.field[entry]].name.match(/^text$|^_ws\.undecoded$/));
      }
      const whole = frames.decode(frame, fullMask());
      for (const text of texts) {
        // Wireshark gives this field one byte too, and a value that does not fit into it.
        if (text.startsWith('igmp.max_resp')) continue;
        let selected = false;
        try {
          selected = compileFilter(text, registry).test(whole, frames);
        } catch (error) {
          failures.add(`${fixture.name} ${frame}: ${(error as Error).message}`);
        }
        if (!selected) failures.add(`${fixture.name} ${frame}: ${text}`);
      }
    }
  }
  assert.deepEqual([...failures], []);
});

const frames = new IndexedFixture({ frames: mixedFrames });

/** Frame, field, and what "Apply as Filter" on it writes. */
const cases: readonly (readonly [frame: number, field: string, filter: string])[] = [
  [1, 'arp', 'arp'],
  [1, 'eth.type', 'eth.type == 0x0806'],
  [1, 'eth.dst', 'eth.dst == ff:ff:ff:ff:ff:ff'],
  [2, 'ip.src', 'ip.src == 10.0.0.1'],
  [2, 'dns.qry.name', 'dns.qry.name == "www.example"'],
  [2, 'frame.time', 'frame.time == "Nov 14, 2023 22:13:21.000000000 UTC"'],
  [3, 'frame.time_delta', 'frame.time_delta == 1.000000000'],
  [4, 'tcp.flags.syn', 'tcp.flags.syn == 1'],
  [4, 'tcp.flags', 'tcp.flags == 0x0002'],
  [7, 'http.request.uri', 'http.request.uri == "/layers?x=\\"1\\""'],
  [7, 'tcp.window_size_scalefactor', 'tcp.window_size_scalefactor == -2'],
  [14, 'ipv6.dst', 'ipv6.dst == 2001:db8::2'],
  [14, 'udp.payload', 'udp.payload == 73:69:78'],
];

for (const [frame, name, expected] of cases) {
  test(`the filter of ${name} in frame ${frame}`, () => {
    const d = frames.decode(frame, fullMask());
    const { tape } = d.cursor;
    let entry = 0;
    while (allFields()[tape.field[entry]].name !== name) entry++;
    assert.equal(fieldFilter(d, entry), expected);
  });
}

/** Frame, column, and the filter that a cell of the packet list stands for. */
const cells: readonly (readonly [frame: number, column: string, filter: string | null])[] = [
  [7, 'number', 'frame.number == 7'],
  [7, 'length', 'frame.len == 138'],
  [2, 'time', 'frame.time_relative == 1.000000000'],
  [3, 'delta', 'frame.time_delta == 1.000000000'],
  [1, 'source', 'eth.src == 02:00:00:00:00:01'],
  [2, 'source', 'ip.src == 10.0.0.1'],
  [13, 'source', 'ip.src == 10.0.0.9'],
  [14, 'destination', 'ipv6.dst == 2001:db8::2'],
  [7, 'protocol', 'http'],
  [13, 'layers', 'icmp'],
  [2, 'destinationPort', 'udp.dstport == 53'],
  [7, 'conversation', 'tcp.stream == 0'],
  [1, 'conversation', null],
  [7, 'info', null],
  [7, 'field:tcp.port', 'tcp.port == 40000 && tcp.port == 80'],
  [7, 'field:http.host', 'http.host == "www.example"'],
  [7, 'field:no.such', null],
  [7, 'field:__proto__', null],
  [7, 'constructor', null],
];

for (const [frame, column, expected] of cells) {
  test(`the filter of column ${column} in frame ${frame}`, () => {
    const text = cellFilter(frames.decode(frame, fullMask()), column, 'r');
    assert.equal(text, expected);
    if (text !== null) assert.ok(frames.select(text).includes(frame));
  });
}

test('filters of conversations, the innermost first', () => {
  const of = (frame: number) => {
    const found = conversationFilters(frames.decode(frame, conversationMask(registry)));
    return found.map(({ title, text }) => `${title}: ${text}`);
  };
  const ethernet = 'Ethernet: (eth.addr eq 02:00:00:00:00:01 and eth.addr eq 02:00:00:00:00:02)';
  assert.deepEqual(of(8), [
    'TCP: tcp.stream eq 0',
    'IPv4: (ip.addr eq 10.0.0.2 and ip.addr eq 10.0.0.1)',
    ethernet.replace(/(\S+) and eth.addr eq (\S+)\)/, '$1 and eth.addr eq $2)'),
  ]);
  assert.equal(of(1).length, 1);
  // The packet that an error quotes was not sent here.
  assert.deepEqual(of(13)[0], 'IPv4: (ip.addr eq 10.0.0.9 and ip.addr eq 10.0.0.1)');
  assert.deepEqual(of(14)[1], 'IPv6: (ipv6.addr eq 2001:db8::1 and ipv6.addr eq 2001:db8::2)');
  for (let frame = 1; frame <= frames.count; frame++) {
    const d = frames.decode(frame, conversationMask(registry));
    for (const { text } of conversationFilters(d)) assert.ok(frames.select(text).includes(frame), text);
  }
});
