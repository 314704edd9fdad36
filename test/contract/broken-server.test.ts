import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect } from '../../contract/connect.ts';
import { defineContract } from '../../contract/contract.ts';
import { decodeEnvelope, encodeEnvelope } from '../../contract/envelope.ts';
import { errorDetails } from '../../contract/errors.ts';
import { request } from '../../contract/message.ts';
import { memoryPorts } from '../../contract/ports/memory.ts';
import { nothing, object, uint } from '../../contract/schema.ts';
import { type Implementation, serve } from '../../contract/serve.ts';
import { sample } from './sample-contract.ts';
import { sampleHandlers } from './sample-server.ts';

/** A client whose server answers every request with `answer`. */
async function clientOf(answer: (requestId: number) => Uint8Array) {
  const [serverEnd, clientEnd] = memoryPorts();
  const hello = { version: 7, server: 'broken', features: [], maxMessageBytes: 1000, maxInFlight: 4 };
  serverEnd.onMessage((bytes) => {
    const { kind, requestId } = decodeEnvelope(bytes);
    if (kind === 'hello') serverEnd.send(encodeEnvelope('hello', 0, '', hello));
    if (kind === 'request') serverEnd.send(answer(requestId));
  });
  return connect(sample, clientEnd);
}

const call = async (answer: (requestId: number) => Uint8Array) => {
  const client = await clientOf(answer);
  try {
    return await client.call('sample.add', { a: 1, b: 2 });
  } finally {
    client.close();
  }
};

describe('a client of a broken server', () => {
  test('a result of another type is rejected by name', async () => {
    const answer = (id: number) => encodeEnvelope('result', id, '', 'three');
    await assert.rejects(call(answer), {
      code: 'invalid-result',
      message: /sample\.add result: expected a whole number/,
    });
  });

  const breaches: [string, (id: number) => Uint8Array, RegExp][] = [
    ['an answer to nothing', () => encodeEnvelope('result', 77, '', 3), /answers a request that was not sent/],
    [
      'an unknown event',
      () => encodeEnvelope('event', 0, 'sample.gone', {}),
      /an event that the contract does not have/,
    ],
    ['an invalid event', () => encodeEnvelope('event', 0, 'sample.news', {}), /sample\.news\.value: expected/],
    ['an item of no stream', (id) => encodeEnvelope('item', id, '', {}), /declares no stream/],
    ['an oversize message', () => new Uint8Array(2000), /over the limit/],
    ['garbage', () => Uint8Array.of(9), /no valid header/],
  ];
  for (const [what, answer, reason] of breaches) {
    test(`${what} ends the connection with a reason`, async () => {
      await assert.rejects(call(answer), { code: 'closed', message: reason });
    });
  }

  test('a lost port rejects what is pending', async () => {
    const [serverEnd, clientEnd] = memoryPorts();
    const connecting = connect(sample, clientEnd);
    serverEnd.close('The capture process ended with exit code 1.');
    await assert.rejects(connecting, { code: 'closed', message: 'The capture process ended with exit code 1.' });
  });
});

describe('types', () => {
  const divide = request('sample.divide', { params: nothing, result: uint, errors: { odd: object({ by: uint }) } });
  const contract = defineContract({ version: 1, areas: { sample: { divide } } });

  test('both sides follow the declarations', async () => {
    const [serverEnd, clientEnd] = memoryPorts();
    serve(
      contract,
      { 'sample.divide': (_params, { fail }) => Promise.reject(fail('odd', 'Odd.', { by: 3 })) },
      serverEnd,
    );
    const client = await connect(contract, clientEnd);
    const error = await client.call('sample.divide').catch((caught: unknown) => caught);
    assert.equal(errorDetails(divide, error, 'odd')?.by, 3);
    client.close();

    // @ts-expect-error an unknown name
    await assert.rejects(client.call('sample.other'), { code: 'unknown-message' });
    // @ts-expect-error params where there are none
    await assert.rejects(client.call('sample.divide', { by: 2 }), { code: 'closed' });
  });

  test('a missing handler is an error of the compiler and at the start', () => {
    const [serverEnd] = memoryPorts();
    // @ts-expect-error no handler for sample.divide
    assert.throws(() => serve(contract, {}, serverEnd), /There is no handler for sample\.divide/);
    // @ts-expect-error a result of another type
    const wrong: Implementation<typeof contract> = { 'sample.divide': () => 'four' };
    assert.ok(wrong);
  });

  test('a message declared twice or badly named is refused', () => {
    const other = request('sample.divide', { params: nothing, result: nothing });
    assert.throws(() => defineContract({ version: 1, areas: { a: { divide }, b: { other } } }), /declared twice/);
    assert.throws(() => request('Nameless', { params: nothing, result: nothing }), /not a message name/);
  });

  test('an event that does not fit is refused where it is made', () => {
    const [serverEnd] = memoryPorts();
    const connection = serve(sample, (made) => sampleHandlers(made, () => {}), serverEnd);
    assert.throws(() => connection.emit('sample.news', { value: -1 }), { name: 'SchemaError' });
    connection.close();
  });
});
