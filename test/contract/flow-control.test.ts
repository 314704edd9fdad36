import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../contract/connect.ts';
import { decodeEnvelope, type Envelope, encodeEnvelope } from '../../contract/envelope.ts';
import { memoryPorts } from '../../contract/ports/memory.ts';
import type { Connection, ServeOptions } from '../../contract/serve.ts';
import { sample } from './sample-contract.ts';
import { serveSample } from './sample-server.ts';

/** Waits until `reached`, and then as long as it takes to see that nothing more comes. */
async function settled(reached: () => boolean): Promise<void> {
  for (let round = 0; !reached() && round < 1000; round += 1) await sleep(2);
  await sleep(15);
}

/** A client written by hand: it only acknowledges when told to. */
async function rawClient(options: ServeOptions = {}) {
  const [serverEnd, port] = memoryPorts();
  const received: Envelope[] = [];
  let bytes = 0;
  let aborted = 0;
  const connection: Connection<typeof sample> = serveSample(serverEnd, () => (aborted += 1), options);
  port.onMessage((message) => {
    bytes += message.length;
    received.push(decodeEnvelope(message));
  });
  port.send(encodeEnvelope('hello', 0, '', { version: 7, client: 'raw', requires: [] }));
  await settled(() => received.length > 0);
  return {
    connection,
    port,
    received,
    ask(id: number, name: string, params: unknown = null) {
      port.send(encodeEnvelope('request', id, name, params));
    },
    acknowledge() {
      const before = received.length;
      port.send(encodeEnvelope('acknowledge', 0, '', { messages: before, bytes }));
      return settled(() => received.length > before);
    },
    ofKind: (kind: string) => received.filter((envelope) => envelope.kind === kind),
    aborted: () => aborted,
  };
}

