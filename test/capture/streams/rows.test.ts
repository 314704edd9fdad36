import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Text } from '../../../capture/streams/byte-texts.ts';
import { FixedRows } from '../../../capture/streams/fixed-rows.ts';
import type { FollowedStream } from '../../../capture/streams/followed-stream.ts';
import type { StreamForm, StreamRow, StreamRows } from '../../../capture/streams/row.ts';
import { StreamText, type WrittenForm } from '../../../capture/streams/stream-text.ts';
import type { Direction } from '../../../capture/streams/tcp-assembler.ts';
import { TextRows } from '../../../capture/streams/text-rows.ts';
import { Random } from '../../builders/random.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { followedDialogue } from './followed.ts';

const going = { aborted: false };

function rowsOf(stream: FollowedStream, form: StreamForm, direction: Direction | null, width: number): StreamRows {
  return form === 'text' || form === 'utf-8' || form === 'ebcdic'
    ? new TextRows(stream, form, direction, width)
    : new FixedRows(stream, form, direction, width);
}

const line = ({ direction, frame, text }: StreamRow): string => `${'><'[direction]}${frame} ${text}`;

async function lines(stream: FollowedStream, form: StreamForm, direction: Direction | null = null, width = 20) {
  const rows = rowsOf(stream, form, direction, width);
  await rows.extend(going);
  return rows.rows(0, rows.total + 1).map(line);
}

const hello = (): Dialogue =>
  new Dialogue().open().client('GET /a\r\nHost: x\r\n').server('one\ntwo').server(' more\n');

test('lines of text end at line feeds, at the width, and where the other side speaks', async (t) => {
  const stream = await followedDialogue(t, hello().client('abcdefghijklmnopqrstuvwxyz').frames);
  assert.deepEqual(await lines(stream, 'text'), [
    '>4 GET /a',
    '>4 Host: x',
    '<5 one',
    '<5 two more',
    '>7 abcdefghijklmnopqrst',
    '>7 uvwxyz',
  ]);
  assert.deepEqual(await lines(stream, 'text', 1), ['<5 one', '<5 two more']);
  assert.deepEqual(await lines(stream, 'text', 0, 40), ['>4 GET /a', '>4 Host: x', '>7 abcdefghijklmnopqrstuvwxyz']);
});

test('a line of several frames tells where each begins', async (t) => {
  const stream = await followedDialogue(t, hello().frames);
  const rows = new TextRows(stream, 'text', 1, 20);
  await rows.extend(going);
  const [, second] = rows.rows(0, 2);
  assert.deepEqual(second.pieces, [
    { chunk: 1, offset: 4, length: 3 },
    { chunk: 2, offset: 0, length: 6 },
  ]);
  assert.equal(second.begins, false);
});

test('gaps and bytes that were not captured have a line of their own', async (t) => {
  const d = new Dialogue().open().client('first\n');
  d.unseen(() => d.client('lost'));
  d.client('behind').ack(1);
  const gap = await followedDialogue(t, d.frames);
  assert.deepEqual(await lines(gap, 'text', null, 60), [
    '>4 first',
    '>6 [4 bytes missing in capture file]',
    '>5 behind',
  ]);
  const long = new Dialogue().open().client('0123456789').client('x');
  const cut = await followedDialogue(t, long.frames, { snapLength: 44 });
  assert.deepEqual(await lines(cut, 'text', null, 60), ['>4 0123', '>4 [6 bytes of this packet not captured]', '>5 x']);
  assert.deepEqual(await lines(cut, 'hex', null, 60), [
    '>4 00000000  30 31 32 33                                       0123',
    '>4 [6 bytes of this packet not captured]',
    '>5 0000000A  78                                                x',
  ]);
});

test('every form shows the same bytes', async (t) => {
  const stream = await followedDialogue(t, new Dialogue().open().client('é\u0001\tHi').server('ok').frames);
  assert.deepEqual(await lines(stream, 'text', 0), ['>4 ...\tHi'.replace('...', '.'.repeat(3))]);
  assert.deepEqual(await lines(stream, 'utf-8', 0), ['>4 é.\tHi']);
  assert.deepEqual(await lines(stream, 'raw'), ['>4 c3a901094869', '<5 6f6b']);
  assert.deepEqual(await lines(stream, 'c'), [
    '>4 char peer0_0[] = { /* Packet 4 */',
    '>4 0xc3, 0xa9, 0x01, 0x09, 0x48, 0x69 };',
    '<5 char peer1_0[] = { /* Packet 5 */',
    '<5 0x6f, 0x6b };',
  ]);
  assert.deepEqual((await lines(stream, 'yaml')).slice(0, 5), [
    '>4   - packet: 4',
    '>4     peer: 0',
    '>4     timestamp: 1700000000.030000000',
    '>4     data: !!binary |',
    '>4       w6kBCUhp',
  ]);
});

