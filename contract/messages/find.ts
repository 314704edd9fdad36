import { request } from '../message.ts';
import { boolean, list, nothing, nullable, object, oneOf, text, uint } from '../schema.ts';
import { filterProblem } from './filters.ts';
import { columnId, timeFormat, viewId } from './views.ts';

/** What is looked for: a display filter, bytes as hexadecimal digits, a text, a regular expression. */
export const findKind = oneOf('filter', 'hex', 'text', 'regex');

/** Where texts and expressions are looked for: in the cells of the list, the lines of the tree, the frame's bytes. */
export const findPlace = oneOf('list', 'tree', 'bytes');

/**
 * The next frame of the view, after or before `frame`, in which something is found; the search goes on at the other end
 * of the view. `node` or the byte range tell where in the packet.
 */
export const findPacket = request('find.next', {
  params: object({
    view: viewId,
    frame: uint,
    backwards: boolean,
    kind: findKind,
    place: findPlace,
    matchCase: boolean,
    text: text(8192),
    /** Of the list. */
    columns: list(columnId, 64),
    timeFormat,
  }),
  result: object({
    found: nullable(
      object({
        frame: uint,
        row: uint,
        /** Passed the end of the view on the way. */
        wrapped: boolean,
        /** Index in the tree batch, null where it was not found in the tree. */
        node: nullable(uint),
        /** In the frame's bytes, null where it was not found in them. */
        range: nullable(object({ start: uint, length: uint })),
      }),
    ),
  }),
  errors: { 'no-view': nothing, 'bad-pattern': filterProblem },
  cancel: true,
});
