import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeAt } from '../../renderer/state/tree-index.ts';
import { nodeOf, samplePacket } from './sample-tree.ts';

const packet = samplePacket(`
  frame@1 0+0
  eth@2 0+14
    eth.dst 0+6
      eth.lg 0+3 6:1
      eth.ig 0+3 7:1
    eth.src 6+6
    eth.type 12+2
  ip@3 14+20
    ip.version 14+1 0:4
    ip.hdr_len 14+1 4:4
    ip.id 18+2
    ip.checksum.status 0+0 !gh
    ip.src 26+4
    ip.addr 26+4 !h
  tcp@4 34+20
    tcp.seq 38+4
    tcp.seq_raw 38+4
    tcp.flags 46+2 4:12
      tcp.flags.ack 47+1 3:1
      tcp.flags.syn 47+1 6:1
        expert 46+0 !e                     | [Expert Info (Note/Sequence): odd]
    tcp.chat 46+0 !e                       | [Expert Info (Chat/Sequence): SYN]
    tcp.payload@4 54+5
`);
const { tree, index } = packet;
const fieldAt = (offset: number): string => {
  const node = nodeAt(tree, index, 0, offset);
  return node < 0 ? '' : tree.field(node);
};

test('a byte belongs to the smallest field that holds it', () => {
  assert.equal(fieldAt(12), 'eth.type');
  assert.equal(fieldAt(18), 'ip.id');
  assert.equal(fieldAt(16), 'ip');
  assert.equal(fieldAt(99), '');
});

test('a byte of bits belongs to the whole field', () => {
  assert.equal(fieldAt(0), 'eth.dst');
  assert.equal(fieldAt(47), 'tcp.flags');
});

test('bits that are fields of their own layer are found themselves', () => assert.equal(fieldAt(14), 'ip.version'));

test('of equal fields the first, and never a hidden one', () => {
  assert.equal(fieldAt(39), 'tcp.seq');
  assert.equal(fieldAt(27), 'ip.src');
});

test('every node knows what is above it, where it ends and its layer', () => {
  const parent = (field: string): string => tree.field(index.parents[nodeOf(packet, field)]);
  assert.equal(parent('eth.lg'), 'eth.dst');
  assert.equal(parent('tcp.flags.syn'), 'tcp.flags');
  assert.equal(index.parents[nodeOf(packet, 'tcp')], -1);
  assert.equal(index.ends[nodeOf(packet, 'eth')], nodeOf(packet, 'ip'));
  assert.equal(tree.layers[index.layerOf[nodeOf(packet, 'ip.id')]].protocol, 'ip');
  assert.deepEqual([...index.layerNodes].map((node) => tree.field(node)).slice(0, 4), ['frame', 'eth', 'ip', 'tcp']);
});

test('notes are told to what hides them', () => {
  assert.equal(index.noteBelow(nodeOf(packet, 'tcp')), 'note');
  assert.equal(index.noteBelow(nodeOf(packet, 'tcp.flags')), 'note');
  assert.equal(index.noteBelow(nodeOf(packet, 'ip')), undefined);
});

test('hidden nodes are no children', () => {
  assert.ok(!index.children(nodeOf(packet, 'ip')).includes(nodeOf(packet, 'ip.addr')));
  assert.ok(!index.hasChildren(nodeOf(packet, 'ip.src')));
});
