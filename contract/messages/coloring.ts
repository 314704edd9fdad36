import { request } from '../message.ts';
import { list, object, text, uint } from '../schema.ts';

/**
 * The display filters of this client's colouring rules, the first that fits wins. Rows tell their rule by its place here
 * (row-batch.ts). A text that is no filter colours nothing.
 */
export const setRules = request('coloring.set', {
  params: object({ filters: list(text(8192), 200) }),
  result: object({ problems: list(object({ rule: uint, message: text(1000) }), 200) }),
});
