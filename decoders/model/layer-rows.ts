/** State of a layer, ordered by severity. */
export const COMPLETE = 0;
export const TRUNCATED_LAYER = 1;
export const MALFORMED_LAYER = 2;

/** Layers a frame can have at most; tunnels nested deeper and messages beyond are shown as bytes. */
export const MAX_LAYERS = 128;

const WIDTH = 14;
const PROTOCOL = 0;
const START = 1;
const HEADER_END = 2;
const END = 3;
const SOURCE = 4;
const STATE = 5;
const DEPTH = 6;
const QUOTED = 7;
const TABLE = 8;
const KEY = 9;
const JOINED = 10;
const ABOUT_START = 11;
const ABOUT_LENGTH = 12;
const ABOUT_SOURCE = 13;

/** Value of {@link LayerRows.table} for a layer that chose the next one otherwise than by number. */
export const NO_TABLE = -1;

/**
 * The layers of one frame, outermost first; reused for every frame. One row of integers each:
 *
 * | column | content |
 * |---|---|
 * | protocol | protocol id |
 * | start, headerEnd | the header's bytes: [start, headerEnd) within the source |
 * | end | end of the payload: [headerEnd, end) |
 * | source | index of the byte source |
 * | state | COMPLETE, TRUNCATED_LAYER or MALFORMED_LAYER |
 * | depth | nesting: a layer's payload is decoded one deeper |
 * | quoted | 1 within a packet that is quoted in an ICMP error: it was not sent here and now |
 * | table, key | dispatch table and number by which this layer chose the next one, or NO_TABLE |
 * | joined | 1 for a further message of the stream piece that the layer of this protocol before it began |
 * | about | bytes by which the layer below says what this one is, such as a media type: start, length (0: none), source |
 */
export class LayerRows {
  count = 0;
  /** The worst state of them all. */
  worst = COMPLETE;
  private readonly rows = new Int32Array(MAX_LAYERS * WIDTH);

  clear(): void {
    this.count = 0;
    this.worst = COMPLETE;
  }

  /** Appends a row and returns its index; headerEnd and end are set when the layer is done. */
  begin(protocol: number, start: number, source: number, depth: number, quoted: number, joined = 0): number {
    const index = this.count++;
    const at = index * WIDTH;
    const r = this.rows;
    r[at + PROTOCOL] = protocol;
    r[at + START] = start;
    r[at + HEADER_END] = start;
    r[at + SOURCE] = source;
    r[at + STATE] = COMPLETE;
    r[at + DEPTH] = depth;
    r[at + QUOTED] = quoted;
    r[at + TABLE] = NO_TABLE;
    r[at + JOINED] = joined;
    r[at + ABOUT_LENGTH] = 0;
    return index;
  }

  describe(layer: number, start: number, length: number, source: number): void {
    const at = layer * WIDTH;
    this.rows[at + ABOUT_START] = start;
    this.rows[at + ABOUT_LENGTH] = length;
    this.rows[at + ABOUT_SOURCE] = source;
  }

  finish(layer: number, headerEnd: number, end: number): void {
    const at = layer * WIDTH;
    this.rows[at + HEADER_END] = headerEnd;
    this.rows[at + END] = end;
  }

  choose(layer: number, table: number, key: number): void {
    const at = layer * WIDTH;
    this.rows[at + TABLE] = table;
    this.rows[at + KEY] = key;
  }

  /** Raises the layer's state, never lowers it. */
  mark(layer: number, state: number): void {
    const at = layer * WIDTH + STATE;
    if (state > this.rows[at]) this.rows[at] = state;
    if (state > this.worst) this.worst = state;
  }

  /** True when bytes stand behind what the first layer within the frame, or the second one, carries. */
  trails(): boolean {
    const r = this.rows;
    for (let at = WIDTH; at < Math.min(3, this.count - 1) * WIDTH; at += WIDTH) {
      if (r[at + WIDTH + END] < r[at + END] && r[at + WIDTH + SOURCE] === 0) return true;
    }
    return false;
  }

  protocol(layer: number): number {
    return this.rows[layer * WIDTH + PROTOCOL];
  }

  start(layer: number): number {
    return this.rows[layer * WIDTH + START];
  }

  headerEnd(layer: number): number {
    return this.rows[layer * WIDTH + HEADER_END];
  }

  end(layer: number): number {
    return this.rows[layer * WIDTH + END];
  }

  source(layer: number): number {
    return this.rows[layer * WIDTH + SOURCE];
  }

  state(layer: number): number {
    return this.rows[layer * WIDTH + STATE];
  }

  depth(layer: number): number {
    return this.rows[layer * WIDTH + DEPTH];
  }

  quoted(layer: number): boolean {
    return this.rows[layer * WIDTH + QUOTED] === 1;
  }

  /** True when the layer carries on where another of its protocol ended, as the second message in one segment does. */
  joined(layer: number): boolean {
    return this.rows[layer * WIDTH + JOINED] === 1;
  }

  aboutStart(layer: number): number {
    return this.rows[layer * WIDTH + ABOUT_START];
  }

  aboutLength(layer: number): number {
    return this.rows[layer * WIDTH + ABOUT_LENGTH];
  }

  aboutSource(layer: number): number {
    return this.rows[layer * WIDTH + ABOUT_SOURCE];
  }

  table(layer: number): number {
    return this.rows[layer * WIDTH + TABLE];
  }

  key(layer: number): number {
    return this.rows[layer * WIDTH + KEY];
  }
}
