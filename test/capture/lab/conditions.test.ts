import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FieldConditions, FieldReader, filterText, resolved } from '../../../capture/lab/conditions.ts';
import { readMessage } from '../../../capture/lab/message-collector.ts';
import { standardRegistry } from '../../../decoders/protocols.ts';

test('conditions are told as display filters', () => {
  const cases: [FieldConditions, string][] = [
    [{ 'tcp.flags.syn': 1, 'tcp.flags.ack': 0 }, 'tcp.flags.syn == 1 && tcp.flags.ack == 0'],
    [{ tcp: true, udp: false }, 'tcp && !udp'],
    [{ 'ip.src': '$server' }, 'ip.src == 127.5.5.5'],
    [{ 'http.request.method': 'GET' }, 'http.request.method == "GET"'],
    [{ 'tcp.payload': { contains: 'a "b"' } }, 'tcp.payload contains "a \\"b\\""'],
    [{ 'tcp.payload': { contains: Uint8Array.of(0, 255, 16) } }, 'tcp.payload contains 00:ff:10'],
  ];
  for (const [conditions, text] of cases) assert.equal(filterText(resolved(conditions, '127.5.5.5')), text);
});

test('a field that does not exist is a mistake', () => {
  assert.throws(
    () => new FieldReader(standardRegistry(), ['tcp.flags.syn', 'tcp.flags.sin']),
    /no field tcp\.flags\.sin/,
  );
});

test('syslog messages are read, anything else is not', () => {
  const cases: [string, [severity: string, program: string, pid: number, text: string] | undefined][] = [
    ['<29>1 2026-01-01T00:00:00Z host daemon 12 - - \ufeffstarted', ['notice', 'daemon', 12, 'started']],
    ['<25>1 2026-01-01T00:00:00Z - daemon - ID [a b="c"] two\nlines', ['alert', 'daemon', 0, 'two\nlines']],
    ['<192>1 - - - - - - too high', undefined],
    ['<29>Jan 1 00:00:00 host old: form', undefined],
    ['', undefined],
  ];
  for (const [datagram, expected] of cases) {
    const found = readMessage(datagram, 5n);
    assert.deepEqual(found && [found.severity, found.program, found.pid, found.text], expected);
  }
});
