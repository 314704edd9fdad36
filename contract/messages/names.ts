import { request } from '../message.ts';
import { boolean, nothing, object } from '../schema.ts';
import { captureId } from './captures.ts';

/** Which addresses this client's lists show by names: MAC addresses by vendor, network addresses, port numbers. */
export const setNames = request('names.set', {
  params: object({ mac: boolean, network: boolean, transport: boolean }),
  result: nothing,
});

/** Takes in the names that a capture tells, from its records and its DNS answers; true when rows can be different now. */
export const learnNames = request('names.learn', {
  params: object({ capture: captureId }),
  result: object({ more: boolean }),
  errors: ['no-capture'],
  cancel: true,
});
