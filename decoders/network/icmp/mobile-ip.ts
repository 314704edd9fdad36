import type { Cursor } from '../../model/cursor.ts';
import { bool, type Field, type FieldSpec, ipv4, none, octets, uint8, uint16, valueName } from '../../model/field.ts';
import { noteFlags } from '../flag-word.ts';
import { mobileExtensionNames } from './icmp-names.ts';

const truth = ['True', 'False'] as const;

/** Fields of the extensions that Mobile IP agents add to router advertisements (RFC 5944 section 2.1). */
export const mobileFields = {
  mobile: none('mip', 'Ext'),
  mobileType: uint8('mip.type', 'Extension Type', { names: mobileExtensionNames, rfc: 'RFC 5944 section 2.1' }),
  mobileLength: uint8('mip.length', 'Length'),
  prefixLength: uint8('mip.prefixlength', 'Prefix Length'),
  mobileSequence: uint16('mip.seq', 'Sequence Number'),
  registrationLifetime: uint16('mip.life', 'Registration Lifetime'),
  mobileFlags: uint16('mip.flags', 'Flags', { base: 'hex' }),
  registrationRequired: bool('mip.r', 'Registration Required', { mask: 0x8000, truth }),
  busy: bool('mip.b', 'Busy', { mask: 0x4000, truth }),
  homeAgent: bool('mip.h', 'Home Agent', { mask: 0x2000, truth }),
  foreignAgent: bool('mip.f', 'Foreign Agent', { mask: 0x1000, truth }),
  minimalEncapsulation: bool('mip.m', 'Minimal Encapsulation', { mask: 0x0800, truth }),
  greEncapsulation: bool('mip.g', 'GRE', { mask: 0x0400, truth }),
  vjCompression: bool('mip.v', 'VJ Comp', { mask: 0x0200, truth }),
  reverseTunneling: bool('mip.rt', 'Reverse tunneling', { mask: 0x0100, truth }),
  udpTunneling: bool('mip.u', 'UDP tunneling', { mask: 0x0080, truth }),
  revocation: bool('mip.x', 'Revocation support', { mask: 0x0040, truth }),
  mobileReserved: uint16('mip.reserved', 'Reserved', { base: 'hex', mask: 0x003f }),
  careOfAddress: ipv4('mip.coa', 'Care-Of-Address'),
  challenge: octets('mip.challenge', 'Challenge'),
  mobileContent: octets('mip.content', 'Content'),
} satisfies Record<string, FieldSpec>;

export type MobileFields = Readonly<Record<keyof typeof mobileFields, Field>>;

const PADDING = 0;
const AGENT_ADVERTISEMENT = 16;
const PREFIX_LENGTHS = 19;
const CHALLENGE = 24;

/** Reads extensions up to the layer's end. */
export function decodeMobileExtensions(c: Cursor, f: MobileFields): void {
  while (c.remaining > 0) {
    const entry = c.open(f.mobile);
    const type = c.u8(f.mobileType);
    if (entry >= 0) c.label(entry, `Ext: ${valueName(mobileExtensionNames, type) ?? `Unknown ext ${type}`}`);
    if (type !== PADDING) {
      const length = c.u8(f.mobileLength);
      const outer = c.scope(length);
      decodeExtension(c, f, type);
      if (c.remaining > 0) c.take(f.mobileContent, c.remaining);
      c.leave(outer);
    }
    c.close(entry);
  }
}

function decodeExtension(c: Cursor, f: MobileFields, type: number): void {
  if (type === AGENT_ADVERTISEMENT) {
    c.u16(f.mobileSequence);
    c.u16(f.registrationLifetime);
    const flags = c.u16(f.mobileFlags);
    noteFlags(c, f.mobileFlags, flags, 4, [
      f.registrationRequired,
      f.busy,
      f.homeAgent,
      f.foreignAgent,
      f.minimalEncapsulation,
      f.greEncapsulation,
      f.vjCompression,
      f.reverseTunneling,
      f.udpTunneling,
      f.revocation,
      f.mobileReserved,
    ]);
    while (c.remaining >= 4) c.ipv4(f.careOfAddress);
  } else if (type === PREFIX_LENGTHS) while (c.remaining > 0) c.u8(f.prefixLength);
  else if (type === CHALLENGE) c.take(f.challenge, c.remaining);
}
