import { DROPPED, type PduTable, TOO_LONG } from '../../facts/pdu-table.ts';
import type { Cursor } from '../../model/cursor.ts';
import { NOTE, type Severity } from '../../model/expert.ts';
import { GENERATED } from '../../model/tape.ts';
import { f } from './fields.ts';

/** Longest list of segments in the heading of a reassembled message. */
const HEADING = 240;

/** The note on a segment whose message is not put together, if there is one. */
export function limitSeverity(state: number): Severity | 0 {
  return state === TOO_LONG || state === DROPPED ? NOTE : 0;
}

export function noteLimit(c: Cursor, state: number): void {
  if (state === TOO_LONG) {
    c.expert(NOTE, 'Reassemble', 'The message is longer than 16 MiB and is not put together');
  } else if (state === DROPPED) {
    c.expert(NOTE, 'Reassemble', 'Parts of the message are missing or exceed the memory limit: it is not put together');
  }
}

/** Values of the field that holds bytes of the segment which are not decoded here. */
export const MESSAGE_BYTES = 1; // of a message that is complete in this or another frame
const SEEN_BYTES = 2; // sent again
const PASSED_BYTES = 3; // the last ones of what a protocol waited for and passes over

/** Notes bytes of the segment that are not decoded here. */
export function noteSegmentData(c: Cursor, start: number, length: number): void {
  note(c, start, length, MESSAGE_BYTES, 'TCP');
}

export function noteRetransmittedData(c: Cursor, start: number, length: number): void {
  note(c, start, length, SEEN_BYTES, 'Retransmitted TCP');
}

export function notePassedData(c: Cursor, start: number, length: number): void {
  note(c, start, length, PASSED_BYTES, 'TCP');
}

function note(c: Cursor, start: number, length: number, value: number, what: string): void {
  const entry = c.at(f.segmentData, start, length, value);
  if (entry >= 0) c.label(entry, `${what} segment data (${bytesText(length)})`);
}

export function bytesText(length: number): string {
  return `${length} ${length === 1 ? 'byte' : 'bytes'}`;
}

/** Notes what a message was made of; `source` is the index of the byte source that holds it. */
export function noteSegments(c: Cursor, pdus: PduTable, row: number, source: number): void {
  const length = pdus.length.get(row);
  const count = pdus.pieces.get(row);
  const depth = c.depth;
  const note = (field: typeof f.segment, at: number, bytes: number, value: number, flags: number) =>
    c.mask[field.id] ? c.tape.append(field, at, bytes, value, c.depth, c.layer, source, flags) : -1;
  c.depth = 0;
  const heading = note(f.segments, 0, length, 0, GENERATED);
  c.depth = 1;
  if (heading >= 0 || c.wants(f.segment)) {
    let text = '';
    let at = 0;
    pdus.seekPieces(row);
    for (let i = 0; i < count; i++) {
      pdus.nextPiece();
      const { pieceFrame: frame, pieceLength: size } = pdus;
      const entry = note(f.segment, at, size, frame, GENERATED);
      if (entry >= 0) c.label(entry, `Frame: ${frame}, payload: ${at}-${at + size - 1} (${bytesText(size)})`);
      if (text.length < HEADING) text += `${i === 0 ? ': ' : ', '}#${frame}(${size})`;
      at += size;
    }
    if (text.length >= HEADING) text = `${text.slice(0, HEADING)}…`;
    c.label(heading, `${count} Reassembled TCP Segments (${bytesText(length)})${text}`);
  }
  note(f.segmentCount, 0, 0, count, GENERATED);
  note(f.reassembledLength, 0, 0, length, GENERATED);
  note(f.reassembledData, 0, length, 0, GENERATED);
  c.depth = depth;
}
