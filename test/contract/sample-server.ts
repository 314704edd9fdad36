import { once } from 'node:events';
import type { Port } from '../../contract/port.ts';
import { type Connection, type Implementation, type ServeOptions, serve } from '../../contract/serve.ts';
import { sample } from './sample-contract.ts';

export const sampleOptions: ServeOptions = {
  server: 'Sample 1.0',
  features: ['live-capture'],
  maxMessageBytes: 41_000_000,
  helloTimeout: 5000,
};

/** `onAborted` is called for each `sample.hang` that was told to stop. */
export const sampleHandlers = (
  connection: Connection<typeof sample>,
  onAborted: () => void,
): Implementation<typeof sample> => ({
  'sample.add': ({ a, b }) => a + b,
  'sample.divide': ({ by }, { fail }) => {
    if (by === 0) throw fail('not-a-divisor', 'Nothing can be divided by zero.', { divisor: by });
    return 1 / by;
  },
  'sample.crash': () => {
    throw new TypeError('the handler broke');
  },
  'sample.hang': async (_params, { signal }) => {
    await once(signal, 'abort');
    onAborted();
    signal.throwIfAborted();
  },
  'sample.steps': async ({ count }, { progress }) => {
    for (let done = 1; done <= count; done += 1) {
      progress({ done, total: count, fraction: done / count, text: `step ${done}` });
      await new Promise((resolve) => setImmediate(resolve));
    }
    return count;
  },
  'sample.items': async ({ count }, { item }) => {
    for (let index = 0; index < count; index += 1) await item({ index, bytes: new Uint8Array(3).fill(index) });
    return count;
  },
  'sample.reverse': ({ bytes, pieces }) => ({ bytes: bytes.slice().reverse(), pieces: pieces.toReversed() }),
  'sample.blob': ({ length }) => new Uint8Array(length).fill(length % 251),
  'sample.publish': ({ count, latest }) => {
    for (let value = 1; value <= count; value += 1) {
      if (latest) connection.emit('sample.level', { gauge: value % 2 === 0 ? 'even' : 'odd', value });
      else connection.emit('sample.news', { value });
    }
  },
  'sample.quit': () => connection.close('The server was told to quit.'),
});

export const serveSample = (port: Port, onAborted: () => void, options: ServeOptions = {}): Connection<typeof sample> =>
  serve(sample, (connection) => sampleHandlers(connection, onAborted), port, { ...sampleOptions, ...options });
