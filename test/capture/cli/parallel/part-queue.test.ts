import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PartQueue } from '../../../../capture/cli/parallel/part-queue.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function queue(between?: string): { parts: PartQueue; written: () => string } {
  let text = '';
  const parts = new PartQueue((more) => {
    text += Buffer.from(more).toString('utf8');
  }, between);
  return { parts, written: () => text };
}

test('parts are written in their order, each piece as soon as it can be', () => {
  const { parts, written } = queue();
  const done: string[] = [];
  parts.add(1, bytes('c'), () => done.push('c'));
  parts.add(0, bytes('a'));
  assert.equal(written(), 'a');
  parts.add(0, bytes('b'));
  assert.deepEqual([written(), done], ['ab', []]);
  parts.end(2);
  parts.end(0);
  assert.deepEqual([written(), done], ['abc', ['c']]);
  parts.add(1, bytes('d'));
  parts.end(1);
  parts.add(3, bytes('e'));
  assert.deepEqual([written(), parts.complete], ['abcde', 3]);
});

test('what stands between parts is left out where one is empty', () => {
  const { parts, written } = queue(',');
  parts.end(1);
  parts.add(2, bytes('a'));
  parts.end(2);
  parts.add(4, bytes('b'));
  assert.equal(parts.any, false);
  parts.end(0);
  parts.end(3);
  parts.add(4, bytes('c'));
  assert.deepEqual([written(), parts.any], ['a,bc', true]);
});

test('who is ahead can wait for its turn', async () => {
  const { parts } = queue();
  await parts.until(0);
  let reached = false;
  const turn = parts.until(2).then(() => {
    reached = true;
  });
  parts.end(0);
  await Promise.resolve();
  assert.equal(reached, false);
  parts.end(1);
  await turn;
  assert.equal(reached, true);
});
