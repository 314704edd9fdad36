import { request } from '../message.ts';
import { boolean, list, nothing, nullable, number, object, oneOf, optional, text, uint } from '../schema.ts';
import { captureId } from './captures.ts';
import { filterProblem } from './filters.ts';
import { viewId } from './views.ts';

/** What a series of the I/O graph shows of each interval; those from `sum` on are of a field's values. */
export const ioMeasure = oneOf('packets', 'bytes', 'bits', 'sum', 'count', 'min', 'max', 'avg');

/** Most intervals of an I/O graph, and most points of any other. */
export const MOST_POINTS = 1000;

/**
 * Packets, bytes or a field's values by interval of time, for each series the frames that pass its filter. Times are
 * seconds from the first frame. Frames outside the range are left out.
 */
export const ioGraph = request('graphs.io', {
  params: object({
    capture: captureId,
    from: number,
    to: number,
    /** Seconds; from 0.001 on, and wide enough for at most {@link MOST_POINTS} intervals. */
    interval: number,
    series: list(object({ filter: text(8192), measure: ioMeasure, field: text(200) }), 16),
  }),
  result: object({
    interval: number,
    /** Time of each interval's beginning. */
    from: number,
    series: list(
      object({
        /** One for each interval; null where no value is in it. */
        values: list(nullable(number), MOST_POINTS),
        /** The first frame that counts in each interval, 0 for none. */
        frames: list(uint, MOST_POINTS),
        problem: nullable(filterProblem),
      }),
      16,
    ),
    /** Frames looked at. */
    tested: uint,
  }),
  errors: ['no-capture'],
  cancel: true,
});

/** What a graph of one TCP stream shows. */
export const tcpGraphKind = oneOf('stevens', 'tcptrace', 'throughput', 'round-trip', 'window');

const points = object({
  name: text(100),
  x: list(number, 2 * MOST_POINTS),
  y: list(number, 2 * MOST_POINTS),
  frames: list(uint, 2 * MOST_POINTS),
});

/**
 * A graph of one direction of a TCP stream. Where there are more segments than points, each stretch of time keeps its
 * smallest and its largest value. `stream` counts from 0 as `tcp.stream` does.
 */
export const tcpGraph = request('graphs.tcp', {
  params: object({ capture: captureId, stream: uint, backwards: boolean, kind: tcpGraphKind }),
  result: object({
    source: text(100),
    destination: text(100),
    /** What the values are. */
    unit: text(60),
    series: list(points, 8),
    segments: uint,
    /** Fewer points than segments are shown. */
    thinned: boolean,
    streams: uint,
  }),
  errors: { 'no-capture': nothing, 'no-stream': nothing },
  cancel: true,
});

/** The stream that a frame belongs to; null for none. */
export const tcpStreamOf = request('graphs.tcpStreamOf', {
  params: object({ capture: captureId, frame: uint }),
  result: object({ stream: nullable(uint), backwards: boolean }),
  errors: ['no-capture'],
});

/** The addresses of a view's frames in the order in which they appear: the columns of a flow graph. */
export const flowEnds = request('graphs.flowEnds', {
  params: object({ view: viewId }),
  result: object({ ends: list(text(100), 24), more: uint }),
  errors: ['no-view'],
  cancel: true,
});

const spread = object({
  name: text(200),
  count: uint,
  /** Seconds. */
  min: number,
  max: number,
  average: number,
  median: number,
  p95: number,
  /** Of the slowest response. */
  frame: uint,
  /** Display filter of the responses. */
  filter: text(500),
});

/** How long responses took, by protocol and kind of request; of a view's frames or of all. */
export const responseTimes = request('graphs.responses', {
  params: object({ capture: captureId, view: optional(viewId) }),
  result: object({
    groups: list(spread, 200),
    /** Groups that were left out. */
    more: uint,
    /** Upper bounds in seconds of the classes, and how many responses of each protocol are in them. */
    bounds: list(number, 40),
    protocols: list(object({ name: text(60), counts: list(uint, 41) }), 8),
  }),
  errors: ['no-capture', 'no-view'],
  cancel: true,
});

/** How frames are spread over their lengths. */
export const packetLengths = request('graphs.lengths', {
  params: object({ capture: captureId, view: optional(viewId) }),
  result: object({
    classes: list(
      object({ from: uint, to: nullable(uint), count: uint, bytes: uint, min: uint, max: uint, frame: uint }),
      32,
    ),
    frames: uint,
  }),
  errors: ['no-capture', 'no-view'],
  cancel: true,
});
