import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FollowedStream } from '../../../capture/streams/followed-stream.ts';
import { StreamSearch } from '../../../capture/streams/stream-search.ts';
import type { Direction } from '../../../capture/streams/tcp-assembler.ts';
import { Random } from '../../builders/random.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { followedDialogue } from './followed.ts';

const going = { aborted: false };
const pattern = (text: string, fold = false) => ({
  needles: [new TextEncoder().encode(text)],
  fold,
  table: undefined,
});

async function found(stream: FollowedStream, text: string, fold = false, directions: Direction[] = [0, 1]) {
  const search = new StreamSearch(stream, pattern(text, fold));
  await search.run(directions, going);
  return search.found.map(({ direction, position }) => `${'><'[direction]}${position}`);
}

test('places are found across segments, in the order in which the stream is shown', async (t) => {
  const d = new Dialogue().open().client('abc nee').server('needle ').client('dle').server('NEEDLE');
  const stream = await followedDialogue(t, d.frames);
  assert.deepEqual(await found(stream, 'needle'), ['>4', '<0']);
  assert.deepEqual(await found(stream, 'needle', true), ['>4', '<0', '<7']);
  assert.deepEqual(await found(stream, 'needle', true, [1]), ['<0', '<7']);
  assert.deepEqual(await found(stream, 'nothing'), []);
});

test('nothing is found across a gap', async (t) => {
  const d = new Dialogue().open().client('nee');
  d.unseen(() => d.client('xxx'));
  d.client('dle needle').ack(1);
  assert.deepEqual(await found(await followedDialogue(t, d.frames), 'needle'), ['>10']);
});

test('the same places as in the bytes put together', async (t) => {
  for (let seed = 1; seed <= 10; seed++) {
    const random = new Random(seed);
    const d = new Dialogue().open();
    const texts = ['', ''];
    for (let i = 0; i < 200; i++) {
      const side = random.below(2) as 0 | 1;
      let text = '';
      for (let n = random.below(12); n >= 0; n--) text += random.of('a', 'b', 'ab');
      texts[side] += text;
      if (side === 0) d.client(text);
      else d.server(text);
    }
    const stream = await followedDialogue(t, d.frames);
    for (const needle of ['aab', 'a', 'abab', 'bbbbbb']) {
      for (const side of [0, 1] as const) {
        const places: string[] = [];
        for (let at = texts[side].indexOf(needle); at >= 0; at = texts[side].indexOf(needle, at + needle.length)) {
          places.push(`${'><'[side]}${at}`);
        }
        assert.deepEqual(await found(stream, needle, false, [side]), places, `seed ${seed}, ${needle}`);
      }
    }
  }
});

test('a stopped search ends soon', async (t) => {
  const stream = await followedDialogue(t, new Dialogue().open().client('a'.repeat(100)).frames);
  const search = new StreamSearch(stream, pattern('a'));
  await search.run([0], { aborted: true });
  assert.ok(search.found.length <= 100);
});
