import type { Cursor } from '../../model/cursor.ts';
import { ERROR, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { n } from './fields.ts';
import { o } from './option-fields.ts';
import { beginOption } from './option-frame.ts';

/** SACK blocks that are counted as delivered. */
const COUNTED_BLOCKS = 3;

/**
 * Reads a SACK option (RFC 2018 section 3) and returns how many bytes its first blocks cover.
 *
 * @param ack acknowledgment number as it is in the header
 * @param base what sequence numbers are shown relative to
 */
export function readSelectiveAck(
  c: Cursor,
  length: number,
  at: number,
  ack: number,
  base: number,
  relative: boolean,
): number {
  const behind = relative ? ' (relative)' : '';
  const entry = beginOption(c, o.sack, length, at);
  const first = c.pos;
  let selected = 0;
  let blocks = 0;
  let text = '';
  for (; c.remaining >= 8; blocks++) {
    const left = edge(c, o.sackLeft, 'left edge', base, behind);
    const right = edge(c, o.sackRight, 'right edge', base, behind);
    if (blocks < COUNTED_BLOCKS) selected = (selected + right - left) >>> 0;
    if (entry >= 0) text += ` ${left}-${right}`;
  }
  if (entry >= 0) c.label(entry, `${o.sack.title}${text}`);
  if (c.remaining > 0) {
    if (c.remaining >= 4) edge(c, o.sackLeft, 'left edge', base, behind);
    c.expert(ERROR, 'Malformed', 'suboption would go past end of option', n.suboption);
  }
  c.generated(o.sackCount, blocks);
  if (isDuplicate(c, first, blocks, ack, base)) duplicate(c, first, blocks, base, behind);
  c.unnest();
  return selected;
}

function edge(c: Cursor, field: Field, name: string, base: number, behind: string): number {
  const value = (c.peek32(c.pos) - base) >>> 0;
  const entry = c.at(field, c.pos, 4, value);
  c.pos += 4;
  if (entry >= 0) c.label(entry, `${name} = ${value}${behind}`);
  return value;
}

/** The first block reports a duplicate when it is acknowledged already, or lies within the second (RFC 2883 section 4). */
function isDuplicate(c: Cursor, first: number, blocks: number, ack: number, base: number): boolean {
  if (blocks === 0) return ((0 - (ack - base)) | 0) <= 0;
  const right = c.peek32(first + 4) | 0;
  if (((right - ack) | 0) <= 0) return true;
  if (blocks < 2) return false;
  return ((c.peek32(first + 8) - right) | 0) < 0 && ((c.peek32(first + 12) - right) | 0) >= 0;
}

function duplicate(c: Cursor, first: number, blocks: number, base: number, behind: string): void {
  if (blocks === 0) c.short(8);
  const back = c.pos;
  c.pos = first;
  const left = (c.peek32(first) - base) >>> 0;
  const right = (c.peek32(first + 4) - base) >>> 0;
  const entry = c.generated(o.duplicateLeft, left);
  if (entry >= 0) c.label(entry, `D-SACK Left Edge = ${left}${behind}`);
  const other = c.generated(o.duplicateRight, right);
  if (other >= 0) c.label(other, `D-SACK Right Edge = ${right}${behind}`);
  c.expert(WARN, 'Sequence', 'D-SACK Sequence', n.duplicateSack);
  c.pos = back;
}
