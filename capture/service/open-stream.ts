import type { streamDirection, streamForm, streamState } from '../../contract/messages/streams.ts';
import type { Infer } from '../../contract/schema.ts';
import { ebcdicTable } from '../streams/byte-texts.ts';
import { FixedRows } from '../streams/fixed-rows.ts';
import { type FollowedStream, streamCount } from '../streams/followed-stream.ts';
import type { StreamRows } from '../streams/row.ts';
import { endText } from '../streams/stream-ends.ts';
import { type StreamPattern, StreamSearch } from '../streams/stream-search.ts';
import type { Direction } from '../streams/tcp-assembler.ts';
import { TextRows } from '../streams/text-rows.ts';

export type StreamDirection = Infer<typeof streamDirection>;
export type StreamState = Infer<typeof streamState>;

/** How rows are asked for. */
export interface Shown {
  readonly form: Infer<typeof streamForm>;
  readonly direction: StreamDirection;
  readonly width: number;
}

/** Ways of showing a stream whose rows are kept, as switching back and forth is common. */
const MOST_WAYS = 3;
const NARROWEST = 20;

export function directionOf(direction: StreamDirection): Direction | null {
  return direction === 'both' ? null : direction === 'client' ? 0 : 1;
}

/** A stream that a client follows, with the rows it has asked for and what it looks for. */
export class OpenStream {
  readonly id: number;
  readonly capture: number;
  readonly stream: FollowedStream;
  readonly abort = new AbortController();
  search: StreamSearch | undefined;
  private searchKey = '';
  private readonly ways = new Map<string, StreamRows>();

  constructor(id: number, capture: number, stream: FollowedStream) {
    this.id = id;
    this.capture = capture;
    this.stream = stream;
  }

  /** Rows with all that has come by now. */
  async rows(
    shown: Shown,
    signal: { readonly aborted: boolean },
    progress: (state: { done: number; total: number }) => void,
  ): Promise<StreamRows> {
    const key = JSON.stringify([shown.form, shown.direction, shown.width]);
    let rows = this.ways.get(key);
    if (!rows) {
      rows = this.rowsOf(shown);
      if (this.ways.size >= MOST_WAYS) this.ways.delete([...this.ways.keys()][0]);
      this.ways.set(key, rows);
    }
    await rows.extend(signal, (done) => progress({ done, total: this.stream.chunks.count }));
    return rows;
  }

  private rowsOf({ form, direction, width }: Shown): StreamRows {
    const wide = Math.max(NARROWEST, width);
    const way = directionOf(direction);
    return form === 'text' || form === 'utf-8' || form === 'ebcdic'
      ? new TextRows(this.stream, form, way, wide)
      : new FixedRows(this.stream, form, way, wide);
  }

  /** What was found; looked for anew when the pattern or the stream has changed. */
  async find(
    pattern: StreamPattern,
    direction: StreamDirection,
    signal: { readonly aborted: boolean },
    progress: (state: { done: number; total: number }) => void,
  ): Promise<StreamSearch> {
    const { stream } = this;
    const needles = pattern.needles.map((needle) => Buffer.from(needle).toString('hex'));
    const key = JSON.stringify([needles, pattern.fold, pattern.table === ebcdicTable, direction, stream.chunks.count]);
    if (this.search && this.searchKey === key) return this.search;
    const search = new StreamSearch(stream, pattern);
    const directions: readonly Direction[] = direction === 'both' ? [0, 1] : direction === 'client' ? [0] : [1];
    const total = directions.reduce((sum: number, way) => sum + stream.bytes[way], 0);
    await search.run(directions, signal, (done) => progress({ done, total }));
    if (!signal.aborted) {
      this.search = search;
      this.searchKey = key;
    }
    return search;
  }

  endFind(): void {
    this.search = undefined;
    this.searchKey = '';
  }

  get state(): StreamState {
    const { stream } = this;
    const { capture, conflicts } = stream;
    return {
      id: this.id,
      capture: this.capture,
      protocol: stream.protocol,
      number: stream.stream,
      streams: streamCount(capture, stream.protocol),
      filter: `${stream.protocol === 'udp' ? 'udp' : 'tcp'}.stream eq ${stream.stream}`,
      found: stream.found,
      client: this.side(0),
      server: this.side(1),
      frames: stream.frames,
      conflicts: {
        count: conflicts.count,
        first: conflicts.first
          .slice(0, 20)
          .map(({ frame, shown, direction, position }) => ({ frame, shown, server: direction === 1, position })),
        uncompared: conflicts.uncompared,
      },
      dropped: stream.dropped,
      scanned: stream.scanned,
      total: capture.table.count,
      finished: stream.finished,
    };
  }

  private side(direction: Direction): StreamState['client'] {
    const { stream } = this;
    const { assembler } = stream;
    const tcp = assembler?.directions[direction];
    return {
      end: endText(stream.ends[direction]).slice(0, 100),
      bytes: stream.bytes[direction],
      chunks: stream.chunks.ofDirection[direction] - stream.gaps[direction],
      gaps: stream.gaps[direction],
      missing: stream.missing[direction],
      cut: stream.cut[direction],
      repeated: tcp?.repeated ?? 0,
      waiting: assembler?.waitingBytes(direction) ?? 0,
      givenUp: tcp?.givenUp ?? 0,
      segments: tcp?.segments ?? 0,
      begun: tcp?.synSeen ?? false,
      ended: tcp?.ended ?? '',
    };
  }
}
