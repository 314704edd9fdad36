import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { ipv4Text } from '../../tree/bytes-text.ts';
import { durationWords } from '../../tree/duration-words.ts';
import { f } from './dhcp-fields.ts';
import { messageTypes, optionName } from './dhcp-names.ts';
import { type Kind, simpleOptions } from './simple-options.ts';
import { specialOptions } from './special-options.ts';

const PAD = 0;
const END = 255;
const MESSAGE_TYPE = 53;

const sizes: Partial<Record<Kind, number>> = { address: 4, seconds: 4, offset: 4, flag: 1, u8: 1, u16: 2 };

/** Options up to the end of the message (RFC 2132 section 2). */
export function decodeOptions(c: Cursor): void {
  while (c.remaining > 0) {
    if (c.available < 1) c.short(1);
    const type = c.peek8(c.pos);
    if (type === PAD) padding(c);
    else if (type === END) end(c);
    else option(c, type);
  }
}

function padding(c: Cursor): void {
  let stop = c.pos;
  while (stop < c.end && c.bytes[stop] === PAD) stop++;
  c.take(f.padding, stop - c.pos);
}

/** The type of the end is noted as 0, as tshark has it; its number stands in the field below. */
function end(c: Cursor): void {
  const entry = c.at(f.option, c.pos, 1, 0);
  c.label(entry, 'Option: (255) End');
  c.nest();
  c.u8(f.end);
  c.unnest();
}

function option(c: Cursor, type: number): void {
  if (c.available < 2) c.short(2);
  const length = c.peek8(c.pos + 1);
  const entry = c.at(f.option, c.pos, length + 2, type);
  const heading = c.labels(entry) ? `Option: (${type}) ${optionName(type)}` : '';
  c.label(entry, heading);
  c.nest();
  c.skip(1);
  c.u8(f.length);
  if (length > c.remaining) c.short(length);
  const outer = c.scope(length);
  const shown = value(c, type, length);
  if (heading !== '' && shown !== '') c.label(entry, `${heading} (${shown})`);
  c.leave(outer);
  c.unnest();
}

/** Reads the value. Returns what the option's heading tells of it, empty for nothing. */
function value(c: Cursor, type: number, length: number): string {
  const known = Object.hasOwn(simpleOptions, type) ? simpleOptions[type] : undefined;
  if (known !== undefined && (sizes[known[0]] ?? length) === length && length > 0) return typed(c, type, ...known);
  if (Object.hasOwn(specialOptions, type)) specialOptions[type](c);
  if (c.remaining > 0) c.take(f.value, c.remaining);
  return '';
}

function typed(c: Cursor, type: number, kind: Kind, field: Field): string {
  switch (kind) {
    case 'address': {
      const address = c.ipv4(field);
      return c.noting ? ipv4Text(address) : '';
    }
    case 'addresses':
      while (c.remaining >= 4) c.ipv4(field);
      if (c.remaining > 0) c.take(f.value, c.remaining);
      return '';
    case 'text':
      c.take(field, c.remaining);
      return '';
    case 'seconds':
    case 'offset': {
      const at = c.pos;
      if (c.available < 4) c.short(4);
      const seconds = kind === 'offset' ? c.peek32(at) | 0 : c.peek32(at);
      const entry = c.at(field, at, 4, seconds);
      if (c.labels(entry)) c.label(entry, `${field.title}: ${secondsInWords(seconds)}`);
      c.skip(4);
      return '';
    }
    case 'flag': {
      const at = c.pos;
      c.skip(1);
      c.at(field, at, 1, c.peek8(at) === 0 ? 0 : 1);
      return '';
    }
    case 'u8': {
      const number = c.u8(field);
      return type === MESSAGE_TYPE ? (messageTypes[number] ?? 'Unknown') : '';
    }
    case 'u16':
      c.u16(field);
      return '';
  }
}

/** `(3600s) 1 hour`; all ones are no number (RFC 2131 section 3.3). */
function secondsInWords(seconds: number): string {
  if (seconds === 0xffff_ffff) return 'infinity';
  return `(${seconds}s) ${seconds < 0 ? '-' : ''}${durationWords(Math.abs(seconds))}`;
}
