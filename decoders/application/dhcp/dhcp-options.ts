import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { ipv4Text } from '../../tree/bytes-text.ts';
import { durationWords } from '../../tree/duration-words.ts';
import { f } from './dhcp-fields.ts';
import { messageTypes, optionName } from './dhcp-names.ts';

const PAD = 0;
const END = 255;
const MESSAGE_TYPE = 53;
const REQUEST_LIST = 55;
const CLIENT_ID = 61;
const ETHERNET = 1;

/** How an option's value is read; `address` is one address and told in the heading, `addresses` any number. */
type Kind = 'address' | 'addresses' | 'text' | 'seconds' | 'u8' | 'u16' | 'u32';

const values: Readonly<Record<number, readonly [Kind, Field]>> = {
  1: ['address', f.subnetMask],
  2: ['u32', f.timeOffset],
  3: ['addresses', f.router],
  4: ['addresses', f.timeServer],
  5: ['addresses', f.nameServer],
  6: ['addresses', f.domainNameServer],
  7: ['addresses', f.logServer],
  12: ['text', f.hostName],
  15: ['text', f.domainName],
  17: ['text', f.rootPath],
  26: ['u16', f.interfaceMtu],
  28: ['address', f.broadcastAddress],
  42: ['addresses', f.ntpServer],
  44: ['addresses', f.netbiosServer],
  46: ['u8', f.netbiosNode],
  50: ['address', f.requestedAddress],
  51: ['seconds', f.leaseTime],
  52: ['u8', f.overload],
  53: ['u8', f.message],
  54: ['address', f.serverId],
  56: ['text', f.text],
  57: ['u16', f.greatestSize],
  58: ['seconds', f.renewalTime],
  59: ['seconds', f.rebindingTime],
  60: ['text', f.vendorClass],
  66: ['text', f.tftpServer],
  67: ['text', f.bootFile],
  91: ['seconds', f.lastTransaction],
  92: ['addresses', f.associated],
  114: ['text', f.captivePortal],
  118: ['address', f.subnetSelection],
  150: ['addresses', f.tftpAddress],
  252: ['text', f.proxy],
};

const sizes: Partial<Record<Kind, number>> = { address: 4, seconds: 4, u8: 1, u16: 2, u32: 4 };

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

function end(c: Cursor): void {
  const entry = c.at(f.option, c.pos, 1, END);
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
  const outer = c.scope(length);
  const shown = value(c, type, length);
  if (heading !== '' && shown !== '') c.label(entry, `${heading} (${shown})`);
  c.leave(outer);
  c.unnest();
}

/** Reads the value. Returns what the option's heading tells of it, empty for nothing. */
function value(c: Cursor, type: number, length: number): string {
  const known = Object.hasOwn(values, type) ? values[type] : undefined;
  if (known !== undefined && (sizes[known[0]] ?? length) === length && length > 0) return typed(c, type, ...known);
  if (type === REQUEST_LIST) requestList(c);
  else if (type === CLIENT_ID && length === 7 && c.peek8(c.pos) === ETHERNET) {
    c.u8(f.hardwareType);
    c.take(f.mac, 6);
  } else if (length > 0) c.take(f.value, length);
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
    case 'seconds': {
      const at = c.pos;
      if (c.available < 4) c.short(4);
      const seconds = c.peek32(at);
      const entry = c.at(field, at, 4, seconds);
      if (c.labels(entry)) c.label(entry, `${field.title}: ${secondsInWords(seconds)}`);
      c.skip(4);
      return '';
    }
    case 'u8': {
      const number = c.u8(field);
      return type === MESSAGE_TYPE ? (messageTypes[number] ?? 'Unknown') : '';
    }
    case 'u16':
      c.u16(field);
      return '';
    case 'u32':
      c.u32(field);
      return '';
  }
}

/** `(3600s) 1 hour`; all ones are no number (RFC 2131 section 3.3). */
function secondsInWords(seconds: number): string {
  return seconds === 0xffff_ffff ? 'infinity' : `(${seconds}s) ${durationWords(seconds)}`;
}

function requestList(c: Cursor): void {
  while (c.remaining > 0) {
    if (c.available < 1) c.short(1);
    const type = c.peek8(c.pos);
    const entry = c.at(f.requested, c.pos, 1, type);
    if (c.labels(entry)) c.label(entry, `Parameter Request List Item: (${type}) ${optionName(type)}`);
    c.skip(1);
  }
}