describe('flow control', () => {
  test('states wait for a slow reader, of each only the newest', async () => {
    const client = await rawClient();
    client.ask(1, 'sample.publish', { count: 500, latest: true });
    await settled(() => client.ofKind('event').length >= 63);
    assert.equal(client.ofKind('event').length, 63);
    await client.acknowledge();
    const levels = client.ofKind('event').map((envelope) => (envelope.control as { value: number }).value);
    assert.deepEqual(levels.slice(63), [499, 500]);
    client.port.close();
  });

  test('ordinary events wait in order, and a reader that never reads is let go', async () => {
    const client = await rawClient();
    client.ask(1, 'sample.publish', { count: 500, latest: false });
    await settled(() => client.ofKind('event').length >= 63);
    assert.equal(client.ofKind('event').length, 63);
    while (client.ofKind('event').length < 500) await client.acknowledge();
    const values = client.ofKind('event').map((envelope) => (envelope.control as { value: number }).value);
    assert.deepEqual(
      values,
      Array.from({ length: 500 }, (_, index) => index + 1),
    );

    client.ask(2, 'sample.publish', { count: 2000, latest: false });
    assert.match(await client.connection.closed, /does not read/);
  });

  test('progress is coalesced and never comes after the answer', async () => {
    const client = await rawClient();
    client.ask(1, 'sample.steps', { count: 200 });
    await settled(() => client.ofKind('result').length === 1);
    assert.equal(client.ofKind('progress').length, 63);
    client.ask(2, 'sample.add', { a: 1, b: 1 });
    await client.acknowledge();
    assert.deepEqual(
      client.received.slice(-2).map(({ kind }) => kind),
      ['result', 'result'],
    );
    client.port.close();
  });

  test('a streamed answer waits for its reader', async () => {
    const client = await rawClient();
    client.ask(1, 'sample.items', { count: 200 });
    await settled(() => client.ofKind('item').length >= 63);
    assert.equal(client.ofKind('item').length, 63);
    while (client.ofKind('result').length === 0) await client.acknowledge();
    assert.equal(client.ofKind('item').length, 200);
    client.port.close();
  });

  test('a client that leaves in the middle of a stream does not keep the handler waiting', async () => {
    const client = await rawClient();
    client.ask(1, 'sample.items', { count: 200 });
    await settled(() => client.ofKind('item').length >= 63);
    client.port.close();
    await client.connection.closed;
    assert.ok(client.connection.signal.aborted);
  });

  test('no further work is begun while large answers lie unread, and what waits can be cancelled', async () => {
    const client = await rawClient();
    for (let id = 1; id <= 4; id += 1) {
      client.ask(id, 'sample.blob', { length: 9_000_000 });
      await settled(() => client.ofKind('result').length === id);
    }
    client.ask(5, 'sample.add', { a: 1, b: 1 });
    client.ask(6, 'sample.hang');
    client.port.send(encodeEnvelope('cancel', 6, '', undefined));
    await settled(() => client.ofKind('error').length === 1);
    assert.equal(client.ofKind('result').length, 4);
    await client.acknowledge();
    assert.equal(client.received.at(-1)?.control, 2);
    assert.equal(client.aborted(), 0);
    client.port.close();
  });

  test('requests beyond the agreed number are refused', async () => {
    const client = await rawClient({ maxInFlight: 3 });
    for (let id = 1; id <= 4; id += 1) client.ask(id, 'sample.hang');
    await settled(() => client.ofKind('error').length === 1);
    assert.deepEqual(
      client.ofKind('error').map(({ requestId, control }) => [requestId, (control as { code: string }).code]),
      [[4, 'busy']],
    );
    client.port.send(encodeEnvelope('cancel', 2, '', undefined));
    await settled(() => client.aborted() === 1);
    assert.equal(client.aborted(), 1);
    client.port.close();
    await client.connection.closed;
    await settled(() => client.aborted() === 3);
    assert.equal(client.aborted(), 3);
  });

  test('a client keeps to the agreed number by itself', async () => {
    const [serverEnd, clientEnd] = memoryPorts();
    serveSample(serverEnd, () => {}, { maxInFlight: 2 });
    const client = await connect(sample, clientEnd);
    const answers = await Promise.all([1, 2, 3, 4, 5].map((count) => client.call('sample.steps', { count })));
    assert.deepEqual(answers, [1, 2, 3, 4, 5]);
    const controller = new AbortController();
    const waiting = [1, 2, 3].map(() => client.call('sample.hang', undefined, { signal: controller.signal }));
    controller.abort();
    for (const call of waiting) await assert.rejects(call, { code: 'cancelled' });
    assert.equal(await client.call('sample.add', { a: 1, b: 1 }), 2);
    client.close();
  });

  const breaches: [string, Uint8Array, RegExp][] = [
    ['a second hello', encodeEnvelope('hello', 0, '', {}), /does not send a message of kind hello/],
    ['a result', encodeEnvelope('result', 1, '', null), /does not send a message of kind result/],
    ['request id 0', encodeEnvelope('request', 0, 'sample.crash', null), /Request id 0 is not free/],
    ['an impossible acknowledgement', encodeEnvelope('acknowledge', 0, '', { messages: 99, bytes: 0 }), /never sent/],
    [
      'a malformed acknowledgement',
      encodeEnvelope('acknowledge', 0, '', { messages: -1 }),
      /acknowledge\.messages: expected/,
    ],
  ];
  for (const [what, bytes, reason] of breaches) {
    test(`${what} ends the connection`, async () => {
      const client = await rawClient();
      client.port.send(bytes);
      assert.match(await client.connection.closed, reason);
    });
  }

  test('a cancel for what is not running is ignored, an unknown name is an error', async () => {
    const client = await rawClient();
    client.port.send(encodeEnvelope('cancel', 9, '', undefined));
    client.ask(1, 'toString');
    await settled(() => client.ofKind('error').length === 1);
    assert.deepEqual(client.ofKind('error')[0].control, {
      code: 'unknown-message',
      text: 'There is no request toString.',
    });
    client.port.close();
  });

  test('silence on either side is given up', async () => {
    const [serverEnd, clientEnd] = memoryPorts();
    const connection = serveSample(serverEnd, () => {}, { helloTimeout: 10 });
    assert.match(await connection.closed, /did not say hello in time/);
    await assert.rejects(connect(sample, clientEnd, { helloTimeout: 10 }), { code: 'closed' });
    const [unserved] = memoryPorts();
    await assert.rejects(connect(sample, unserved, { helloTimeout: 10 }), /did not answer in time/);
  });

  test('an undeclared failure reaches the log whole and the client as a sentence', async () => {
    const logged: unknown[] = [];
    const client = await rawClient({ onInternalError: (error, name) => logged.push(error, name) });
    client.ask(1, 'sample.crash');
    await settled(() => client.ofKind('error').length === 1);
    assert.ok(logged[0] instanceof TypeError);
    assert.equal(logged[1], 'sample.crash');
    assert.deepEqual(client.ofKind('error')[0].control, { code: 'internal', text: 'the handler broke' });
    client.port.close();
  });
});
