import { request } from '../message.ts';
import { boolean, list, nullable, object, text, uint } from '../schema.ts';
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
