import { udpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { NOTE } from '../../model/expert.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { f } from './dhcp-fields.ts';
import { messageTypes } from './dhcp-names.ts';
import { decodeOptions } from './dhcp-options.ts';

const COOKIE = 0x63825363;
const ETHERNET = 1;
const HARDWARE_ADDRESS = 16;
const SERVER_NAME = 64;
const BOOT_FILE = 128;

/** Gives hosts their addresses; its messages are those of BOOTP with options. */
export const dhcp = protocol({
  name: 'dhcp',
  title: 'Dynamic Host Configuration Protocol',
  short: 'DHCP',
  osi: 7,
  rule: 'leases addresses and settings to hosts that join a network',
  unit: 'message',
  rfc: [951, 2131, 2132],
  fields: f,
  claims: [
    [udpPorts, 67],
    [udpPorts, 68],
  ],
  heading: (v) => {
    const type = v.name(f.message);
    return `${v.has(f.message) ? 'Dynamic Host Configuration' : 'Bootstrap'} Protocol${type ? ` (${type})` : ''}`;
  },
  column: (v) => (v.has(f.message) ? 'DHCP' : 'BOOTP'),
  decode(c) {
    c.u8(f.operation);
    const hardware = c.u8(f.hardwareType);
    const length = c.u8(f.hardwareLength);
    c.u8(f.hops);
    c.u32(f.id);
    seconds(c);
    flags(c);
    c.ipv4(f.client);
    c.ipv4(f.your);
    c.ipv4(f.server);
    c.ipv4(f.relay);
    hardwareAddress(c, hardware, length);
    name(c, f.serverName, SERVER_NAME, 'Server host name not given');
    name(c, f.file, BOOT_FILE, 'Boot file name not given');
    if (c.remaining >= 4 && c.available >= 4 && c.peek32(c.pos) === COOKIE) {
      c.label(c.at(f.cookie, c.pos, 4, COOKIE), 'Magic cookie: DHCP');
      c.skip(4);
      decodeOptions(c);
    } else if (c.remaining > 0) c.take(f.value, c.remaining);
  },
  info,
  infoFields: [f.operation, f.id, f.message, f.mac],
  story,
});

/** Some clients send the seconds in little-endian order: then the low byte is 0. */
function seconds(c: Cursor): void {
  const at = c.pos;
  if (c.available < 2) c.short(2);
  const elapsed = c.peek16(at);
  const swapped = elapsed > 0 && (elapsed & 0xff) === 0;
  c.at(f.seconds, at, 2, swapped ? elapsed >>> 8 : elapsed);
  c.skip(2);
  if (!swapped) return;
  c.nest();
  c.expert(NOTE, 'Protocol', 'Seconds elapsed appears to be encoded as little-endian', f.littleEndian);
  c.unnest();
}

function flags(c: Cursor): void {
  const at = c.pos;
  const entry = c.at(f.flags, at, 2, c.available >= 2 ? c.peek16(at) : 0);
  if (c.labels(entry)) {
    const word = c.peek16(at);
    c.label(
      entry,
      `Bootp flags: 0x${word.toString(16).padStart(4, '0')}${word & 0x8000 ? ', Broadcast flag (Broadcast)' : ' (Unicast)'}`,
    );
  }
  if (c.available < 2) c.short(2);
  const word = c.peek16(at);
  c.nest();
  c.at(f.broadcast, at, 2, word >>> 15);
  c.at(f.reserved, at, 2, word & 0x7fff);
  c.unnest();
  c.skip(2);
}

function hardwareAddress(c: Cursor, type: number, given: number): void {
  const length = Math.min(given, HARDWARE_ADDRESS);
  if (length > 0) c.take(type === ETHERNET && length === 6 ? f.mac : f.hardware, length);
  if (length < HARDWARE_ADDRESS) c.take(f.hardwarePadding, HARDWARE_ADDRESS - length);
}

/** A text in a place of fixed length, ended by a zero. */
function name(c: Cursor, field: typeof f.file, length: number, none: string): void {
  if (c.available < length) c.short(length);
  const entry = c.at(field, c.pos, length, 0);
  if (c.peek8(c.pos) === 0) c.label(entry, none);
  c.skip(length);
}

function info(v: LayerView): string {
  const id = `Transaction ID 0x${v.num(f.id, 0).toString(16)}`;
  if (v.has(f.message)) return `DHCP ${(v.name(f.message) ?? 'Unknown').padEnd(8)} - ${id}`;
  const from = v.has(f.mac) && v.num(f.operation) === 1 ? ` from ${v.text(f.mac)} (${v.text(f.mac)})` : '';
  return `${v.name(f.operation) ?? 'Unknown'}${from}`;
}

const stories: Readonly<Record<number, (v: LayerView) => string>> = {
  1: () => 'A host without an address asks every server on the link for one.',
  2: (v) => `A server offers the address ${v.text(f.your)}.`,
  3: () => 'The host asks for the address that it was offered, or for more time with it.',
  5: (v) => (v.text(f.your) === '0.0.0.0' ? 'The server confirms settings.' : `The server leases ${v.text(f.your)}.`),
  6: () => 'The server refuses the address: the host has to begin anew.',
  7: (v) => `The host gives its address ${v.text(f.client)} back.`,
};

function story(v: LayerView): string {
  const told = stories[v.num(f.message)]?.(v);
  const type = messageTypes[v.num(f.message)];
  return told ?? (type ? `A message of the kind ${type}.` : 'Asks for or gives an address, without options of DHCP.');
}
