import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EchoLinks } from '../../../decoders/facts/echo-links.ts';
import type { FrameRecord } from '../../../decoders/model/dissection.ts';

const at = (number: number, nanoseconds = 0): FrameRecord => ({
  number,
  seconds: 1_700_000_000,
  nanoseconds,
  capturedLength: 98,
  originalLength: 98,
  linkType: 1,
  interfaceId: 0,
});

function answerOf(e: EchoLinks, request: number): number {
  return e.links.response.get(e.links.ofRequest(request));
}

test('a reply belongs to the request with its addresses, checksum, identifier and sequence number', () => {
  const e = new EchoLinks();
  e.request(1, 2, 0xabcd, 5, at(1, 1_000_000));
  e.reply(2, 1, 0xabcd, 6, at(2));
  e.reply(2, 1, 0xabce, 5, at(3));
  e.reply(3, 1, 0xabcd, 5, at(4));
  assert.equal(answerOf(e, 1), 0);
  e.reply(2, 1, 0xabcd, 5, at(5, 13_500_000));
  assert.equal(answerOf(e, 1), 5);
  const link = e.links.ofResponse(5);
  assert.equal(e.links.request.get(link), 1);
  assert.equal(e.links.delay.get(link), 0.0125);
  assert.equal(e.links.ofResponse(4), -1);
});

test('only the first reply counts, and a repeated request takes the next', () => {
  const e = new EchoLinks();
  e.request(1, 2, 0, 5, at(1));
  e.reply(2, 1, 0, 5, at(2));
  e.reply(2, 1, 0, 5, at(3));
  assert.equal(answerOf(e, 1), 2);
  assert.equal(e.links.ofResponse(3), -1);
  e.request(1, 2, 0, 5, at(4));
  e.request(1, 2, 0, 5, at(5));
  e.reply(2, 1, 0, 5, at(6));
  assert.deepEqual([answerOf(e, 1), answerOf(e, 4), answerOf(e, 5)], [2, 0, 6]);
});

test('thousands of requests keep their replies', () => {
  const e = new EchoLinks();
  for (let i = 0; i < 5000; i++) e.request(1, 2 + (i & 7), i >> 4, i, at(i + 1));
  for (let i = 0; i < 5000; i++) e.reply(2 + (i & 7), 1, i >> 4, i, at(10_000 + i));
  for (let i = 0; i < 5000; i++) assert.equal(answerOf(e, i + 1), 10_000 + i);
});
