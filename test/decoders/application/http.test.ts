import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { nodeCodecs } from '../../../capture/passes/node-codecs.ts';
import { http } from '../../../decoders/application/http/http.ts';
import type { HttpTransactions } from '../../../decoders/application/http/transactions.ts';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { emptyMask, fullMask, type Mask } from '../../../decoders/model/mask.ts';
import { Session } from '../../../decoders/model/session.ts';
import { MAX_DECODED } from '../../../decoders/presentation/codecs.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { treeLines } from '../../../decoders/tree/tree-lines.ts';
import { exportText } from '../../../decoders/tree/value-text.ts';
import { message, ok } from '../../builders/http.ts';
import { join } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { type FixtureFrame, learned, record, registry } from '../listing.ts';
import { packed } from './http-fixtures.ts';

const talk = () => new Dialogue({ serverPort: 80, pace: 0.5 });
const get = (target: string) => message(`GET ${target} HTTP/1.1`, ['Host: a']);
const done = (text: string) => ok('text/plain', text);

/** `name=value` of each frame's fields that match, decoded again in an order after all was learned. */
function shown(
  frames: readonly FixtureFrame[],
  names: RegExp,
  order: readonly number[] = [...frames.keys()],
): string[] {
  const d = learned({ name: '', frames });
  const out: string[] = [];
  for (const i of order) {
    d.decode(record(frames[i], i), frames[i].bytes, 0, fullMask());
    const { tape } = d.cursor;
    const texts: string[] = [];
    for (let at = 0; at < tape.count; at++) {
      const field = allFields()[tape.field[at]];
      if (names.test(field.name)) texts.push(`${field.name.replace(/.*\./, '')}=${exportText(d, at, field)}`);
    }
    out[i] = texts.join(' ');
  }
  return out;
}

const links = /^http\.(response_in|request_in|time)$/;

test('responses answer requests in order, also pipelined and read in another order', () => {
  const { frames } = talk()
    .client(join(get('/1'), get('/2')))
    .client(get('/3'))
    .server(done('1'))
    .server(join(done('2'), done('3')))
    .server(done('nobody asked'));
  const expected = [
    'response_in=3 response_in=4',
    'response_in=4',
    'time=1.000000000 request_in=1',
    'time=1.500000000 request_in=1 time=1.000000000 request_in=2',
    '',
  ];
  assert.deepEqual(shown(frames, links), expected);
  assert.deepEqual(shown(frames, links, [4, 3, 1, 0, 2]), expected);
});

test('an interim response leaves the request waiting', () => {
  const { frames } = talk()
    .client(get('/'))
    .server(message('HTTP/1.1 100 Continue'))
    .server(message('HTTP/1.1 103 Early Hints'))
    .server(done('x'));
  assert.deepEqual(shown(frames, links), [
    'response_in=4',
    'time=0.500000000 request_in=1',
    'time=1.000000000 request_in=1',
    'time=1.500000000 request_in=1',
  ]);
});

test('connections keep their requests apart', () => {
  const one = new Dialogue({ serverPort: 80, clientPort: 1 }).client(get('/1')).server(done('1')).frames;
  const two = new Dialogue({ serverPort: 80, clientPort: 2 }).client(get('/2')).server(done('2')).frames;
  assert.deepEqual(shown([one[0], two[0], two[1], one[1]], /^http\.(request_in|response_for\.uri)$/), [
    '',
    '',
    'request_in=2 uri=http://a/2',
    'request_in=1 uri=http://a/1',
  ]);
});

test('targets of requests are kept up to a length', () => {
  const { frames } = talk()
    .client(get(`/${'a'.repeat(5000)}`))
    .server(done('x'));
  assert.deepEqual(shown(frames, /^http\.response_for/), ['', '']);
});