test('a tabulator takes the columns up to the next stop', async (t) => {
  const stream = await followedDialogue(t, new Dialogue().open().client('ab\tc\t0123456789abcdefgh').frames);
  assert.deepEqual(await lines(stream, 'text', 0, 24), ['>4 ab\tc\t01234567', '>4 89abcdefgh']);
});

test('EBCDIC shows letters and ends lines at its own line ends', async (t) => {
  const bytes = Uint8Array.of(0xc8, 0x85, 0x93, 0x93, 0x96, 0x40, 0xf4, 0xf2, 0x15, 0xe9, 0x25, 0x0a, 0x81);
  const stream = await followedDialogue(t, new Dialogue().open().client(bytes).frames);
  assert.deepEqual(await lines(stream, 'ebcdic'), ['>4 Hello 42', '>4 Z', '>4 .a']);
});

/** Random dialogue of both sides with line ends, characters of several bytes, losses and retransmissions. */
function randomDialogue(random: Random): Dialogue {
  const d = new Dialogue().open();
  for (let i = 0; i < 60; i++) {
    const length = random.of(1, 2, 5, 30, 200);
    let text = '';
    while (text.length < length) text += random.of('a', 'bc', '\n', '\r\n', 'é', '日本', '\u0000', ' ');
    const data = new TextEncoder().encode(text);
    const step = (): unknown => (random.chance(50) ? d.client(data) : d.server(data));
    if (random.chance(8)) d.unseen(step);
    else step();
    if (random.chance(10)) d.ack(random.of(0, 1) as 0 | 1);
  }
  return d;
}

const forms: readonly StreamForm[] = ['text', 'utf-8', 'ebcdic', 'hex', 'raw', 'c', 'yaml'];

test('rows asked for at random are those of the whole, and each byte is in the row that is told', async (t) => {
  for (let seed = 1; seed <= 12; seed++) {
    const random = new Random(seed);
    const stream = await followedDialogue(t, randomDialogue(random).frames);
    for (const form of forms) {
      const direction = random.of<Direction | null>(null, 0, 1);
      const rows = rowsOf(stream, form, direction, random.of(20, 33, 80));
      await rows.extend(going);
      const all = rows.rows(0, rows.total);
      assert.equal(all.length, rows.total);
      for (let i = 0; i < 20; i++) {
        const first = random.below(rows.total + 1);
        const count = random.below(9);
        assert.deepEqual(rows.rows(first, count).map(line), all.slice(first, first + count).map(line));
      }
      for (const [row, { pieces }] of all.entries()) {
        for (const { chunk, offset, length } of pieces) {
          assert.equal(rows.rowOf(chunk, offset), row, `${form}, seed ${seed}`);
          assert.equal(rows.rowOf(chunk, offset + length - 1), row);
        }
      }
      const covered = all.flatMap(({ pieces }) => pieces).reduce((sum, { length }) => sum + length, 0);
      const wanted = direction === null ? stream.bytes[0] + stream.bytes[1] : stream.bytes[direction];
      assert.equal(covered, wanted, `${form}, seed ${seed}`);
    }
  }
});

test('rows that grow with their stream are those of the whole stream', async (t) => {
  const whole = await followedDialogue(t, randomDialogue(new Random(5)).frames);
  for (const form of forms) {
    const rows = rowsOf(whole, form, null, 30);
    const count = whole.chunks.count;
    for (let known = 1; known <= count; known++) {
      whole.chunks.count = known;
      await rows.extend(going);
    }
    assert.deepEqual(rows.rows(0, rows.total).map(line), await lines(whole, form, null, 30), form);
  }
});

async function written(stream: FollowedStream, form: WrittenForm, direction: Direction | null = null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  await new StreamText(stream, form, direction).write(async (bytes) => {
    parts.push(bytes.slice());
    return true;
  }, going);
  return Buffer.concat(parts);
}

test('what is written holds the bytes of the direction, and nothing in the place of gaps', async (t) => {
  const stream = await followedDialogue(t, hello().frames);
  assert.equal(String(await written(stream, 'bytes', 1)), 'one\ntwo more\n');
  assert.equal(String(await written(stream, 'text')), 'GET /a\r\nHost: x\r\none\ntwo more\n');
  assert.equal(String(await written(stream, 'raw', 1)), '6f6e650a74776f\n206d6f72650a\n');
  assert.match(
    String(await written(stream, 'yaml')),
    /^peers:\n {2}- peer: 0\n {4}host: 10\.0\.0\.1\n {4}port: 40000\n/,
  );
  assert.match(String(await written(stream, 'c', 1)), /^char peer1_0\[\] = \{ \/\* Packet 5 \*\/\n0x6f, 0x6e/);
});

test('control characters of a stream do not leave it', () => {
  assert.equal(utf8Text(Uint8Array.of(0x1b, 0x5b, 0x41, 0xc2, 0x9b, 0xff)), '.[A.\ufffd');
  assert.equal(utf8Text(Buffer.from('a\u202eb\u2066c')), 'a.b.c');
});
