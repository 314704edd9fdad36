import { request } from '../message.ts';
import { list, nothing, object, text, uintUpTo } from '../schema.ts';

/** Bytes of a number are decoded as a protocol: `tcp.port` 8888 as `http`. */
export const decodeChoice = object({ table: text(60), value: uintUpTo(65_535), protocol: text(60) });

const choices = list(decodeChoice, 200);

/** The numbers that choices can be made for, and the protocols that fit each. */
export const decodeTables = request('decoding.tables', {
  params: nothing,
  result: list(
    object({
      table: text(60),
      title: text(100),
      protocols: list(object({ name: text(60), title: text(200) }), 400),
    }),
    16,
  ),
});

/** The choices in force. */
export const decodeChoices = request('decoding.choices', { params: nothing, result: choices });

/** Takes other choices, for captures that are opened from now on; those that are open keep what they were read with. */
export const setDecodeChoices = request('decoding.set', {
  params: object({ choices }),
  result: nothing,
  errors: ['unknown'],
});