test('many requests that wait are answered one by one', () => {
  const d = talk();
  for (let i = 0; i < 2000; i++) d.client(get(`/${i}`));
  for (let i = 0; i < 2000; i++) d.server(done('x'));
  const { session } = learned({ name: '', frames: d.frames });
  const state = session.state(http) as HttpTransactions;
  assert.equal(state.count, 2000);
  for (let row = 0; row < state.count; row++) assert.equal(state.response.get(row), state.request.get(row) + 2000);
});

/** Learns the frames as when indexing, and decodes the last one with the mask. Returns how often bodies were decoded. */
function decodes(frames: readonly FixtureFrame[], mask: Mask): { count: number; d: Dissection } {
  let count = 0;
  const session = new Session();
  session.frames = { frameBytes: (number) => frames[number - 1]?.bytes };
  session.codecs = {
    decompress(...args) {
      count++;
      return nodeCodecs.decompress(...args);
    },
  };
  const d = new Dissection(registry, session);
  d.learning = true;
  frames.forEach((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, emptyMask());
  });
  assert.equal(count, 0, 'bodies are not decoded while indexing');
  d.learning = false;
  const last = frames.length - 1;
  d.decode(record(frames[last], last), frames[last].bytes, 0, mask);
  return { count, d };
}

function layerNames(d: Dissection): string {
  return Array.from({ length: d.layers.count }, (_, i) => registry.byIndex(d.layers.protocol(i)).name).join(':');
}

test('bodies are decoded when something of them is wanted', () => {
  const { frames } = talk().server(ok('application/json', packed.gzip, 'Content-Encoding: gzip'));
  const indexed = decodes(frames, emptyMask());
  assert.deepEqual([indexed.count, layerNames(indexed.d)], [0, 'frame:ip:tcp:http:json']);
  assert.equal(summary(indexed.d).protocol, 'HTTP/JSON');
  const full = decodes(frames, fullMask());
  assert.deepEqual([full.count, layerNames(full.d)], [1, 'frame:ip:tcp:http:json']);
  const wanted = emptyMask();
  const bytes = Uint8Array.from(wanted.bytes);
  bytes[allFields().findIndex((field) => field.name === 'json.key')] = 1;
  assert.equal(decodes(frames, { bytes, any: true }).count, 1);
});

test('a body that would decode to too much is cut, and the cut is told', () => {
  const bomb = gzipSync(new Uint8Array(MAX_DECODED + 1_000_000), { level: 9 });
  const dialogue = talk();
  const whole = ok('text/plain', bomb, 'Content-Encoding: gzip');
  for (let at = 0; at < whole.length; at += 1400) dialogue.server(whole.subarray(at, at + 1400));
  const { d } = decodes(dialogue.frames, fullMask());
  const body = d.sources[d.sources.length - 1];
  assert.ok(body.bytes.length <= MAX_DECODED && body.bytes.length > MAX_DECODED / 2, `${body.bytes.length} bytes`);
  assert.ok(treeLines(d).some((line) => line.text.includes('The body decodes to more than is shown; it was cut')));
});

test('without codecs compressed bodies stay as they are', () => {
  const { frames } = talk().server(ok('text/plain', packed.gzip, 'Content-Encoding: gzip'));
  const d = new Dissection(registry, new Session());
  d.learning = true;
  d.decode(record(frames[0], 0), frames[0].bytes, 0, fullMask());
  const texts = treeLines(d).map((line) => line.text);
  assert.ok(texts.includes('[Expert Info (Chat/Undecoded): Decompression disabled]'));
  assert.equal(layerNames(d), 'frame:ip:tcp:http:data-text-lines');
});

test('a message cut by the capture is shown as far as it goes', () => {
  const { frames } = talk().client(get('/'));
  const cut = { ...frames[0], bytes: frames[0].bytes.subarray(0, 60), originalLength: frames[0].bytes.length };
  const d = learned({ name: '', frames: [cut] });
  assert.equal(summary(d).info, 'GET / HTTP/1.1 [Unreassembled Packet]');
});
