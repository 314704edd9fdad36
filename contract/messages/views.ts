import { event, request } from '../message.ts';
import { binary, boolean, list, nullable, object, oneOf, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';

/** A view is an ordered selection of a capture's frames, kept by the capture process for one client. */
export const viewId = uint;

/** Columns of the packet list, with Wireshark's meaning; `layers` is the stack as "eth ip tcp http". */
export const columnId = oneOf(
  'number',
  'time',
  'source',
  'destination',
  'layers',
  'protocol',
  'length',
  'info',
  'delta',
  'conversation',
  'sourcePort',
  'destinationPort',
  'interface',
);

/** How times are shown, as `-t`: relative, delta, absolute (local), absolute with date, UTC, UTC with date, epoch. */
export const timeFormat = oneOf('r', 'd', 'a', 'ad', 'u', 'ud', 'e');

export const openView = request('views.open', {
  params: object({ capture: captureId }),
  result: object({ view: viewId, revision: uint, total: uint }),
  errors: ['no-capture'],
});

export const closeView = request('views.close', { params: object({ view: viewId }), result: object({}) });

/** The view has other rows than before, or more. Sent at most ten times a second. */
export const viewChanged = event('views.changed', object({ view: viewId, revision: uint, total: uint }), {
  latest: 'view',
});

/** A window of rows, as a row batch (row-batch.ts). */
export const rowWindow = request('views.rows', {
  params: object({
    view: viewId,
    first: uint,
    count: uintUpTo(512),
    columns: list(columnId, 16),
    timeFormat,
  }),
  result: object({ batch: binary(8 * 1024 * 1024) }),
  errors: ['no-view'],
  cancel: true,
});

/** The row that shows a frame, or the nearest row at or after it; null when the view is empty. */
export const rowOfFrame = request('views.rowOfFrame', {
  params: object({ view: viewId, frame: uint }),
  result: object({ row: nullable(uint), exact: boolean }),
  errors: ['no-view'],
});

/** The next frame of the same conversation, forwards or backwards in the view; null when there is none. */
export const nextInConversation = request('views.nextInConversation', {
  params: object({ view: viewId, frame: uint, backwards: boolean }),
  result: object({ frame: nullable(uint), row: nullable(uint) }),
  errors: ['no-view'],
  cancel: true,
});

/** Marks or unmarks frames, or all frames of a view (`frames` empty and `whole` true). */
export const mark = request('views.mark', {
  params: object({ view: viewId, frames: list(uint, 10_000), whole: boolean, marked: boolean }),
  result: object({ marked: uint }),
  errors: ['no-view'],
});

/** The next marked frame of the view, forwards or backwards. */
export const nextMark = request('views.nextMark', {
  params: object({ view: viewId, frame: uint, backwards: boolean }),
  result: object({ frame: nullable(uint), row: nullable(uint) }),
  errors: ['no-view'],
});

/** Text of rows for the clipboard: columns separated by tabs, one row a line. */
export const copyRows = request('views.copy', {
  params: object({ view: viewId, frames: list(uint, 10_000), columns: list(columnId, 16), timeFormat }),
  result: object({ text: text(16 * 1024 * 1024) }),
  errors: ['no-view'],
});
