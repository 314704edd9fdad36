import { request } from '../message.ts';
import { boolean, intBetween, list, nullable, object, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';
import { viewId } from './views.ts';

const some = { view: viewId, frames: list(uint, 10_000), whole: boolean };

/**
 * Ignores frames or takes them back; all frames of a view with `whole`. No filter and no statistic counts them, and once
 * all frames have come, the others are analysed anew as if they were not there: views then get another revision.
 */
export const ignore = request('edits.ignore', {
  params: object({ ...some, ignored: boolean }),
  result: object({ ignored: uint }),
  errors: ['no-view'],
});

/** Makes frames time references, or takes that from them; from all with `whole`. */
export const reference = request('edits.reference', {
  params: object({ ...some, set: boolean }),
  result: object({ references: uint }),
  errors: ['no-view'],
});

/** The next time reference of the view, forwards or backwards. */
export const nextReference = request('edits.nextReference', {
  params: object({ view: viewId, frame: uint, backwards: boolean }),
  result: object({ frame: nullable(uint), row: nullable(uint) }),
  errors: ['no-view'],
});

/** Puts comments in the place of those that a frame has. They are written with the capture when it is saved as pcapng. */
export const comment = request('edits.comment', {
  params: object({ capture: captureId, frame: uint, comments: list(text(65_535), 64) }),
  result: object({}),
  errors: ['no-capture', 'no-frame', 'too-long'],
});

/** Ten thousand years in seconds. */
const FAR = 315_576_000_000;

/**
 * Shifts the times of all frames by so many seconds and nanoseconds, counted from the times that were captured: 0 gives
 * these back. Resolves when the frames have been learned anew; the shifted times are those that are saved.
 */
export const shiftTimes = request('edits.shiftTimes', {
  params: object({ capture: captureId, seconds: intBetween(-FAR, FAR), nanoseconds: uintUpTo(999_999_999) }),
  result: object({}),
  errors: ['no-capture', 'not-ready', 'session', 'range'],
});

/** By how much the times of a capture's frames are shifted: `seconds` may be negative, `nanoseconds` count forwards. */
export const timeShift = request('edits.timeShift', {
  params: object({ capture: captureId }),
  result: object({ seconds: intBetween(-FAR, FAR), nanoseconds: uintUpTo(999_999_999) }),
  errors: ['no-capture'],
});
