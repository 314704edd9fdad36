import { request } from '../message.ts';
import { boolean, list, nullable, number, object, oneOf, optional, text, uint, uintUpTo } from '../schema.ts';
import { viewId } from './views.ts';

/** Whose frames count: all of the view's capture, or only those that the view shows. */
const of = { view: viewId, displayed: boolean };

/** How far the count is, which goes on with every question. */
const state = { scanned: uint, frames: uint };

export const hierarchyNode = object({
  name: text(60),
  title: text(200),
  osi: uintUpTo(7),
  /** 0 for what stands at the bottom. A node belongs to the nearest one before it that is less deep. */
  depth: uintUpTo(128),
  /** Frames that have the protocol at this place, and their whole lengths. */
  packets: uint,
  bytes: uint,
  /** Of these, the ones that carry nothing further. */
  endPackets: uint,
  endBytes: uint,
  firstFrame: uint,
});

/** Part of a name, in any case; empty for all. Lines above one that has it are kept. */
const part = text(200);

/** Frames and bytes of each protocol below the one that carries it. Reports `{ done, total }` in frames as progress. */
export const hierarchy = request('statistics.hierarchy', {
  params: object({ ...of, text: part }),
  result: object({
    ...state,
    packets: uint,
    bytes: uint,
    /** Seconds from the first frame of the capture to the last. */
    duration: number,
    nodes: list(hierarchyNode, 2000),
    /** Nodes that were left out. */
    more: uint,
  }),
  errors: ['no-view'],
  cancel: true,
});

export const trafficLayer = oneOf('eth', 'ip', 'ipv6', 'tcp', 'udp');
export const trafficKind = oneOf('conversations', 'endpoints');

/** `sent` goes from the first address to the second; of an endpoint, from it. */
export const trafficColumn = oneOf(
  'a',
  'aPort',
  'b',
  'bPort',
  'stream',
  'packets',
  'bytes',
  'sentPackets',
  'sentBytes',
  'receivedPackets',
  'receivedBytes',
  'start',
  'duration',
  'sentRate',
  'receivedRate',
);

/** A conversation, or an endpoint: `b` is then empty. Addresses that the client has names for are told by them. */
export const trafficRow = object({
  a: text(300),
  aPort: uint,
  b: text(300),
  bPort: uint,
  /** Number of `tcp.stream` or `udp.stream`; 0 on other layers. */
  stream: uint,
  packets: uint,
  bytes: uint,
  sentPackets: uint,
  sentBytes: uint,
  receivedPackets: uint,
  receivedBytes: uint,
  /** Seconds since the capture's first frame, and how long. */
  start: number,
  duration: number,
  /** Bits per second over the duration; 0 without one. */
  sentRate: number,
  receivedRate: number,
  firstFrame: uint,
  /** Display filter of its frames. */
  filter: text(300),
});

const table = {
  ...of,
  kind: trafficKind,
  layer: trafficLayer,
  sort: object({ column: trafficColumn, descending: boolean }),
  /** Part of an address or port, in any case; empty for all. */
  text: text(200),
};

/** Rows of a table by their places in the order asked for, at most this many. */
export const MOST_CHOSEN_ROWS = 10_000;

/** A window of conversations or endpoints, sorted. Reports `{ done, total }` in frames as progress. */
export const traffic = request('statistics.traffic', {
  params: object({ ...table, first: uint, count: uintUpTo(256) }),
  result: object({
    ...state,
    /** Rows of each layer, whatever text is asked for. */
    counts: object({ eth: uint, ip: uint, ipv6: uint, tcp: uint, udp: uint }),
    total: uint,
    /** Frames of conversations beyond the most that are kept. */
    uncounted: uint,
    /** The most bytes of a row, for bars. */
    mostBytes: uint,
    rows: list(trafficRow, 256),
  }),
  errors: ['no-view'],
  cancel: true,
});

/** Most rows of a CSV text. */
export const MOST_CSV_ROWS = 50_000;

/** The rows as CSV, all or those named, at most {@link MOST_CSV_ROWS}. */
export const trafficCsv = request('statistics.csv', {
  params: object({ ...table, rows: optional(list(uint, MOST_CHOSEN_ROWS)) }),
  result: object({ text: text(16 * 1024 * 1024), rows: uint, total: uint }),
  errors: ['no-view'],
  cancel: true,
});

export const treeKind = oneOf('http', 'http_req', 'http_srv', 'dns', 'plen');

/** A line of a tree of counts; values that make no sense for it are null. */
export const treeCount = object({
  name: text(1000),
  /** 0 for what stands at the bottom. A line belongs to the nearest one before it that is less deep. */
  depth: uintUpTo(16),
  count: uint,
  /** Of the count of the line that it belongs to. */
  share: nullable(number),
  average: nullable(number),
  least: nullable(number),
  most: nullable(number),
  /** Counts per second over the time from the first packet counted to the last. */
  rate: nullable(number),
  /** Most counts within 100 ms, and when that began, in seconds since the capture's first frame. */
  burst: uint,
  burstStart: number,
  /** The first frame counted; 0 for none. */
  firstFrame: uint,
  /** Display filter of its frames; empty where none tells them. */
  filter: text(2500),
});

/** Counts of HTTP or DNS messages or of lengths. Reports `{ done, total }` in frames as progress. */
export const tree = request('statistics.tree', {
  params: object({ ...of, kind: treeKind, text: part }),
  result: object({
    ...state,
    nodes: list(treeCount, 2000),
    /** Lines that were left out. */
    more: uint,
  }),
  errors: ['no-view'],
  cancel: true,
});
