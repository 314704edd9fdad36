import type { Cursor } from '../../model/cursor.ts';
import { utf8Text } from '../../tree/bytes-text.ts';

const MOST_LABELS = 128;

/**
 * Reads a domain name (RFC 1035 section 4.1.4) whose pointers count from `start`, and moves behind it. Pointers lead
 * backwards only. A name that the scope cuts ends there; one that the snap length cuts ends the layer.
 */
export function readDomainName(c: Cursor, start: number): string {
  const labels: string[] = [];
  let at = c.pos;
  let behind = -1;
  for (let i = 0; i < MOST_LABELS && at < c.end; i++) {
    const length = c.peek8(at);
    if (length === 0) {
      at++;
      break;
    }
    if (length >= 0xc0) {
      if (behind < 0) behind = Math.min(at + 2, c.limit);
      const target = at + 1 < c.end ? start + (c.peek16(at) & 0x3fff) : at;
      if (target >= at) break;
      at = target;
      continue;
    }
    const end = at + 1 + length;
    if (end > c.end) {
      at = c.limit;
      break;
    }
    if (c.noting) labels.push(utf8Text(c.bytes, at + 1, end));
    at = end;
  }
  // Always onwards, so that a caller that reads names to the end gets there.
  const next = Math.max(behind < 0 ? at : behind, c.pos + 1);
  if (next > c.end) c.short(next - c.pos);
  c.pos = next;
  return labels.join('.');
}
