import type { streamRows } from '../../contract/messages/streams.ts';
import type { Infer } from '../../contract/schema.ts';
import type { StreamRow, StreamRows } from '../streams/row.ts';
import type { StreamSearch } from '../streams/stream-search.ts';
import type { OpenStream } from './open-stream.ts';

type SentRow = Infer<(typeof streamRows)['result']>['rows'][number];

const MOST = 512;
const LONGEST = 4096;

/** A row as it is sent: with the frames that begin in it and the places that were found in it. */
export function sentRow(open: OpenStream, row: StreamRow): SentRow {
  const { chunks } = open.stream;
  const pieces: SentRow['pieces'] = [];
  const marks: SentRow['marks'] = [];
  let conflict = 0;
  let before = 0;
  for (const [i, { chunk, offset, length }] of row.pieces.entries()) {
    if (i > 0 && pieces.length < MOST) {
      const [[column]] = row.columns(before, before + length);
      pieces.push({ column, frame: chunks.frame(chunk) });
    }
    const from = chunks.position(chunk) + offset;
    for (const { direction, position, frame } of open.stream.conflicts.first) {
      if (direction === row.direction && position >= from && position < from + length) conflict ||= frame;
    }
    for (const { found, number } of open.search?.within(row.direction, from, from + length) ?? []) {
      if (marks.length >= MOST - 1) break;
      const begin = before + Math.max(0, found.position - from);
      const end = before + Math.min(length, found.position + found.length - from);
      for (const [first, last] of row.columns(begin, end)) marks.push({ from: first, to: last, match: number });
    }
    before += length;
  }
  marks.sort((a, b) => a.from - b.from);
  const { kind, frame, begins } = row;
  return {
    server: row.direction === 1,
    kind,
    frame,
    begins,
    text: row.text.slice(0, LONGEST),
    pieces,
    marks,
    conflict,
  };
}

/** The first place at or behind a row; after the last one the first of all. */
export function firstAtRow(open: OpenStream, search: StreamSearch, rows: StreamRows, row: number): number {
  const [at] = rows.rows(row, 1);
  if (!at) return 0;
  const { chunks } = open.stream;
  const piece = at.pieces[0];
  const chunk = piece?.chunk ?? chunks.ofFrame(at.frame, at.direction);
  return chunk < 0 ? 0 : search.firstFrom(chunk, chunks.position(chunk) + (piece?.offset ?? 0));
}
