import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatTraceEvent, parseTraceEvent, type TraceEvent } from '../../contract/trace-event.ts';

const event: TraceEvent = {
  time: 1_795_369_575_977_946_715n,
  duration: 12_345,
  sequence: 7,
  role: 'daemon',
  part: 'thread',
  pid: 10,
  tid: 12,
  step: 'write',
  connection: 'd10-1',
  fd: 31,
  protocol: 'tcp',
  local: { address: '127.0.0.1', port: 8080 },
  remote: { address: '2001:db8::1', port: 40_000 },
  service: 'http',
  bytes: 10,
  requested: 20,
  offset: 30,
  errno: 'EAGAIN',
  error: 'resource temporarily unavailable',
  child: 11,
  status: 0,
  signal: 'SIGKILL',
  text: 'a part',
};

test('an event survives its line, to the nanosecond', () => {
  const line = formatTraceEvent(event);
  assert.ok(!line.includes('\n'));
  assert.deepEqual(parseTraceEvent(line), event);
});

test('a line that is no event is refused with a sentence', () => {
  const wrong = (change: object): string => {
    const parsed = parseTraceEvent(JSON.stringify({ ...JSON.parse(formatTraceEvent(event)), ...change }));
    assert.equal(typeof parsed, 'string', JSON.stringify(change));
    return parsed as string;
  };
  assert.match(wrong({ time: 5 }), /no valid time/);
  assert.match(wrong({ step: 'toString' }), /no known step/);
  assert.match(wrong({ role: 'nobody' }), /no known role/);
  assert.match(wrong({ pid: -1 }), /pid and tid/);
  assert.match(wrong({ bytes: 1.5 }), /bytes is not a whole number/);
  assert.match(wrong({ text: 5 }), /text is not text/);
  assert.match(wrong({ local: { address: 'x', port: 70_000 } }), /local is not an address/);
  assert.match(wrong({ protocol: 'sctp' }), /neither tcp nor udp/);
  assert.equal(typeof parseTraceEvent('[]'), 'string');
  assert.equal(typeof parseTraceEvent('{'), 'string');
  assert.equal(typeof parseTraceEvent(`"${'x'.repeat(70_000)}"`), 'string');
});

test('unknown members are dropped, and nothing in a line can throw', () => {
  const parsed = parseTraceEvent(formatTraceEvent({ ...event, more: 1, constructor: 2 } as TraceEvent));
  assert.deepEqual(parsed, event);
  fc.assert(fc.property(fc.json(), (line) => void parseTraceEvent(line)));
});
