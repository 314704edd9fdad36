import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decodeEnvelope, EnvelopeError, encodeEnvelope, envelopeKinds, peekEnvelope } from '../../contract/envelope.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const nameArbitrary = fc.stringMatching(/^[a-z.]{0,64}$/);

function refusesOrDecodes(bytes: Uint8Array): void {
  try {
    const { parts } = decodeEnvelope(bytes);
    assert.ok(parts.reduce((sum, part) => sum + part.length, 0) <= bytes.length);
  } catch (error) {
    assert.ok(error instanceof EnvelopeError, String(error));
  }
}

describe('envelope', () => {
  test('has the documented layout', () => {
    const bytes = encodeEnvelope('request', 7, 'bytes.put', [0], [Uint8Array.of(0xaa, 0xbb)]);
    assert.equal(hex(bytes), ['01020100070000000300000009000000', '0200000062797465732e7075745b305d', 'aabb'].join(''));
    assert.deepEqual(peekEnvelope(bytes), { kind: 'request', requestId: 7 });
  });

  test('comes back unchanged, its parts aligned wherever the message lies in memory', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...envelopeKinds),
        fc.nat(0xffffffff),
        nameArbitrary,
        fc.option(
          fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
          { nil: undefined },
        ),
        fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 6 }),
        fc.nat(9),
        (kind, requestId, name, control, parts, shift) => {
          const bytes = encodeEnvelope(kind, requestId, name, control, parts);
          const shifted = new Uint8Array(bytes.length + shift).subarray(shift);
          shifted.set(bytes);
          const decoded = decodeEnvelope(shifted);
          assert.deepEqual(decoded, { kind, requestId, name, control, parts });
          for (const part of decoded.parts) assert.equal(part.byteOffset % 8, 0);
        },
      ),
    );
  });

  test('random bytes are refused with an EnvelopeError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), refusesOrDecodes), { numRuns: 500 });
  });

  test('every cut and every changed byte of a message is refused or still a message', () => {
    const bytes = encodeEnvelope('result', 3, 'a.b', { list: [0, 1], text: 'é' }, [
      new Uint8Array(9),
      Uint8Array.of(1),
    ]);
    for (let length = 0; length < bytes.length; length += 1) {
      assert.throws(() => decodeEnvelope(bytes.slice(0, length)), EnvelopeError);
    }
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        refusesOrDecodes(changed);
      }),
      { numRuns: 500 },
    );
  });

  test('lengths that are only claimed allocate nothing', () => {
    const bytes = new Uint8Array(64);
    const view = new DataView(bytes.buffer);
    bytes.set([1, 2, 0xff, 0xff]);
    assert.throws(() => decodeEnvelope(bytes), /shorter than its header/);
    view.setUint16(2, 1, true);
    view.setUint32(16, 0xffffffff, true);
    assert.throws(() => decodeEnvelope(bytes), /shorter than the header/);
  });

  test('invalid UTF-8 and invalid JSON are refused', () => {
    const bytes = encodeEnvelope('event', 0, 'a.b', 'xy');
    const start = bytes.length - 4;
    assert.throws(() => decodeEnvelope(bytes.with(start + 1, 0xff)), /not JSON/);
    assert.throws(() => decodeEnvelope(bytes.with(start, 0x7b)), /not JSON/);
  });
});
