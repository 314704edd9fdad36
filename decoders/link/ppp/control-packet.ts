import type { Cursor } from '../../model/cursor.ts';
import { type Field, fields, octets, uint8, uint16 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { hex } from '../../tree/bytes-text.ts';
import { type OptionList, readOptions } from './options.ts';

export const VENDOR_SPECIFIC = 0;
export const CONFIGURE_REQUEST = 1;
export const CONFIGURE_REJECT = 4;
const TERMINATE_REQUEST = 5;
const TERMINATE_ACK = 6;
const CODE_REJECT = 7;
const HEADER = 4;

/** Codes that all control protocols share (RFC 1661 section 5, RFC 2153). */
export const codeNames: Readonly<Record<number, string>> = {
  0: 'Vendor Specific',
  1: 'Configuration Request',
  2: 'Configuration Ack',
  3: 'Configuration Nak',
  4: 'Configuration Reject',
  5: 'Termination Request',
  6: 'Termination Ack',
  7: 'Code Reject',
};

/** The code field of a protocol that adds codes of its own. */
export const codeField = (names: Readonly<Record<number, string>>) =>
  uint8('/ppp.code', 'Code', { names, help: 'What the packet is: a wish, its answer, the end of the connection.' });

const f = fields('ppp', {
  identifier: uint8('identifier', 'Identifier', { base: 'dec-hex', help: 'The same in a request and its answer.' }),
  length: uint16('length', 'Length', { help: 'Of this packet, from the code on; what follows is padding.' }),
  data: octets('data', 'Data'),
});

export const controlFields = f;

/**
 * Reads code, identifier and length of a control protocol's packet, and returns the code.
 */
export function readControlHeader(c: Cursor, code: Field): number {
  const value = c.u8(code);
  c.u8(f.identifier);
  const length = c.u16(f.length);
  if (length < HEADER) c.malformed('The length is shorter than the header.');
  return value;
}

/** The length of the packet's content as its header says; valid just after {@link readControlHeader}. */
export function declaredLength(c: Cursor): number {
  return c.peek16(c.pos - 2) - HEADER;
}

/** Reads the content of the codes that all control protocols share; false for other codes. */
export function readCommonContent(c: Cursor, code: number, list: OptionList): boolean {
  const declared = declaredLength(c);
  if (code >= CONFIGURE_REQUEST && code <= CONFIGURE_REJECT) {
    const missing = declared - c.remaining;
    c.scope(declared);
    if (declared > 0) readOptions(c, list, declared);
    // The packet says it is longer than it is.
    if (missing > 0) c.skip(c.remaining + missing);
    return true;
  }
  if (code !== TERMINATE_REQUEST && code !== TERMINATE_ACK && code !== CODE_REJECT) return false;
  if (code === CODE_REJECT) rejectedPacket(c, declared);
  else readData(c, declared);
  return true;
}

function rejectedPacket(c: Cursor, length: number): void {
  if (length === 0) return;
  const at = c.pos;
  c.skip(length);
  const entry = c.at(f.data, at, length, 0);
  if (entry < 0) return;
  const bytes = `${length} byte${length === 1 ? '' : 's'}`;
  c.label(entry, `Rejected Packet (${bytes}): ${hex(c.bytes, at, at + length)}`);
}

/** Takes bytes that have no form of their own. */
export function readData(c: Cursor, length: number, field: Field = f.data): void {
  if (length > 0) c.take(field, length);
}

/** The code's name, as the Info column of all control protocols shows it. */
export function controlInfo(v: LayerView, code: Field): string {
  return v.has(code) ? (v.name(code) ?? 'Unknown') : '';
}

/** What a configuration packet means, for people who learn. */
export function controlStory(v: LayerView, code: Field, what: string): string {
  switch (v.num(code)) {
    case 1:
      return `Tells the other end which ${what} this side would like.`;
    case 2:
      return `Agrees to the ${what} that the other end asked for.`;
    case 3:
      return `Proposes other values for the ${what} that were asked for.`;
    case 4:
      return `Refuses some of the ${what} that were asked for.`;
    case 5:
    case 6:
      return 'Ends what was agreed.';
    case 7:
      return 'Refuses a packet whose code this side does not know.';
  }
  return `A packet about the ${what} (${v.name(code) ?? 'unknown code'}).`;
}
