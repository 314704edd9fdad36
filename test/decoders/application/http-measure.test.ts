import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureMessage, recognisesMessage } from '../../../decoders/application/http/measure.ts';
import { MessageHead } from '../../../decoders/application/http/message-head.ts';
import { HttpTransactions } from '../../../decoders/application/http/transactions.ts';
import { NEED_MORE, NO_LAYER, NOT_MINE, type StreamContext, UNTIL_CLOSE } from '../../../decoders/model/stream.ts';
import { chunked, latin, message, sized } from '../../builders/http.ts';
import { join } from '../../builders/packet.ts';

const CONVERSATION = 3;
const CR = 13;

/** The state of a connection on which these requests wait for their responses. */
function waitingFor(...requests: string[]): HttpTransactions {
  const state = new HttpTransactions();
  requests.forEach((method, i) => {
    const head = readHead(message(`${method} / HTTP/1.1`));
    state.learnRequest(CONVERSATION, i + 1, 0, 0, head.method);
  });
  return state;
}

function readHead(bytes: Uint8Array): MessageHead {
  const head = new MessageHead();
  head.read(bytes, 0, bytes.length, true);
  return head;
}

function context(state: HttpTransactions): StreamContext {
  return { conversation: CONVERSATION, direction: 0, frame: 9, progress: 0, before: 0, state };
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? latin(text) : text;
}

/** What is measured when the bytes have arrived at once. */
function measured(text: string | Uint8Array, state = new HttpTransactions()): number {
  const bytes = bytesOf(text);
  return measureMessage(bytes, 0, bytes.length, context(state));
}

/** What is measured when the bytes arrive in two pieces, cut at `at`, behind five other bytes. */
function measuredInPieces(text: Uint8Array, at: number, state: HttpTransactions): number {
  const bytes = join(latin('12345'), text);
  const c = context(state);
  const first = measureMessage(bytes.subarray(0, 5 + at), 5, 5 + at, c);
  return first === NEED_MORE ? measureMessage(bytes, 5, bytes.length, c) : first;
}

const get = message('GET / HTTP/1.1', ['Host: a.example']);

