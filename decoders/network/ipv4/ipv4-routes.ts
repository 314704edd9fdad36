import type { Cursor } from '../../model/cursor.ts';
import { WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import type { OptionFields } from './ipv4-option-fields.ts';

/** Kinds of options that are one byte long, and those that name the stops of a packet. */
export const EOL = 0;
export const NOP = 1;
const LOOSE_ROUTE = 131;
const STRICT_ROUTE = 137;

/**
 * Position of the last address of a source route that is not used up yet: it, and not the header's destination, is where
 * the packet goes (RFC 791 section 3.1). 0 when there is none, or not all of it was captured.
 */
export function finalDestination(c: Cursor, start: number, end: number): number {
  const stop = Math.min(end, c.end);
  let at = start;
  while (at < stop) {
    const type = c.peek8(at);
    if (type === EOL) return 0;
    if (type === NOP) {
      at++;
      continue;
    }
    if (at + 3 > stop) return 0;
    const length = c.peek8(at + 1);
    if (length < 2 || at + length > stop) return 0;
    if (type === LOOSE_ROUTE || type === STRICT_ROUTE) {
      const pointer = c.peek8(at + 2);
      return pointer < 4 || pointer & 3 || pointer > length ? 0 : at + length - 4;
    }
    at += length;
  }
  return 0;
}

/** Reads the pointer of a route; false when it cannot point to an address. */
function routePointer(c: Cursor, f: OptionFields): number {
  const pointer = c.u8(f.pointer);
  if (pointer >= 4 && (pointer & 3) === 0) return pointer;
  c.nest();
  if (pointer < 4) c.expert(WARN, 'Protocol', 'Pointer points before first address', f.beforeAddress);
  else c.expert(WARN, 'Protocol', 'Pointer points to middle of address', f.middleAddress);
  c.unnest();
  return 0;
}

function suboptionTooLong(c: Cursor, f: OptionFields): void {
  c.nest();
  c.expert(WARN, 'Protocol', 'Suboption would go past end of option', f.suboptionTooLong);
  c.unnest();
}

/** Reads an address of a route; `next` marks the one that the pointer points to. */
function routeAddress(c: Cursor, field: Field, next: boolean): void {
  const value = c.ipv4(field);
  if (next && c.wants(field)) {
    const address = [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
    c.label(c.tape.count - 1, `${field.title}: ${address} <- (next)`);
  }
}

export function sourceRoute(c: Cursor, f: OptionFields, _heading: number, length: number): void {
  const pointer = routePointer(c, f);
  if (pointer === 0) return;
  for (let at = 3; at < length; at += 4) {
    if (length - at < 4) suboptionTooLong(c, f);
    else if (pointer > length) routeAddress(c, f.recordedRoute, false);
    else if (at === length - 4) c.ipv4(f.destination);
    else if (at + 1 < pointer) routeAddress(c, f.recordedRoute, false);
    else routeAddress(c, f.sourceRoute, at + 1 === pointer);
  }
}

export function recordRoute(c: Cursor, f: OptionFields, _heading: number, length: number): void {
  const pointer = routePointer(c, f);
  if (pointer === 0) return;
  for (let at = 3; at < length; at += 4) {
    if (length - at < 4) suboptionTooLong(c, f);
    else if (pointer > length || at + 1 < pointer) routeAddress(c, f.recordedRoute, false);
    else routeAddress(c, f.emptyRoute, at + 1 === pointer);
  }
}

export function timestamp(c: Cursor, f: OptionFields): void {
  const pointer = c.u8(f.pointer);
  if (c.wants(f.pointer)) {
    const remark =
      pointer === 1
        ? ' (header is full)'
        : pointer < 5
          ? ' (points before first address)'
          : (pointer - 1) & 3
            ? ' (points to middle of field)'
            : '';
    c.label(c.tape.count - 1, `Pointer: ${pointer}${remark}`);
  }
  const flag = c.u8(f.overflow);
  c.bits(f.timestampFlag, flag);
  const withAddress = (flag & 0x0f) === 1 || (flag & 0x0f) === 3;
  const size = withAddress ? 8 : 4;
  while (c.remaining > 0) {
    if (c.remaining < size) {
      c.label(c.at(f.invalidOption, c.pos, c.remaining, 0), 'Suboption would go past end of option');
      suboptionTooLong(c, f);
      return;
    }
    if (withAddress) {
      const address = c.ipv4(f.timeAddress);
      if (address === 0 && c.wants(f.timeAddress)) c.label(c.tape.count - 1, 'Address: -');
    }
    c.u32(f.time);
  }
}
