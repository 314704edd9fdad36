import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerQuery } from '../../../reference/services/dns/name-server.ts';

function query(name: string, type = 1, flags = 0x0100): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)]));
  const head = Buffer.from([0x12, 0x34, flags >> 8, flags & 0xff, 0, 1, 0, 0, 0, 0, 0, 1]);
  return Buffer.concat([head, ...labels, Buffer.from([0, type >> 8, type & 0xff, 0, 1])]);
}

test('questions about the zone are answered, others with the code for it', () => {
  const cases: [query: Buffer, code: number, answers: number][] = [
    [query('daemon.osiscope.test'), 0, 1],
    [query('DAEMON.osiscope.TEST'), 0, 1],
    [query('www.osiscope.test'), 0, 2],
    [query('www.osiscope.test', 28), 0, 1],
    [query('daemon.osiscope.test', 15), 0, 0],
    [query('nobody.osiscope.test'), 3, 0],
    [query('daemon.osiscope.test', 1, 0x2800), 4, 0],
    [query('daemon.osiscope.test').subarray(0, 20), 1, 0],
  ];
  for (const [asked, code, answers] of cases) {
    const answer = answerQuery(asked, '127.9.8.7')?.answer as Buffer;
    assert.equal(answer.readUInt16BE(0), 0x1234);
    assert.equal(answer[2] & 0x84, 0x84);
    assert.deepEqual([answer[3], answer.readUInt16BE(6)], [code, answers]);
    assert.deepEqual([...answer.subarray(8, 12)], [0, 0, 0, 0]);
    if (code === 0 && answers > 0 && asked.at(-3) === 1) assert.deepEqual([...answer.subarray(-4)], [127, 9, 8, 7]);
  }
});

test('no datagram does harm, and no answer is answered', () => {
  assert.equal(answerQuery(query('daemon.osiscope.test', 1, 0x8180), '127.0.0.1'), undefined);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      const answered = answerQuery(Buffer.from(bytes), '127.0.0.1');
      assert.ok(answered === undefined || answered.answer.length <= bytes.length + 100);
    }),
  );
});
