import { request } from '../message.ts';
import { boolean, list, nothing, object, text, uintUpTo } from '../schema.ts';

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

/** Every protocol that can be switched off, and whether it is decoded. */
export const switchableProtocols = request('decoding.protocols', {
  params: nothing,
  result: list(object({ name: text(60), title: text(200), osi: uintUpTo(7), enabled: boolean }), 400),
});

/** Leaves protocols undecoded: their bytes are data. For captures that are opened from now on, as other choices are. */
export const disableProtocols = request('decoding.disable', {
  params: object({ names: list(text(60), 400) }),
  result: nothing,
  errors: ['unknown'],
});
