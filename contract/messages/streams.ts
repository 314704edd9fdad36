import { event, request } from '../message.ts';
import { boolean, list, nothing, nullable, object, oneOf, taggedUnion, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';

/** A followed stream, kept by the capture process for one client. */
export const streamId = uint;

export const followProtocol = oneOf('tcp', 'udp', 'http');

/** How bytes are shown. `raw` is hexadecimal digits in rows and texts, and the bytes themselves in a file. */
export const streamForm = oneOf('text', 'utf-8', 'ebcdic', 'hex', 'raw', 'c', 'yaml');

/** What both sides sent, or one: `client` is the side that sent the stream's first frame. */
export const streamDirection = oneOf('both', 'client', 'server');

/** What one side sent. Counts are bytes. */
const side = object({
  /** Address and port. */
  end: text(100),
  bytes: uint,
  /** Frames, or parts of HTTP messages, that brought them; and the gaps between. */
  chunks: uint,
  gaps: uint,
  /** In no frame, though the other side acknowledged it, or more was sent behind it. */
  missing: uint,
  /** In frames, but not captured. */
  cut: uint,
  /** Sent again. */
  repeated: uint,
  /** Behind bytes that are missing and may still come. */
  waiting: uint,
  /** Gaps given up because too much waited behind them. */
  givenUp: uint,
  /** Of TCP: segments seen, whether its beginning (SYN) was, and how it ended. */
  segments: uint,
  begun: boolean,
  ended: oneOf('', 'FIN', 'RST'),
});

/** A frame that sends bytes again with other content than the frame whose bytes are shown. */
const conflict = object({ frame: uint, shown: uint, server: boolean, position: uint });

export const streamState = object({
  id: streamId,
  capture: captureId,
  protocol: followProtocol,
  /** As `tcp.stream` and `udp.stream` count, and how many of them there are. */
  number: uint,
  streams: uint,
  /** Display filter of its frames. */
  filter: text(100),
  /** False while no frame of it has anything to follow. */
  found: boolean,
  client: side,
  server: side,
  frames: uint,
  conflicts: object({ count: uint, first: list(conflict, 20), uncompared: uint }),
  /** Chunks beyond the most that are kept. */
  dropped: uint,
  /** Frames of the capture looked at, and how many there are. */
  scanned: uint,
  total: uint,
  /** No more frames come. */
  finished: boolean,
});

/** Which streams a frame belongs to. */
export const streamsOfFrame = request('streams.ofFrame', {
  params: object({ capture: captureId, frame: uint }),
  result: object({ tcp: nullable(uint), udp: nullable(uint), http: boolean }),
  errors: ['no-capture'],
});

/**
 * Begins to follow a stream. The answer waits a moment for its frames; more of them are told by `streams.changed`. At
 * most 8 are open at once.
 */
export const openStream = request('streams.open', {
  params: object({ capture: captureId, protocol: followProtocol, stream: uint }),
  result: streamState,
  errors: { 'no-capture': nothing, 'no-stream': nothing, 'too-many': nothing },
});

export const closeStream = request('streams.close', { params: object({ id: streamId }), result: object({}) });

/** A stream has more bytes, or is complete. Sent at most ten times a second. */
export const streamChanged = event('streams.changed', streamState, { latest: 'id' });

/** A stream is not followed any more because its capture was read anew: open it again. */
export const streamEnded = event('streams.ended', object({ id: streamId }));

/** `width` is how many characters fit in a row; longer lines go on in the next one. */
const shown = {
  id: streamId,
  form: streamForm,
  direction: streamDirection,
  width: uintUpTo(500),
};

/** Most rows in a window. */
export const MOST_ROWS = 256;

const row = object({
  server: boolean,
  kind: oneOf('data', 'gap', 'cut', 'head'),
  /** Of the row's first byte, or the frame that tells of a gap. */
  frame: uint,
  /** Whether what the frame sent begins here. */
  begins: boolean,
  text: text(4096),
  /** Columns from which on bytes of other frames follow. */
  pieces: list(object({ column: uint, frame: uint }), 512),
  /** Columns of what was found; `match` is its number, from 0. */
  marks: list(object({ from: uint, to: uint, match: uint }), 512),
  /** A frame that sent other bytes for some of these; 0 for none. */
  conflict: uint,
});

/** A window of rows. Reports `{ done, total }` in chunks as progress. */
export const streamRows = request('streams.rows', {
  params: object({ ...shown, first: uint, count: uintUpTo(MOST_ROWS) }),
  result: object({ total: uint, rows: list(row, MOST_ROWS) }),
  errors: ['no-follow'],
  cancel: true,
});

/** The row that shows the first byte of a frame; null where the stream has none of it. */
export const streamRowOfFrame = request('streams.rowOfFrame', {
  params: object({ ...shown, frame: uint }),
  result: object({ row: nullable(uint) }),
  errors: ['no-follow'],
  cancel: true,
});

/**
 * Looks for a text or for bytes in hexadecimal digits, and gives one of the places: by its number, or the first at or
 * behind a row. Places are marked in rows from then on. Reports `{ done, total }` in bytes as progress.
 */
export const findInStream = request('streams.find', {
  params: object({
    ...shown,
    kind: oneOf('text', 'hex'),
    text: text(1000),
    matchCase: boolean,
    at: taggedUnion('kind', { match: { number: uint }, row: { row: uint } }),
  }),
  result: object({
    count: uint,
    /** There are more than are counted. */
    more: boolean,
    match: nullable(object({ number: uint, row: uint, frame: uint, length: uint })),
  }),
  errors: ['no-follow', 'bad-pattern'],
  cancel: true,
});

/** Ends what `streams.find` marked. */
export const endFind = request('streams.endFind', { params: object({ id: streamId }), result: object({}) });

/** Most bytes of a copied text. */
export const MOST_COPIED = 16 * 1024 * 1024;

/** The stream as a text for the clipboard; `more` where it is cut. */
export const copyStream = request('streams.copy', {
  params: object({ id: streamId, form: streamForm, direction: streamDirection }),
  result: object({ text: text(MOST_COPIED), more: boolean }),
  errors: ['no-follow'],
  cancel: true,
});

/** Writes the stream to a file. `exists` is answered before anything is written unless `overwrite`. */
export const saveStream = request('streams.save', {
  params: object({
    id: streamId,
    form: streamForm,
    direction: streamDirection,
    path: text(4096),
    overwrite: boolean,
  }),
  result: object({ bytes: uint, path: text(4096) }),
  errors: ['no-follow', 'exists', 'refused', 'denied', 'disk-full', 'io'],
  cancel: true,
});
