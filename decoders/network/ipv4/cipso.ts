import type { Cursor } from '../../model/cursor.ts';
import { ERROR } from '../../model/expert.ts';
import type { OptionFields } from './ipv4-option-fields.ts';

/** Longest tag that fits into an option. */
const MAX_TAG = 34;

/** The tags of a commercial security option (FIPS 188, draft-ietf-cipso-ipsecurity), behind type and length. */
export function decodeCipso(c: Cursor, f: OptionFields): void {
  c.u32(f.cipsoDoi);
  while (c.remaining > 0) {
    const type = c.u8(f.cipsoTag);
    if (type === 0) continue;
    if (c.available < 1) c.short(1);
    const length = c.peek8(c.pos);
    const least = type === 6 || type === 7 ? 2 : 4;
    if (type === 1 || type === 2 || type === 5 || type === 6 || type === 7) {
      if (length < least || length > MAX_TAG || length - 1 > c.remaining) {
        c.nest();
        c.expert(ERROR, 'Sequence', 'Malformed CIPSO tag', f.cipsoMalformed);
        c.unnest();
        return;
      }
    } else {
      if (c.wants(f.cipsoTag)) c.label(c.tape.count - 1, `Tag Type: Unknown (${type}) (${length} bytes)`);
      return;
    }
    const end = c.pos - 1 + length;
    if (least === 2) {
      c.skip(1);
      c.take(f.cipsoData, length - 2);
      continue;
    }
    c.skip(2);
    c.u8(f.cipsoLevel);
    if (length > 4) {
      if (c.available < length - 4) c.short(length - 4);
      if (c.wants(f.cipsoCategories)) c.at(f.cipsoCategories, c.pos, length - 4, 0, categories(c, type, end));
    }
    c.pos = end;
  }
}

function categories(c: Cursor, type: number, end: number): string {
  const out: string[] = [];
  if (type === 1) {
    for (let bit = 0; bit < (end - c.pos) * 8; bit++) {
      if (c.peek8(c.pos + (bit >>> 3)) & (0x80 >>> (bit & 7))) out.push(String(bit));
    }
    return out.length > 0 ? out.join(',') : 'ERROR PARSING CATEGORIES';
  }
  if (type === 2) {
    for (let at = c.pos; at + 2 <= end; at += 2) out.push(String(c.peek16(at)));
    return out.join(',');
  }
  for (let at = c.pos; at + 2 <= end; at += 4) {
    const high = c.peek16(at);
    const low = at + 4 <= end ? c.peek16(at + 2) : 0;
    out.push(low === high ? String(high) : `${high}-${low}`);
  }
  return out.join(',');
}
