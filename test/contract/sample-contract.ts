import { defineContract } from '../../contract/contract.ts';
import { event, request } from '../../contract/message.ts';
import { binary, boolean, list, nothing, number, object, text, uint, uintUpTo } from '../../contract/schema.ts';

const add = request('sample.add', { params: object({ a: uint, b: uintUpTo(1000) }), result: uint });

const divide = request('sample.divide', {
  params: object({ by: number }),
  result: number,
  errors: { 'not-a-divisor': object({ divisor: number }) },
});

const crash = request('sample.crash', { params: nothing, result: nothing });

/** Answers when it is cancelled or its connection ends. */
const hang = request('sample.hang', { params: nothing, result: nothing, cancel: true });

/** Reports progress at each step. */
const steps = request('sample.steps', { params: object({ count: uint }), result: uint });

const items = request('sample.items', {
  params: object({ count: uint }),
  result: uint,
  stream: object({ index: uint, bytes: binary(1000) }),
});

/** Gives the bytes back reversed, beside a list of their parts. */
const reverse = request('sample.reverse', {
  params: object({ bytes: binary(40_000_000), pieces: list(binary(10), 4) }),
  result: object({ bytes: binary(40_000_000), pieces: list(binary(10), 4) }),
});

const blob = request('sample.blob', { params: object({ length: uint }), result: binary(80_000_000) });

/** Emits events; `latest` ones or ordinary ones. */
const publish = request('sample.publish', { params: object({ count: uint, latest: boolean }), result: nothing });

/** Ends the connection with a reason instead of answering. */
const quit = request('sample.quit', { params: nothing, result: nothing });

const level = event('sample.level', object({ gauge: text(20), value: uint }), { latest: 'gauge' });
const news = event('sample.news', object({ value: uint }));

const areas = { sample: { add, divide, crash, hang, steps, items, reverse, blob, publish, quit, level, news } };

export const sample = defineContract({ version: 7, areas });
export const newerSample = defineContract({ version: 8, areas });
export const largerSample = defineContract({
  version: 7,
  areas: { ...areas, extra: { unknown: request('sample.unknown', { params: nothing, result: nothing }) } },
});