const tables: readonly [string, string | Uint8Array, number, string[]?][] = [
  ['a request', get, get.length],
  ['a request with a body', sized('POST / HTTP/1.1', [], 'seven'), 43],
  ['lines that end with LF alone', 'GET / HTTP/1.0\nHost: a\n\n', 24],
  ['an empty line in front', '\r\nGET / HTTP/1.0\r\n\r\n', 20],
  ['a response with a length', sized('HTTP/1.1 200 OK', [], '12345678'), 46],
  ['a response without a length', 'HTTP/1.1 200 OK\r\n\r\n', UNTIL_CLOSE],
  ['a response to HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', 38, ['HEAD']],
  ['a response to GET', 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', 45, ['GET']],
  ['a tunnel', 'HTTP/1.1 200 OK\r\n\r\n', 19, ['CONNECT']],
  ['a tunnel that was refused', 'HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\n', 40, ['CONNECT']],
  ['an interim response', 'HTTP/1.1 100 Continue\r\n\r\n', 25],
  ['no content', 'HTTP/1.1 204 No\r\nContent-Length: 9\r\n\r\n', 38],
  ['not modified', 'HTTP/1.1 304 No\r\nTransfer-Encoding: chunked\r\n\r\n', 47],
  ['chunks', message('HTTP/1.1 200 OK', ['Transfer-Encoding: chunked'], chunked(['abc', 'de'])), 47 + 20],
  ['chunks of a request', message('PUT / HTTP/1.1', ['Transfer-Encoding: chunked'], chunked(['abc'])), 46 + 13],
  [
    'chunks with a trailer',
    message('PUT / HTTP/1.1', ['Transfer-Encoding: Chunked'], chunked(['abc'], ['A: b', 'C: d'])),
    46 + 25,
  ],
  ['chunks that end with LF alone', message('PUT / HTTP/1.1', ['Transfer-Encoding: chunked'], '1\na\r\n0\n\n'), 46 + 8],
  [
    'chunks go before a length',
    message('PUT / HTTP/1.1', ['Content-Length: 3', 'Transfer-Encoding: chunked'], chunked(['abc'])),
    65 + 13,
  ],
  ['another transfer coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\n', UNTIL_CLOSE],
  ['a length that is no number', 'PUT / HTTP/1.1\r\nContent-Length: seven\r\n\r\n', 41],
  ['an absurd length', 'PUT / HTTP/1.1\r\nContent-Length: 3000000000\r\n\r\n', 46],
  ['a folded header', 'PUT / HTTP/1.1\r\nX: a\r\n Content-Length: 5\r\n\r\n', 44],
];

for (const [title, text, expected, waiting = []] of tables) {
  test(`length of ${title}`, () => {
    const bytes = bytesOf(text);
    const rest = latin('\r\nGET /next HTTP/1.1\r\n\r\nmore');
    const behind = expected === UNTIL_CLOSE || expected > bytes.length ? bytes : join(bytes, rest);
    assert.equal(measured(behind, waitingFor(...waiting)), expected);
    const first = behind[0] === CR ? 4 : 1;
    for (let at = first; at < behind.length; at++) {
      assert.equal(measuredInPieces(behind, at, waitingFor(...waiting)), expected, `cut at ${at}`);
    }
  });
}

test('bytes that begin no message are passed over, and shown where a request was seen', () => {
  const asked = waitingFor('GET');
  for (const text of [
    '\x16\x03\x01\x02\x00',
    'hello\r\n',
    'GETS / HTTP/1.1\r\n',
    'FOO / HTTP/1.1\r\nHost: a.example\r\n\r\n',
    '\r',
    '\r\n\r\n',
    '\n',
    '\tname=value',
  ]) {
    assert.equal(measured(text), NO_LAYER, JSON.stringify(text));
    assert.equal(measured(text, asked), text.length, `${JSON.stringify(text)} where a request was seen`);
  }
});

test('a text is waited for to the end of its first line', () => {
  for (const text of [
    'G',
    'GET /a',
    'HTTP/1.',
    'M-SEARCH',
    'UNKNOWN',
    'name=value',
    `A${'\0'.repeat(40)}`,
    'hello\r',
  ]) {
    assert.equal(measured(text), NEED_MORE, JSON.stringify(text));
    assert.equal(measured(text, waitingFor('GET')), NEED_MORE, `${JSON.stringify(text)} where a request was seen`);
  }
});

test('a response alone does not make what follows a part of HTTP', () => {
  const state = new HttpTransactions();
  const bytes = message('HTTP/1.1 204 No');
  state.learnResponse(CONVERSATION, 5, readHead(bytes));
  assert.equal(measured('hello\r\n', state), NO_LAYER);
});

test('what stands behind a request in the same piece is shown', () => {
  const state = new HttpTransactions();
  const c = context(state);
  assert.equal(measureMessage(get, 0, get.length, c), get.length);
  c.before = 1;
  const more = latin('hello\r\n');
  assert.equal(measureMessage(more, 0, more.length, c), more.length);
});

test('chunks that are none end the message', () => {
  const bytes = message('PUT / HTTP/1.1', ['Transfer-Encoding: chunked'], '3\r\nabc\r\nzz\r\nmore');
  assert.equal(measured(bytes), bytes.length);
});

test('a head without end is not waited for forever', () => {
  assert.equal(measured(`GET / HTTP/1.1\r\nX: ${'a'.repeat(2 << 20)}`), 20 - 1 + (2 << 20));
  assert.equal(measured(`GET ${'a'.repeat(100_000)}`), NO_LAYER);
});

test('a long head is searched once, not again for every piece', () => {
  const bytes = message('GET / HTTP/1.1', [`X: ${'a'.repeat(100_000)}`]);
  const c = context(new HttpTransactions());
  for (let end = 1000; end < bytes.length - 1; end += 1000) {
    assert.equal(measureMessage(bytes, 0, end, c), NEED_MORE);
    assert.equal(c.progress, end);
  }
  assert.equal(measureMessage(bytes, 0, bytes.length, c), bytes.length);
});

test('many chunks are read once, not again for every piece', () => {
  const bytes = message('PUT / HTTP/1.1', ['Transfer-Encoding: chunked'], chunked(new Array(1000).fill('seven')));
  const c = context(new HttpTransactions());
  for (let end = 100; end < bytes.length; end += 100) {
    assert.equal(measureMessage(bytes, 0, end, c), NEED_MORE);
    if (end > 200) assert.ok(-c.progress > end - 100, 'goes on at the last chunk');
  }
  assert.equal(measureMessage(bytes, 0, bytes.length, c), bytes.length);
});

test('after an upgrade nothing is measured', () => {
  const state = waitingFor('GET');
  const c = context(state);
  const bytes = message('HTTP/1.1 101 Switching Protocols', ['Upgrade: websocket']);
  assert.equal(measureMessage(bytes, 0, bytes.length, c), bytes.length);
  c.before = 1;
  assert.equal(measureMessage(get, 0, get.length, c), NOT_MINE, 'what follows in the same piece');
  state.learnResponse(CONVERSATION, 5, readHead(bytes));
  c.before = 0;
  assert.equal(measureMessage(get, 0, get.length, c), NOT_MINE, 'what follows later');
});

test('pipelined responses are measured by the methods of their own requests', () => {
  const state = waitingFor('GET', 'HEAD', 'GET');
  const bytes = latin('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc');
  const lengths = [0, 1, 2].map((before) => measureMessage(bytes, 0, bytes.length, { ...context(state), before }));
  assert.deepEqual(lengths, [41, 38, 41]);
});

test('first messages are recognised on any port', () => {
  const recognised = (text: string) => recognisesMessage(latin(text), 0, text.length);
  for (const text of ['GET / HTTP/1.1\r\n', 'HTTP/1.0 200 OK\r\n', 'FOO bar HTTP/1.0\n'])
    assert.ok(recognised(text), text);
  for (const text of ['GET / HTTP/1.1', 'GET /\r\n', 'HTTP/2.0 200\r\n', '\r\n', 'HTTP/1.\r\n', 'SSH-2.0-x\r\n']) {
    assert.ok(!recognised(text), text);
  }
});
