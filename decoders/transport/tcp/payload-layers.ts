import { BYTES, HEAD, LAST, MESSAGE, PART, PASSED, SKIPPED } from '../../facts/tcp-facts.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Protocol } from '../../model/protocol.ts';
import { KEEP_ALIVE, OUT_OF_ORDER, RETRANSMISSION, SPURIOUS_RETRANSMISSION } from './analysis-flags.ts';
import { f } from './fields.ts';
import {
  limitSeverity,
  noteLimit,
  notePassedData,
  noteRetransmittedData,
  noteSegmentData,
  noteSegments,
} from './payload-notes.ts';
import { reassemble } from './reassemble.ts';
import type { TcpState } from './tcp-state.ts';

/**
 * Lets the layers of a segment's payload follow, as the pieces in the registers say: messages from the segment itself,
 * and those it completes from a source of their own.
 *
 * @param length captured bytes of payload at the cursor
 * @param whole false where streams are not put together for this segment
 */
export function followPayload(
  c: Cursor,
  state: TcpState,
  protocol: Protocol | undefined,
  length: number,
  whole: boolean,
): void {
  const { facts } = state;
  if (facts.pieces === 0) {
    followWhole(c, state, protocol, length, whole);
    return;
  }
  let at = c.pos;
  let completed = 0;
  let before = -1;
  for (let i = 0; i < facts.pieces; i++) {
    const size = facts.pieceLength[i];
    const row = facts.piecePdu[i];
    const kind = facts.pieceKind[i];
    if (kind === MESSAGE) c.frame.follow(protocol, at, size, before === MESSAGE);
    else if (kind === BYTES) c.frame.follow(undefined, at, size);
    else if (kind === PART) part(c, state, row, at, size);
    else if (kind === LAST || kind === PASSED) last(c, state, kind, protocol, row, at, size, completed++);
    else if (kind === HEAD) {
      limit(c, state.pdus.state.get(row));
      c.frame.fragmented = true;
      c.frame.follow(protocol, at, size);
    } else if (kind === SKIPPED && facts.flags & RETRANSMISSION) noteRetransmittedData(c, at, size);
    before = kind;
    at += size;
  }
}

function followWhole(c: Cursor, state: TcpState, protocol: Protocol | undefined, length: number, whole: boolean): void {
  const { flags } = state.facts;
  const start = c.pos;
  if (flags & RETRANSMISSION && whole) noteRetransmittedData(c, start, length);
  if (flags & (RETRANSMISSION | OUT_OF_ORDER) || (flags & SPURIOUS_RETRANSMISSION && whole)) return;
  if (!whole) c.frame.fragmented = true;
  c.frame.follow(flags & KEEP_ALIVE ? undefined : protocol, start, c.limit - start);
}

function part(c: Cursor, state: TcpState, row: number, at: number, size: number): void {
  const completeIn = state.pdus.lastFrame.get(row);
  limit(c, state.pdus.state.get(row));
  if (!c.noting) return;
  if (completeIn !== 0) c.generated(f.reassembledIn, completeIn);
  noteSegmentData(c, at, size);
}

function limit(c: Cursor, state: number): void {
  if (limitSeverity(state) !== 0) noteLimit(c, state);
}

function last(
  c: Cursor,
  state: TcpState,
  kind: typeof LAST | typeof PASSED,
  protocol: Protocol | undefined,
  row: number,
  at: number,
  size: number,
  completed: number,
): void {
  const { pdus } = state;
  const length = pdus.length.get(row);
  const bytes = c.frame.learning ? state.assembly.completed[completed]?.bytes : reassemble(c.frame, pdus, row);
  if (c.noting && size > 0) {
    if (kind === LAST) noteSegmentData(c, at, size);
    else notePassedData(c, at, size);
  }
  if (!bytes) return;
  const source =
    kind === LAST
      ? c.frame.followSource(protocol, 'Reassembled TCP', bytes, 0, length)
      : c.frame.addSource('Reassembled TCP', bytes, 0, length);
  if (c.noting && source >= 0) noteSegments(c, pdus, row, source);
}
