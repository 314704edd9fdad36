import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpen, nameOf, shownNodes } from '../../renderer/details/expansion.ts';
import type { PacketData } from '../../renderer/state/packet-data.ts';
import { nodeOf, samplePacket } from './sample-tree.ts';

const packet = samplePacket(`
  frame@1 0+0
    frame.number 0+0
  eth@2 0+14
    eth.dst 0+6
      eth.lg 0+3 6:1
    eth.addr 0+6 !h
      eth.addr.oui 0+3
  ip@3 14+20
    ip.src 26+4
    | [Group 12 of 20]
`);

const fields = (of: PacketData, nodes: Int32Array): string[] => [...nodes].map((node) => of.tree.field(node));
const nothing = { byName: new Map(), packet: null, before: new Map(), byNode: new Map() };

test('only the highest protocol is open at first', () => {
  assert.deepEqual(fields(packet, shownNodes(packet, isOpen(packet, nothing))), ['frame', 'eth', 'ip', 'ip.src', '']);
});

test('what was opened by name is open in every packet, hidden nodes never show', () => {
  const state = {
    ...nothing,
    byName: new Map([
      ['eth', true],
      ['eth.dst', true],
      ['ip', false],
    ]),
  };
  assert.deepEqual(fields(packet, shownNodes(packet, isOpen(packet, state))), [
    'frame',
    'eth',
    'eth.dst',
    'eth.lg',
    'ip',
  ]);
});

test('in the packet at hand a single node differs from its name', () => {
  const state = {
    ...nothing,
    packet,
    byName: new Map([['eth', true]]),
    byNode: new Map([[nodeOf(packet, 'frame'), true]]),
  };
  assert.deepEqual(fields(packet, shownNodes(packet, isOpen(packet, state))).slice(0, 3), [
    'frame',
    'frame.number',
    'eth',
  ]);
});

test('a line without a field is remembered by its words', () => {
  assert.equal(nameOf(packet, packet.tree.count - 1), 'Group  of ');
});
