import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fullMask } from '../../../decoders/model/mask.ts';
import { ascii, join } from '../../builders/packet.ts';
import { ACK, Dialogue, PSH, RST } from '../../builders/tcp.ts';
import { record } from '../listing.ts';
import { long, measured, message, show, shown, toTheEnd } from './toy.ts';

const dialogue = () => new Dialogue().open();

/** What the frames behind the handshake show in later passes; learning shows the same but for what is only known later. */
function after(d: Dialogue, preferences = {}): string[] {
  const { learning, later } = show(d.frames, preferences);
  assert.deepEqual(
    learning,
    later.map((text) => text.replaceAll(/part>\d+/g, (part) => (part === '' ? part : 'part'))),
  );
  return later.slice(3);
}

test('a message in one segment is a layer of its own', () => {
  assert.deepEqual(after(dialogue().client(message('hello')).server(message('world'))), ['toy(hello)', 'toy(world)']);
});

test('several messages in one segment are several layers', () => {
  const d = dialogue().client(join(message('one'), message('two'), message('three')));
  assert.deepEqual(after(d), ['toy(one) toy(two) toy(three)']);
  assert.deepEqual(
    measured.map((call) => call.before),
    [0, 1, 2],
  );
  assert.match(show(d.frames).info[3], /^TOY text/);
});

test('a message over three segments is shown in the last one, and the others say where', () => {
  const whole = message('hello, world');
  const d = dialogue();
  for (const [from, to] of [
    [0, 5],
    [5, 9],
    [9, 15],
  ]) {
    d.client(whole.subarray(from, to));
  }
  assert.deepEqual(after(d), ['part>6', 'part>6', 'part 3 segments toy(hello, world)']);
  const { info } = show(d.frames);
  assert.match(info[3], /^TCP .*Len=5 \[TCP segment of a reassembled PDU\]$/);
  assert.match(info[5], /^TOY text hello, world$/);
});

test('a message whose length is not known from its first segment is asked for again', () => {
  const d = dialogue().client('M').client(message('hello').subarray(1));
  assert.deepEqual(after(d), ['part>5', 'part 2 segments toy(hello)']);
  assert.deepEqual(
    measured.map((call) => call.progress),
    [0, 1],
  );
});

test('a segment can end one message, hold another and begin a third', () => {
  const all = join(message('first'), message('second'), message('third'));
  const d = dialogue().client(all.subarray(0, 4)).client(all.subarray(4, 20)).client(all.subarray(20));
  assert.deepEqual(after(d), ['part>5', 'part 2 segments part>6 toy(first) toy(second)', 'part 2 segments toy(third)']);
});

test('segments of a message of known length may come in any order', () => {
  const whole = message('hello, world');
  const d = dialogue();
  d.client(whole.subarray(0, 5)).unseen(() => d.client(whole.subarray(5, 9)));
  d.client(whole.subarray(9)).again(0, 5, whole.subarray(5, 9));
  assert.deepEqual(after(d), ['part>6', 'part>6', 'part 3 segments toy(hello, world)']);
});

test('bytes that come twice are decoded once', () => {
  const whole = message('hello, world');
  const d = dialogue();
  d.client(whole.subarray(0, 5)).wait(0.3).again(0, 0, whole.subarray(0, 5));
  d.client(whole.subarray(5)).wait(0.3).again(0, 5, whole.subarray(5)).ack(1).again(0, 0, whole.subarray(0, 5));
  assert.deepEqual(after(d), ['part>6', 'again', 'part 2 segments toy(hello, world)', 'again', '', '']);
});

test('a retransmission fills the gap of a message', () => {
  const whole = message('hello, world');
  const d = dialogue();
  d.client(whole.subarray(0, 5)).unseen(() => d.client(whole.subarray(5, 9)));
  d.client(whole.subarray(9)).wait(1).again(0, 5, whole.subarray(5, 9));
  assert.deepEqual(after(d), ['part>6', 'part>6', 'part 3 segments toy(hello, world)']);
});

test('behind a gap a segment begins anew', () => {
  const d = dialogue().client(message('one')).client('M');
  d.unseen(() => d.client(join(ascii('\0\x03'), ascii('two'))))
    .client(message('three'))
    .client(message('four'));
  assert.deepEqual(after(d), ['toy(one)', 'part', 'toy(three)', 'toy(four)']);
});

test('what is no message is the continuation of something not seen', () => {
  const d = dialogue().client('elsewhere').client(message('here'));
  assert.deepEqual(after(d), ['continued', 'toy(here)']);
});

