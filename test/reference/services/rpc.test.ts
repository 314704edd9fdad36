import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerCall } from '../../../reference/services/rpc/message.ts';
import { readReading, summarize, writeReading } from '../../../reference/services/rpc/program.ts';
import { markRecord, RecordReader } from '../../../reference/services/rpc/record-marking.ts';
import { decodeReply, encodeCall } from '../../../reference/services/rpc/rpc-client.ts';
import { RpcServer } from '../../../reference/services/rpc/rpc-server.ts';
import { XdrReader, XdrWriter } from '../../../reference/services/rpc/xdr.ts';
import { formatSyslog, readSyslog } from '../../../reference/services/syslog/message.ts';
import { play } from './dialogue.ts';

test('a call of add, byte for byte as RFC 5531 says', () => {
  const call = encodeCall({ procedure: 'add', numbers: [2, -3], text: undefined }, 0x01020304);
  const words = ['01020304', '00000000', '00000002', '20004f53', '00000001', '00000002'];
  assert.equal(call.toString('hex'), [...words, '00000000'.repeat(4), '00000002', 'fffffffd'].join(''));
  const answer = answerCall(call);
  const reply = ['01020304', '00000001', '00000000', '00000000', '00000000', '00000000', 'ffffffff'];
  assert.equal(answer?.reply.toString('hex'), reply.join(''));
  assert.equal(markRecord(Buffer.from('abcd')).toString('hex'), '8000000461626364');
});

test('XDR pads to four bytes and marks optional data', () => {
  const writer = new XdrWriter();
  writeReading(writer, { name: 'abcde', samples: [{ number: 1, value: -2n }], comment: undefined });
  assert.equal(writer.bytes.toString('hex'), `00000005616263646500000000000001${'00000001'}fffffffffffffffe00000000`);
});

test('what is written is read, and what is cut short is refused', () => {
  const plain = { noNullPrototype: true };
  const number = fc.nat(0xffffffff);
  const sample = fc.record({ number, value: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n) }, plain);
  const reading = fc.record(
    {
      name: fc.string({ maxLength: 20 }),
      samples: fc.array(sample, { maxLength: 10 }),
      comment: fc.option(fc.string({ maxLength: 50 }), { nil: undefined }),
    },
    plain,
  );
  fc.assert(
    fc.property(reading, fc.nat(), (given, cut) => {
      const writer = new XdrWriter();
      writeReading(writer, given);
      assert.equal(writer.bytes.length % 4, 0);
      assert.deepEqual(readReading(new XdrReader(writer.bytes)), given);
      assert.throws(() => readReading(new XdrReader(writer.bytes.subarray(0, cut % writer.bytes.length))));
      assert.equal(summarize(given).count, given.samples.length);
    }),
  );
});

test('wrong calls get the reply that says so', () => {
  const statusOf = (call: Buffer): string | undefined => answerCall(call)?.text.split(' -> ')[1];
  const call = encodeCall({ procedure: 'add', numbers: [1, 2], text: undefined }, 9);
  const changed = (at: number, value: number): Buffer => {
    const copy = Buffer.from(call);
    copy.writeUInt32BE(value, at);
    return copy;
  };
  assert.equal(statusOf(changed(8, 3)), 'RPC version mismatch');
  assert.equal(statusOf(changed(12, 100_003)), 'program unavailable');
  assert.equal(statusOf(changed(16, 2)), 'program mismatch');
  assert.equal(statusOf(changed(20, 99)), 'procedure unavailable');
  assert.equal(statusOf(call.subarray(0, call.length - 1)), 'garbage arguments');
  assert.equal(statusOf(changed(28, 0xffffffff)), undefined);
  assert.equal(statusOf(changed(4, 1)), undefined);
  assert.equal(statusOf(Buffer.alloc(3)), undefined);
  assert.deepEqual(decodeReply({ procedure: 'add', numbers: [], text: undefined }, Buffer.alloc(2), 9), {
    ok: false,
    text: 'the reply is too short',
  });
});

test('records may come in fragments', () => {
  const reader = new RecordReader();
  reader.append(Buffer.from('0000000261628000000163', 'hex'));
  assert.equal(reader.next()?.toString(), 'abc');
  assert.equal(reader.next(), undefined);
  reader.append(Buffer.from('7fffffff', 'hex'));
  assert.equal(reader.next(), 'too-long');
});

test('the server ends a connection that does not speak RPC', () => {
  play(() => new RpcServer(), [['GET / HTTP/1.1\r\n', ['finish']]]);
});

test('syslog messages have the form of RFC 5424', () => {
  const message = {
    severity: 'warning',
    time: new Date(0),
    host: 'a host',
    program: 'p',
    pid: 1,
    id: '-',
    text: 'Grüße',
  } as const;
  const datagram = formatSyslog(message);
  assert.equal(datagram.toString(), '<28>1 1970-01-01T00:00:00.000Z a_host p 1 - - \ufeffGrüße');
  assert.equal(readSyslog(datagram).severity, 'warning');
  assert.deepEqual(readSyslog(Buffer.from('<34>old style\n\x1b[2J')), { severity: 'critical', text: 'old style..[2J' });
  assert.deepEqual(readSyslog(Buffer.from('<999>x')), { severity: 'unknown', text: '<999>x' });
});
