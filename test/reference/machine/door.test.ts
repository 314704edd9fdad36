import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AddressRange, parseAddressRange, refusal } from '../../../reference/machine/access-list.ts';
import { Admission } from '../../../reference/machine/admission.ts';
import { ByteQueue } from '../../../reference/machine/byte-queue.ts';
import { Lifecycle, type LifecycleEvent } from '../../../reference/machine/lifecycle.ts';

const range = (text: string): AddressRange => {
  const parsed = parseAddressRange(text);
  assert.ok(typeof parsed !== 'string', String(parsed));
  return parsed;
};

test('deny comes before allow, and without allow all others may come', () => {
  const list = { allow: [range('192.0.2.0/24'), range('2001:db8::/32')], deny: [range('192.0.2.128/25')] };
  assert.equal(refusal(list, '192.0.2.1'), undefined);
  assert.equal(refusal(list, '192.0.2.200'), 'denied by 192.0.2.128/25');
  assert.equal(refusal(list, '198.51.100.1'), 'not in an allowed range');
  assert.equal(refusal(list, '2001:db8:1::5'), undefined);
  assert.equal(refusal(list, '::ffff:192.0.2.1'), undefined);
  assert.equal(refusal({ allow: [], deny: [] }, 'fe80::1%eth0'), undefined);
  assert.equal(refusal({ allow: [], deny: [] }, 'nonsense'), 'not an address');
});

test('what is no range is refused with a reason', () => {
  assert.match(String(parseAddressRange('192.0.2')), /is not an IPv4 or IPv6 address/);
  assert.match(String(parseAddressRange('192.0.2.0/33')), /from 0 to 32/);
  assert.match(String(parseAddressRange('2001:db8::/129')), /from 0 to 128/);
  assert.match(String(parseAddressRange('192.0.2.1/24')), /bits set after its first 24/);
});

test('ranges hold the same addresses as those of Node', () => {
  const ipv4 = fc.tuple(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), fc.constant('ipv4' as const));
  const ipv6 = fc.tuple(fc.ipV6(), fc.ipV6(), fc.integer({ min: 0, max: 128 }), fc.constant('ipv6' as const));
  fc.assert(
    fc.property(fc.oneof(ipv4, ipv6), ([network, address, prefix, family]) => {
      const whole = parseAddressRange(`${network}/${prefix}`);
      const theirs = new BlockList();
      theirs.addSubnet(network, prefix, family);
      if (typeof whole === 'string' || whole.family !== Number(family.slice(3))) return;
      const mapped = /^(0*:)*:?ffff:/i.test(address);
      if (!mapped)
        assert.equal(refusal({ allow: [whole], deny: [] }, address) === undefined, theirs.check(address, family));
      assert.equal(refusal({ allow: [whole], deny: [] }, network), undefined);
    }),
  );
});

test('the door counts those inside and knows both limits', () => {
  const access = { allow: [], deny: [range('192.0.2.66')] };
  const admission = new Admission({ access, softLimit: 2, softWaitMs: 1_000, hardLimit: 3 });
  const verdicts = ['a', 'b', 'c', 'd'].map((name) => admission.arrive(name, '192.0.2.1').verdict);
  assert.deepEqual(verdicts, ['serve', 'serve', 'wait', 'close']);
  assert.equal(admission.arrive('e', '192.0.2.66').verdict, 'close');
  admission.leave('a');
  admission.leave('a');
  admission.leave('never came');
  assert.equal(admission.arrive('f', '192.0.2.1').verdict, 'wait');
  admission.leave('b');
  admission.leave('c');
  assert.equal(admission.arrive('g', '192.0.2.1').verdict, 'serve');
  admission.stop();
  assert.equal(admission.arrive('h', '192.0.2.1').verdict, 'close');
  assert.deepEqual(admission.counts, { inside: 2, total: 8, refused: 3, most: 3 });
});

test('signals: reload, graceful stop, hurried stop', () => {
  const signal = (name: 'SIGHUP' | 'SIGTERM' | 'SIGINT'): LifecycleEvent => ({ type: 'signal', signal: name });
  const dialogues: [LifecycleEvent, string[]][][] = [
    [
      [signal('SIGHUP'), ['reload']],
      [{ type: 'quiet' }, []],
      [signal('SIGTERM'), ['stop-gracefully']],
      [signal('SIGHUP'), []],
      [{ type: 'quiet' }, ['exit 0']],
      [signal('SIGTERM'), []],
    ],
    [
      [signal('SIGINT'), ['stop-gracefully']],
      [signal('SIGTERM'), ['stop-now', 'exit 1']],
      [{ type: 'quiet' }, []],
    ],
    [
      [signal('SIGTERM'), ['stop-gracefully']],
      [{ type: 'grace-over', left: 2 }, ['stop-now', 'exit 0']],
    ],
  ];
  for (const lines of dialogues) {
    const lifecycle = new Lifecycle();
    for (const [event, expected] of lines)
      assert.deepEqual(
        lifecycle.receive(event).map((command) => (command.type === 'exit' ? `exit ${command.status}` : command.type)),
        expected,
      );
  }
});

test('lines and records come out whole, in whatever pieces they came in', () => {
  const text = fc.array(
    fc.string({ maxLength: 20 }).map((line) => line.replace(/[\r\n]|[^\0-\xff]/g, '')),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 7 })), (lines, cuts) => {
      const bytes = Buffer.from(
        lines.map((line, index) => `${line}${index % 2 === 0 ? '\r\n' : '\n'}`).join(''),
        'latin1',
      );
      const queue = new ByteQueue();
      const found: string[] = [];
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        queue.append(bytes.subarray(at, at + cut));
        at = Math.min(bytes.length, at + cut);
        for (let line = queue.takeLine(100); line !== undefined; line = queue.takeLine(100)) found.push(line);
      }
      assert.deepEqual(found, lines);
      assert.equal(queue.length, 0);
    }),
  );
});

test('a line too long is noticed without its end', () => {
  const queue = new ByteQueue();
  queue.append(Buffer.from('12345'));
  assert.equal(queue.takeLine(5), undefined);
  queue.append(Buffer.from('6'));
  assert.equal(queue.takeLine(5), 'too-long');
  assert.equal(queue.takeUpTo(4).toString(), '1234');
  queue.append(Buffer.from('\nnext\n'));
  assert.equal(queue.takeLine(5), '56');
  assert.equal(queue.take(9), undefined);
  assert.equal(queue.take(5)?.toString(), 'next\n');
});