test('a message without length ends with the connection', () => {
  const d = dialogue().server(toTheEnd('first, ')).ack(0).server('second').fin(1, ', last');
  assert.deepEqual(after(d), ['part>7', '', 'part>7', 'part 3 segments toy(first, second, last)']);
  const empty = dialogue().server(toTheEnd('all')).fin(1);
  assert.deepEqual(after(empty), ['part>5', '1 segments toy(all)']);
  const reset = dialogue()
    .server(toTheEnd('all'))
    .ack(1, { flags: RST | ACK });
  assert.deepEqual(after(reset), ['part>5', '1 segments toy(all)']);
});

test('a message that ends with the connection is not made up when bytes of it are missing', () => {
  const d = dialogue().server(toTheEnd('first, '));
  d.unseen(() => d.server('second'))
    .server('third')
    .fin(1);
  assert.deepEqual(after(d), ['part', 'part', '']);
});

test('a message too long to be put together is decoded as far as its first segment goes', () => {
  const d = dialogue()
    .server(long(20_000_000, ascii('begin')))
    .server('middle');
  assert.deepEqual(after(d), ['limit toy(begin)', 'limit part']);
});

test('a connection that is recognised by its first bytes on any port', () => {
  const d = new Dialogue({ serverPort: 45_678 }).open();
  d.client('??').client(message('hello')).server(message('world'));
  assert.deepEqual(after(d), ['data(2)', 'toy(hello)', 'toy(world)']);
});

test('a connection seen from its middle on', () => {
  const d = new Dialogue().client(message('hello')).server(message('world'));
  assert.deepEqual(show(d.frames).later, ['toy(hello)', 'toy(world)']);
});

test('sequence numbers wrap around in the middle of a message', () => {
  const whole = message('hello, world');
  const d = new Dialogue({ isn: [0xffff_fffc, 0xffff_ffff] }).open();
  d.client(whole.subarray(0, 5)).client(whole.subarray(5)).server(message('fine'));
  assert.deepEqual(after(d), ['part>5', 'part 2 segments toy(hello, world)', 'toy(fine)']);
});

test('without desegmentation each segment is decoded by itself', () => {
  const whole = message('hello, world');
  const d = dialogue().client(whole.subarray(0, 5)).client(whole.subarray(5)).client(message('next'));
  const { later } = show(d.frames, { 'tcp.desegment_tcp_streams': false });
  assert.deepEqual(later.slice(3), ['unfinished', 'continued', 'toy(next)']);
});

test('a segment that was cut by the capture is decoded by itself', () => {
  const d = dialogue().client(message('hello, world'));
  const cut = d.frames.map((frame, i) =>
    i < 3
      ? frame
      : { ...frame, bytes: frame.bytes.subarray(0, frame.bytes.length - 4), originalLength: frame.bytes.length },
  );
  assert.deepEqual(show(cut).later.slice(3), ['cut']);
});

test('without the frames a message cannot be put together again, and only that is missing', () => {
  const whole = message('hello, world');
  const d = dialogue().client(whole.subarray(0, 5)).client(whole.subarray(5));
  const { dissection } = show(d.frames);
  for (const frames of [undefined, { frameBytes: () => undefined }, { frameBytes: () => new Uint8Array(10) }]) {
    dissection.session.frames = frames;
    dissection.decode(record(d.frames[4], 4), d.frames[4].bytes, 0, fullMask());
    assert.equal(shown(dissection), 'part');
    assert.equal(dissection.session.decoderErrors, 0);
  }
});

test('unfinished messages of a flow are given up when there are many', () => {
  const d = dialogue();
  for (let i = 0; i < 8; i++) d.client(long(100, ascii('begin'))).unseen(() => d.client('x'.repeat(95)));
  const { later } = show(d.frames);
  assert.deepEqual(later.slice(3, 7), ['limit part', 'limit part', 'limit part', 'limit part']);
  assert.deepEqual(later.slice(7), ['part', 'part', 'part', 'part']);
});

test('however a stream is cut, shuffled within messages and repeated, it gives the same messages', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }),
      (texts, cuts) => {
        const stream = join(...texts.map(message));
        const d = dialogue();
        let at = 0;
        for (let i = 0; at < stream.length; i++) {
          const to = Math.min(stream.length, at + cuts[i % cuts.length]);
          d.client(stream.subarray(at, to), { flags: PSH | ACK });
          if (i % 3 === 0) d.ack(1);
          at = to;
        }
        const all = after(d).join(' ');
        assert.deepEqual(
          [...all.matchAll(/toy\((.*?)\)/g)].map((match) => match[1]),
          texts,
        );
      },
    ),
    { numRuns: 200, seed: 3 },
  );
});
