import { test } from 'node:test';
import { HttpClient } from '../../../reference/services/http/http-client.ts';
import { HttpServer } from '../../../reference/services/http/http-server.ts';
import { context, type Line, play } from './dialogue.ts';

const server = () => new HttpServer(context);
const end: Line = [{ type: 'end' }, ['finish']];
const hit = { effect: 'hit', pid: 1, tid: 2, own: 3, locked: 4, unlocked: 5 } as const;

test('a page, then another on the same connection', () => {
  play(server, [
    [
      'GET /style.css HTTP/1.1\r\nHost: here\r\n\r\n',
      [/^HTTP\/1\.1 200 OK\r\nDate: Fri, 02 Jan 2026 03:04:05 GMT\r\n[\s\S]*body \{/],
    ],
    ['HEAD /style.css HTTP/1.1\r\nHost: here\r\n\r\n', [/Content-Length: \d+\r\n\r\n$/]],
    end,
  ]);
});

test('pipelined requests are answered in order, each after the one before', () => {
  const two =
    'GET /hits?n=2 HTTP/1.1\r\nHost: h\r\n\r\nGET /slow?ms=7 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
  play(server, [
    [two, ['ask hit']],
    [hit, [/pid 1\ntid 2\nown 3\nlocked 4\nunlocked 5\n$/, 'timer 7']],
    [{ type: 'timer' }, [/Connection: close\r\n\r\nAt last\.\n$/, 'finish']],
  ]);
});

test('chunks in and out', () => {
  play(server, [
    [
      'POST /echo HTTP/1.1\r\nHost: h\r\nContent-Type: text/x\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n',
      [/^HTTP\/1\.1 200 OK\r\n[\s\S]*Content-Type: text\/x\r\n[\s\S]*Content-Length: 13\r\n\r\nabc0123456789$/],
    ],
    [
      'GET /stream?chunks=1&delay=5 HTTP/1.1\r\nHost: h\r\n\r\n',
      [/Transfer-Encoding: chunked\r\n\r\n8\r\nchunk 1\n\r\n$/, 'timer 5'],
    ],
    [{ type: 'timer' }, ['0\r\n\r\n']],
  ]);
});

test('wrong requests get their status, and the connection ends', () => {
  const wrong: [request: string, status: number][] = [
    ['HELLO\r\n', 400],
    ['GET / HTTP/1.1\r\n\r\n', 400],
    ['GET / HTTP/2.0\r\nHost: h\r\n\r\n', 505],
    ['GET / HTTP/1.1\r\nHost : h\r\n\r\n', 400],
    ['POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n', 400],
    ['POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: rot13\r\n\r\n', 501],
    ['POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 999999999\r\n\r\n', 413],
    ['POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 400],
    [`GET /${'x'.repeat(9_000)}`, 414],
    [`GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(101)}`, 431],
  ];
  for (const [request, status] of wrong)
    play(server, [[request, [new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*Connection: close\r\n`), 'finish']]]);
});

test('an idle client is let go, one in the middle of a request is told', () => {
  play(server, [[{ type: 'idle' }, ['finish']]]);
  play(server, [
    ['GET /', []],
    [{ type: 'idle' }, [/^HTTP\/1\.1 408 /, 'finish']],
  ]);
});

test('a client that expects to be asked for its body is', () => {
  play(server, [
    [
      'PUT /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
      ['HTTP/1.1 100 Continue\r\n\r\n'],
    ],
    ['ok', [/\r\n\r\nok$/]],
  ]);
});

test('the client asks as often as planned and knows all ways a body can end', () => {
  const plan = {
    host: 'h',
    method: 'GET',
    path: '/',
    body: undefined,
    times: 3,
    thinkMs: 0,
    halfClose: false,
    ending: 'close' as const,
  };
  play(
    () => new HttpClient(plan),
    [
      [{ type: 'open', peer: '' }, [/^GET \/ HTTP\/1\.1\r\nHost: h\r\n[\s\S]*\r\n\r\n$/]],
      ['HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n', [/^GET \//]],
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', [/Connection: close/]],
      ['HTTP/1.1 200 OK\r\n\r\n', []],
      [{ type: 'end' }, ['success: 1 times 204, 2 times 200, 0 body bytes', 'finish']],
    ],
  );
  play(
    () => new HttpClient({ ...plan, times: 1 }),
    [
      [{ type: 'open', peer: '' }, [/^GET/]],
      ['SSH-2.0-x\r\n', ['failure: the response is wrong: the first line is not HTTP', 'finish']],
    ],
  );
});
