import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FrameSplitter } from '../../capture/hosts/frame-splitter.ts';
import { stdioPort } from '../../capture/hosts/stdio-port.ts';

function framed(messages: Uint8Array[]): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => {
      const prefix = Buffer.alloc(4);
      prefix.writeUInt32LE(message.length);
      return [prefix, message];
    }),
  );
}

describe('length-prefixed messages', () => {
  test('come back whole however the stream is cut', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 10 });
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (given, cuts) => {
        const stream = framed(given);
        const splitter = new FrameSplitter(20);
        const seen: Uint8Array[] = [];
        let offset = 0;
        for (let turn = 0; offset < stream.length; turn += 1) {
          const end = offset + cuts[turn % cuts.length];
          seen.push(...splitter.push(stream.subarray(offset, end)));
          offset = end;
        }
        assert.deepEqual(seen, given);
      }),
    );
  });

  test('a length over the limit closes the port before anything is allocated', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const port = stdioPort(input, output, 1000);
    const closed = new Promise<string>((resolve) => port.onClose(resolve));
    port.onMessage(() => assert.fail('no message was complete'));
    input.write(Uint8Array.of(0xff, 0xff, 0xff, 0xff));
    assert.equal(await closed, 'A message of 4294967295 bytes is over the limit of 1000 bytes.');
    assert.ok(output.writableEnded);
  });
});
