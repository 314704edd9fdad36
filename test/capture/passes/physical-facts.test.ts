import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InterfaceFacts } from '../../../capture/helper/interface-facts.ts';
import { physicalFacts } from '../../../capture/passes/physical-facts.ts';
import type { CaptureInterface } from '../../../capture/sources/frame-sink.ts';
import type { Capture } from '../../../capture/store/capture.ts';
import { PacketTable } from '../../../capture/store/packet-table.ts';

const unknown = {
  addresses: [],
  up: true,
  loopback: false,
  mtu: null,
  speedMegabits: null,
  duplex: null,
  carrier: null,
};

/** What is shown of one frame of an interface, as "label: value". */
function shown(info: Partial<CaptureInterface>, length: number, medium?: Partial<InterfaceFacts>): string[] {
  const table = new PacketTable();
  table.append(0, 0, 0, length, length, 0);
  const described = { name: 'eth0', description: '', hardware: '', linkType: 1, speed: 0, ...info };
  const media = new Map(medium ? [[described.name, { ...unknown, name: described.name, ...medium }]] : []);
  const source = { details: { sectionOf: () => ({ application: '' }) } };
  const capture = { table, source, media, interfaces: [described] };
  return physicalFacts(capture as unknown as Capture, 1).map(({ label, value }) => `${label}: ${value}`);
}

test('a file tells the speed, and the time on the wire is worked out with what Ethernet adds', () => {
  assert.deepEqual(shown({ speed: 1e8 }, 1514), [
    'Interface: eth0',
    'Link type: Ethernet (1)',
    'Link speed: 100 Mbit/s',
    'Time on the wire: 123.040 µs for 12304 bits with preamble, FCS and gap',
  ]);
  assert.ok(shown({ speed: 1e8 }, 42).includes('Time on the wire: 6.720 µs for 672 bits with preamble, FCS and gap'));
  assert.deepEqual(shown({}, 1514), ['Interface: eth0', 'Link type: Ethernet (1)']);
});

test('a live run shows what the system told of its interfaces', () => {
  assert.deepEqual(shown({}, 60, { speedMegabits: 10_000, duplex: 'full', mtu: 1500, carrier: true }), [
    'Interface: eth0',
    'Link type: Ethernet (1)',
    'Link speed: 10 Gbit/s full duplex',
    'MTU: 1500 bytes',
    'Time on the wire: 0.067 µs for 672 bits with preamble, FCS and gap',
  ]);
  assert.ok(shown({}, 60, { carrier: false }).includes('Carrier: none when the capture began'));
});

test('the loopback interface has no medium and no time on it', () => {
  const texts = shown({ name: 'lo' }, 60, { loopback: true, mtu: 65_536, speedMegabits: 10_000 });
  assert.deepEqual(texts, ['Interface: lo', 'Link type: Ethernet (1)', 'Medium: none (loopback)', 'MTU: 65536 bytes']);
});
