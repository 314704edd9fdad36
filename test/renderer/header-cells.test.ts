import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitRows } from '../../renderer/diagram/bit-rows.ts';
import { fitLabel } from '../../renderer/diagram/fit-label.ts';
import { type HeaderCell, headerCells, isText } from '../../renderer/diagram/header-cells.ts';
import { samplePacket } from './sample-tree.ts';

const drawn = (cells: readonly HeaderCell[]): string[] =>
  cells.map((cell) => `${cell.name || '-'} ${cell.start}+${cell.length}`);

test('a header is its fields in wire order; fields of bits are parted, gaps shown', () => {
  const packet = samplePacket(`
    tcp@4 34+20
      tcp.srcport 34+2                  | Source Port: 80
      tcp.dstport 36+2                  | Destination Port: 5
      tcp.seq 38+4                      | Sequence Number: 1    (relative)
      tcp.seq_raw 38+4                  | Sequence Number (raw): 77
      tcp.hdr_len 46+1                  | 0101 .... = Header Length: 20 bytes (5)
      tcp.flags 46+2                    | Flags: 0x010 (ACK)
        tcp.flags.res 46+1 4:3          | 000. .... .... = Reserved: Not set
        tcp.flags.ae 46+1 7:1           | ...0 .... .... = Accurate ECN: Not set
        tcp.flags.cwr 47+1 0:1          | .... 0... .... = CWR: Not set
        tcp.flags.rest 47+1 1:7         | .... .001 0000 = Rest: 16
        tcp.flags.str 46+2              | [TCP Flags: A]
      tcp.window 48+2                   | Window: 512
  `);
  assert.deepEqual(drawn(headerCells(packet, 0)), [
    'Source Port 0+16',
    'Destination Port 16+16',
    'Sequence Number 32+32',
    '- 64+32',
    'Header Length 96+4',
    'Reserved 100+3',
    'Accurate ECN 103+1',
    'CWR 104+1',
    'Rest 105+7',
    'Window 112+16',
    '- 128+32',
  ]);
});

test('bits that are a small part of a field do not part it', () => {
  const packet = samplePacket(`
    eth@2 0+14
      eth.dst 0+6
        eth.lg 0+3 6:1
        eth.ig 0+3 7:1
      eth.src 6+6
      eth.type 12+2
  `);
  assert.deepEqual(drawn(headerCells(packet, 0)), ['eth.dst 0+48', 'eth.src 48+48', 'eth.type 96+16']);
});

test('generated and later fields are left out', () => {
  const packet = samplePacket(`
    udp@4 34+8
      udp.srcport 34+2
      udp.stream 34+8 !g
      udp.dstport 36+2
      udp.length 38+2
      udp.checksum 40+2
      udp.payload 42+9
  `);
  assert.equal(headerCells(packet, 0).length, 4);
});

const cell = (start: number, length: number): HeaderCell => ({
  node: 1,
  name: 'Some Field',
  short: 'FIELD',
  text: '0x1234 (long words)',
  value: '0x1234',
  start,
  length,
});

/** Pieces as `row: first bit+bits`, the named one with `*`, joins as arrows. */
const pieces = (...cells: HeaderCell[]): string[] =>
  bitRows(cells).pieces.map(({ row, rows, bit, bits, named, cut, joined }) => {
    const marks = `${named ? '*' : ''}${cut ? '~' : ''}${joined === 'up' ? '^' : joined === 'down' ? 'v' : ''}`;
    return `${row}${rows > 1 ? `-${row + rows - 1}` : ''}: ${bit}+${bits}${marks}`;
  });

test('fields are laid out 32 bits a row, over several rows where they are longer', () => {
  assert.deepEqual(pieces(cell(0, 16), cell(16, 16)), ['0: 0+16*', '0: 16+16*']);
  assert.deepEqual(pieces(cell(0, 48), cell(48, 48)), ['0: 0+32*', '1: 0+16^', '1: 16+16v', '2: 0+32*']);
  assert.deepEqual(pieces(cell(0, 128)), ['0-3: 0+32*']);
});

test('the middle of a long field is cut', () => {
  const { offsets } = bitRows([cell(0, 8), cell(8, 8000), cell(8008, 24)]);
  assert.deepEqual(pieces(cell(0, 8), cell(8, 8000), cell(8008, 24)), [
    '0: 0+8*',
    '0: 8+24v',
    '1: 0+32*~',
    '2: 0+8^',
    '2: 8+24*',
  ]);
  assert.deepEqual(offsets, [0, 4, 1000]);
});

test('labels are as full as there is room', () => {
  const at = (chars: number): string => fitLabel(cell(0, 32), chars);
  assert.equal(at(40), 'Some Field 0x1234 (long words)');
  assert.equal(at(20), 'Some Field 0x1234');
  assert.equal(at(12), 'FIELD 0x1234');
  assert.equal(at(9), 'SF 0x1234');
  assert.equal(at(6), 'FIELD');
  assert.equal(at(4), 'FIE…');
  assert.equal(at(1), '');
  assert.equal(fitLabel({ ...cell(0, 4), name: 'Version', short: 'version', text: '6', value: '6' }, 6), 'Ver 6');
});

test('headers of text are told from headers of fields', () => {
  assert.ok(isText([cell(0, 176), cell(176, 120), cell(296, 80), cell(376, 16)]));
  assert.ok(!isText([cell(0, 16), cell(16, 16), cell(32, 32)]));
});
