import { event, request } from '../message.ts';
import { binary, boolean, list, nothing, nullable, object, oneOf, optional, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';
import { filterProblem, filterText } from './filters.ts';

/** A view is an ordered selection of a capture's frames, kept by the capture process for one client. */
export const viewId = uint;

/** Columns of the packet list that are always there; `layers` is the stack as `2 eth,3 ip,4 tcp,7 http`. */
export const builtInColumns = [
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
] as const;
export type BuiltInColumn = (typeof builtInColumns)[number];

/** A built-in column, or `field:` and the name of any field: `field:tcp.window_size`. Unknown ones have empty cells. */
export const columnId = text(220);

/**
 * How times are shown, as `-t`: relative, delta, delta to the row before, absolute (local), absolute with date or with the
 * day of the year, the same in UTC, epoch.
 */
export const timeFormat = oneOf('r', 'd', 'dd', 'a', 'ad', 'adoy', 'u', 'ud', 'udoy', 'e');

/** Rows by a column's cells instead of by frame number. */
export const sortOrder = object({ column: columnId, descending: boolean });

/** How far a view is; `tested` counts the frames that the filter has been asked about. */
export const viewState = object({
  view: viewId,
  /** Raised when rows that were there have changed; more rows behind them are no change. */
  revision: uint,
  total: uint,
  tested: uint,
  /** Frames in the order that was asked for; less than `total` while they are being sorted. Absent without one. */
  sorted: optional(uint),
});

/**
 * Opens a view of all frames, or of those that pass a display filter, by frame number or sorted. The answer waits a
 * moment for filter and order; slower ones go on, told by `views.changed`. Long lists are not sorted by texts.
 * `reference` is the frame whose values the filter's `${ip.src}` stands for.
 */
export const openView = request('views.open', {
  params: object({
    capture: captureId,
    filter: optional(filterText),
    reference: optional(uint),
    sort: optional(sortOrder),
  }),
  result: viewState,
  errors: { 'no-capture': nothing, 'bad-filter': filterProblem, 'too-many': nothing },
});

export const closeView = request('views.close', { params: object({ view: viewId }), result: object({}) });

/** The view has other rows than before, or more. Sent at most ten times a second. */
export const viewChanged = event('views.changed', viewState, { latest: 'view' });

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

/** The frame that a row shows; null beyond the last one. */
export const frameAtRow = request('views.frameAtRow', {
  params: object({ view: viewId, row: uint }),
  result: object({ frame: nullable(uint) }),
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

/** The display filter that selects packets like this one by what a column shows, whatever name stands for an address. */
export const filterOfCell = request('views.filterOfCell', {
  params: object({ view: viewId, frame: uint, column: columnId, timeFormat }),
  /** Null where no filter can tell, as for Info. */
  result: object({ text: nullable(filterText) }),
  errors: ['no-view', 'no-frame'],
});
