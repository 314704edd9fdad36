import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Client, type ConnectOptions, connect } from '../../contract/connect.ts';
import { encodeEnvelope } from '../../contract/envelope.ts';
import { ContractError } from '../../contract/errors.ts';
import type { Progress } from '../../contract/handshake.ts';
import { largerSample, newerSample, sample } from './sample-contract.ts';
import { type Running, transports } from './transports.ts';

const hasCode = (code: string) => (error: unknown) => error instanceof ContractError && error.code === code;

for (const transport of transports) {
  describe(`contract over ${transport.name}`, { timeout: 60_000 }, () => {
    let running: Running;
    const clients: Client<unknown>[] = [];
    before(async () => {
      running = await transport.start();
    });
    after(async () => {
      for (const client of clients) client.close();
      await running.stop();
    });

    async function open(options: ConnectOptions<typeof sample> = {}): Promise<Client<typeof sample>> {
      const client = await connect(sample, await running.port(), { client: 'a test', ...options });
      clients.push(client as Client<unknown>);
      return client;
    }

    test('a request gets its result, and hello tells who serves', async () => {
      const client = await open({ requires: ['live-capture'] });
      assert.equal(client.server.server, 'Sample 1.0');
      assert.equal(await client.call('sample.add', { a: 2, b: 3 }), 5);
    });

    test('errors keep code, text and details, and never show a stack', async () => {
      const client = await open();
      await assert.rejects(client.call('sample.divide', { by: 0 }), {
        code: 'not-a-divisor',
        message: 'Nothing can be divided by zero.',
        details: { divisor: 0 },
      });
      await assert.rejects(client.call('sample.crash'), { code: 'internal', message: 'the handler broke' });
      await assert.rejects(client.call('sample.add', { a: 1, b: 1001 }), {
        code: 'invalid-params',
        message: 'sample.add params.b: expected a whole number from 0 to 1000, got 1001',
      });
      assert.equal(await client.call('sample.add', { a: 1, b: 1 }), 2);
    });

    test('an unknown request is an error and not the end', async () => {
      const client = await connect(largerSample, await running.port());
      clients.push(client as Client<unknown>);
      await assert.rejects(client.call('sample.unknown'), hasCode('unknown-message'));
      assert.equal(await client.call('sample.add', { a: 1, b: 1 }), 2);
    });

    test('a cancelled request is rejected and its handler told to stop', async () => {
      const client = await open();
      const controller = new AbortController();
      const aborted = running.aborted();
      const call = client.call('sample.hang', undefined, { signal: controller.signal });
      await client.call('sample.add', { a: 1, b: 1 });
      controller.abort();
      await assert.rejects(call, hasCode('cancelled'));
      await aborted;
      await assert.rejects(client.call('sample.hang', undefined, { signal: controller.signal }), hasCode('cancelled'));
    });

    test('progress comes in order and before the result', async () => {
      const client = await open();
      const seen: Progress[] = [];
      assert.equal(await client.call('sample.steps', { count: 5 }, { onProgress: (step) => seen.push(step) }), 5);
      assert.deepEqual(seen[0], { done: 1, total: 5, fraction: 0.2, text: 'step 1' });
      const order = seen.map((step) => step.done ?? 0);
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
    });

    test('a streamed answer arrives whole and in order, further than the window of unread messages', async () => {
      const client = await open();
      const seen: number[] = [];
      const onItem = ({ index, bytes }: { index: number; bytes: Uint8Array }) => {
        assert.deepEqual([...bytes], Array(3).fill(index % 256));
        seen.push(index);
      };
      assert.equal(await client.call('sample.items', { count: 300 }, { onItem }), 300);
      assert.deepEqual(
        seen,
        Array.from({ length: 300 }, (_, index) => index),
      );
    });

    test('events reach every listener until it leaves', async () => {
      const first: number[] = [];
      const second: number[] = [];
      const client = await open({ on: { 'sample.news': ({ value }) => first.push(value) } });
      const leave = client.on('sample.news', ({ value }) => second.push(value));
      await client.call('sample.publish', { count: 3, latest: false });
      leave();
      await client.call('sample.publish', { count: 2, latest: false });
      assert.deepEqual(first, [1, 2, 3, 1, 2]);
      assert.deepEqual(second, [1, 2, 3]);
    });

    test('of many states the newest of each kind arrives, without all of the older ones', async () => {
      const seen: { gauge: string; value: number }[] = [];
      const client = await open();
      const last = new Promise((resolve) => {
        client.on('sample.level', (level) => {
          seen.push(level);
          if (seen.length > 1 && seen.at(-1)?.value === 900) resolve(undefined);
        });
      });
      await client.call('sample.publish', { count: 900, latest: true });
      await last;
      const newest = (gauge: string) => seen.findLast((level) => level.gauge === gauge)?.value;
      assert.deepEqual([newest('even'), newest('odd')], [900, 899]);
      assert.ok(seen.length < 200, `${seen.length} of 900 arrived`);
    });

    test('two clients do not disturb each other', async () => {
      const heard: number[] = [];
      const [one, two] = await Promise.all([open(), open({ on: { 'sample.news': ({ value }) => heard.push(value) } })]);
      const hanging = two.call('sample.hang');
      assert.equal(await one.call('sample.add', { a: 1, b: 2 }), 3);
      await one.call('sample.publish', { count: 3, latest: false });
      one.close();
      await assert.rejects(one.call('sample.add', { a: 1, b: 2 }), hasCode('closed'));
      assert.equal(await two.call('sample.add', { a: 3, b: 2 }), 5);
      assert.deepEqual(heard, []);
      two.close();
      await assert.rejects(hanging, hasCode('closed'));
    });

    test('a client that leaves stops what runs for it', async () => {
      const client = await open();
      const aborted = running.aborted();
      const call = client.call('sample.hang');
      await client.call('sample.add', { a: 1, b: 1 });
      client.close();
      await assert.rejects(call, hasCode('closed'));
      await aborted;
    });

    test('a server that leaves says why', async () => {
      const client = await open();
      const pending = client.call('sample.hang');
      const quitting = client.call('sample.quit');
      await assert.rejects(pending, { code: 'closed', message: 'The server was told to quit.' });
      await assert.rejects(quitting, hasCode('closed'));
      assert.equal(await client.closed, 'The server was told to quit.');
    });

    test('an oversize message is refused either way, and the connection goes on', async () => {
      const client = await open();
      const bytes = new Uint8Array(42_000_000);
      await assert.rejects(client.call('sample.reverse', { bytes, pieces: [] }), hasCode('too-large'));
      await assert.rejects(client.call('sample.blob', { length: 42_000_000 }), hasCode('too-large'));
      assert.equal(await client.call('sample.add', { a: 1, b: 1 }), 2);
    });

    test('another version or a missing feature is refused with advice', async () => {
      await assert.rejects(connect(newerSample, await running.port()), {
        code: 'version',
        message: /version 8 of Osiscope's contract, the capture process version 7\. Close every Osiscope window/,
      });
      const port = await running.port();
      await assert.rejects(connect(sample, port, { requires: ['live-capture', 'time-travel'] }), {
        code: 'feature',
        message: /lacks time-travel/,
      });
    });

    test('bytes that are no message end the connection with a reason', async () => {
      const port = await running.port();
      const client = await connect(sample, port);
      const pending = client.call('sample.hang');
      port.send(Uint8Array.of(1, 2, 3));
      await assert.rejects(pending, { code: 'closed', message: /The client broke the contract\. .*header/ });

      const silent = await running.port();
      const closed = new Promise((resolve) => silent.onClose(resolve));
      silent.onMessage(() => {});
      silent.send(encodeEnvelope('request', 1, 'sample.add', { a: 1, b: 1 }));
      await closed;
    });

    test('a thousand requests at once are all answered', async () => {
      const client = await open();
      const calls = Array.from({ length: 1000 }, (_, a) => client.call('sample.add', { a, b: 7 }));
      assert.deepEqual(
        await Promise.all(calls),
        Array.from({ length: 1000 }, (_, a) => a + 7),
      );
    });

    test('large binary values arrive unharmed and aligned', async () => {
      const client = await open();
      const bytes = new Uint8Array(20_000_001).map((_, index) => index * 7);
      const pieces = [Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)];
      const answer = await client.call('sample.reverse', { bytes, pieces });
      assert.ok(Buffer.from(bytes.reverse()).equals(answer.bytes));
      assert.equal(answer.bytes.byteOffset % 8, 0);
      assert.deepEqual(answer.pieces, pieces.toReversed());
      const blobs = await Promise.all(
        [0, 1, 2].map((more) => client.call('sample.blob', { length: 15_000_000 + more })),
      );
      assert.deepEqual(
        blobs.map((blob) => blob.length),
        [15_000_000, 15_000_001, 15_000_002],
      );
    });
  });
}
