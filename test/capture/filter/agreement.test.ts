import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileFilter } from '../../../capture/filter/compile-filter.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { ownersOf } from '../../../decoders/model/field-owners.ts';
import { fixtures } from '../../decoders/fixtures.ts';
import { registry } from '../../decoders/listing.ts';
import { IndexedFixture } from './indexed-fixture.ts';

const indexed = fixtures.map((fixture) => ({ name: fixture.name, frames: new IndexedFixture(fixture) }));

/** Filters whose answer, or part of it, comes from the packet table. */
const terms = [
  'frame',
  'frame.number > 2',
  'frame.number in {1, 3..4}',
  'frame.len >= 60',
  'frame.cap_len < frame.len',
  'frame.time_relative < 0.002',
  'frame.time_delta > 0.001',
  'frame.time_epoch > 1700000000.001',
  'frame.time >= "2023-11-14 22:13:20.002 UTC"',
  'ip',
  'ipv6',
  'tcp',
  'udp',
  'arp',
  'icmp or icmpv6',
  'dns',
  'http',
  'data',
  'ip.src',
  'ip.addr == 10.0.0.0/8',
  'ip.src == 10.0.0.1',
  'ip.dst != 10.0.0.2',
  'ip.addr != 10.0.0.2',
  'ip.addr !== 10.0.0.2',
  'all ip.addr in {10.0.0.1..10.0.0.9}',
  'ipv6.addr == 2001:db8::/32',
  'ipv6.src == fe80::/10',
  'ipv6.dst > ff00::',
  'tcp.port == 80',
  'tcp.port in {80, 7777, 40000..50000}',
  'tcp.srcport < 1024',
  'tcp.dstport != 7777',
  'udp.port == 53',
  'udp.srcport == 40000',
  'udp.port',
  'tcp.stream == 0',
  'tcp.stream > 0',
  'udp.stream == 0',
  'tcp.flags.syn == 1',
  'tcp.flags.syn == 1 and tcp.flags.ack == 0',
  'tcp.flags.reset == False',
  'tcp.flags & 0x11',
  'tcp.flags == 0x18',
  'tcp.len > 0',
  'ip.ttl == 64',
  'dns.qry.name',
  'http.request.method == "GET"',
  'eth.src[0:3] == 02:00:00',
  '_ws.expert',
  'ip.proto#1 == 6',
];

test('a quick answer is never other than that of decoding, on every fixture', () => {
  const filters = terms.map((text) => compileFilter(text, registry));
  for (const { name, frames } of indexed) {
    for (const filter of filters) {
      for (let frame = 1; frame <= frames.count; frame++) {
        assert.doesNotThrow(() => frames.passes(filter, frame), name);
      }
    }
  }
});

test('presence of every field', () => {
  const names = [...registry.names()].filter((name) => /^[a-z_]/i.test(name));
  const filters = names.map((name) => compileFilter(name, registry));
  for (const { name, frames } of indexed) {
    for (let frame = 1; frame <= frames.count; frame++) {
      const d = frames.decode(frame);
      for (const filter of filters) {
        const decided = filter.decide(frames, frame);
        if (decided >= 0) assert.equal(filter.test(d, frames), decided === 1, `${name} ${frame} ${filter.text}`);
      }
    }
  }
});

test('fields are noted only in layers of protocols that declare them', () => {
  const strangers = new Set<string>();
  for (const { frames } of indexed) {
    for (let frame = 1; frame <= frames.count; frame++) {
      const { layers, cursor } = frames.decode(frame);
      for (let entry = 0; entry < cursor.tape.count; entry++) {
        const field = allFields()[cursor.tape.field[entry]];
        const protocol = layers.protocol(cursor.tape.layer[entry]);
        if (ownersOf(field, registry)?.has(protocol) === false) {
          strangers.add(`${field.name} in ${registry.byIndex(protocol).name}`);
        }
      }
    }
  }
  assert.deepEqual([...strangers], []);
});

test('combined filters agree as well', () => {
  const leaf = fc.constantFrom(...terms);
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(tie('expression'), fc.constantFrom('and', 'or', 'xor'), tie('expression'))
        .map((p) => `(${p.join(' ')})`),
      tie('expression').map((inner) => `not (${inner})`),
    ),
  }));
  fc.assert(
    fc.property(expression, fc.constantFrom(...indexed), (text, { frames }) => {
      frames.select(text);
    }),
    { numRuns: 400, seed: 5 },
  );
});
