import type { Cursor } from '../../model/cursor.ts';
import { NOTE } from '../../model/expert.ts';
import { a } from './fields.ts';
import { ACK, SYN } from './flag-bits.ts';
import { o } from './option-fields.ts';
import { beginOption, lengthFault } from './option-frame.ts';
import { experimentNames } from './option-names.ts';

const FAST_OPEN = 0xf989;
const ACCURATE_ECN_0 = 0xacc0;
const ACCURATE_ECN_1 = 0xacc1;

/** What an experimental option said, see {@link readExperiment}. */
export const SAID_COOKIE = 1;
export const SAID_COUNTERS = 2;

/** Reads the Fast Open option (RFC 7413 section 4.1.1). True when it brings a cookie with a SYN. */
export function readFastOpen(c: Cursor, flags: number, length: number, at: number): boolean {
  beginOption(c, o.fastOpen, length, at);
  const brought = cookie(c, flags, at, length, length - 2);
  c.unnest();
  return brought;
}

/**
 * Reads the option of Accurate ECN: counters of three bytes in one of two orders; the last ones may be left out. True when
 * its length is right.
 */
export function readAccurateEcn(c: Cursor, order: number, length: number, at: number): boolean {
  const entry = beginOption(c, o.accurateEcn, length, at);
  const right = length <= 11 && length % 3 === 2;
  if (right) counters(c, entry, o.accurateEcn.title, order);
  else counterFault(c, length, '2, 5, 8, or 11');
  c.unnest();
  return right;
}

/**
 * Reads an option for experiments (RFC 6994), which an identifier of two bytes tells apart. Returns SAID_COOKIE,
 * SAID_COUNTERS or 0.
 */
export function readExperiment(c: Cursor, flags: number, length: number, at: number): number {
  const entry = beginOption(c, o.experimental, length, at);
  let said = 0;
  if (length < 4) lengthFault(c, c.noting ? `option length ${length} smaller than 4` : '');
  else {
    const id = c.u16(o.experiment);
    if (entry >= 0) c.label(entry, `${o.experimental.title}: ${experimentNames[id] ?? 'Unknown'}`);
    said = experiment(c, id, flags, length, at);
  }
  c.unnest();
  return said;
}

function experiment(c: Cursor, id: number, flags: number, length: number, at: number): number {
  if (id === FAST_OPEN) return cookie(c, flags, at + 2, length - 2, length - 4) ? SAID_COOKIE : 0;
  if (id === ACCURATE_ECN_0 || id === ACCURATE_ECN_1) {
    if (length <= 13 && length % 3 === 1) {
      counters(c, -1, '', id - ACCURATE_ECN_0);
      return SAID_COUNTERS;
    }
    counterFault(c, length, '4, 7, 10, or 13');
  } else if (length > 4) c.take(o.experimentData, length - 4);
  return 0;
}

/**
 * Reads a Fast Open cookie. True when it is there and came with a SYN.
 *
 * @param length of the cookie, which may be empty: a request
 */
function cookie(c: Cursor, flags: number, at: number, whole: number, length: number): boolean {
  if (length === 0) {
    c.at(o.fastOpenRequest, at, whole, 0);
    return false;
  }
  c.take(o.fastOpenCookie, length);
  if ((flags & (SYN | ACK)) !== SYN) return false;
  c.nest();
  c.expert(NOTE, 'Sequence', 'TCP SYN with TFO Cookie', a.fastOpenSyn);
  c.unnest();
  return true;
}

function counterFault(c: Cursor, length: number, lengths: string): void {
  lengthFault(c, c.noting ? `option length should be ${lengths} instead of ${length}` : '');
}

function counters(c: Cursor, entry: number, title: string, order: number): void {
  if (entry >= 0) c.tape.value[entry] = c.remaining === 0 ? 1 : 0;
  let text = '';
  for (let i = 0; c.remaining >= 3; i++) {
    const ect0 = i !== 1 && (i === 0) === (order === 0);
    const value = c.u24(i === 1 ? o.ce : ect0 ? o.ect0 : o.ect1);
    if (entry < 0) continue;
    text += `${i === 0 ? ` (Order ${order}): ` : ', '}${i === 1 ? 'ECEB' : ect0 ? 'EE0B' : 'EE1B'} ${value}`;
  }
  if (entry >= 0) c.label(entry, `${title}${text}`);
}
