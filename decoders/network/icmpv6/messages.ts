import type { Cursor } from '../../model/cursor.ts';
import { valueName } from '../../model/field.ts';
import { ipv6Text } from '../../tree/bytes-text.ts';
import { noteFlags } from '../flag-word.ts';
import { takeDomainName } from './domain-name.ts';
import { takeEui64 } from './eui64.ts';
import { f } from './fields.ts';
import { recordTypeNames } from './icmpv6-names.ts';
import { decodeOptions } from './options.ts';

/** Smallest query of version 2; one of version 1 has 24 bytes (RFC 3810 section 8.1). */
const QUERY_V2 = 28;

/** Reads a message behind type, code and checksum. False when its type is not decoded. */
export function decodeMessage(c: Cursor, type: number, code: number): boolean {
  switch (type) {
    case 130:
      if (c.remaining + 4 >= QUERY_V2) multicastQuery(c);
      else multicastReport(c);
      return true;
    case 131:
    case 132:
      multicastReport(c);
      return true;
    case 133:
    case 141:
    case 142:
      c.take(f.reserved, 4);
      decodeOptions(c);
      return true;
    case 134:
      routerAdvertisement(c);
      return true;
    case 135:
      c.take(f.reserved, 4);
      c.take(f.nsTarget, 16);
      decodeOptions(c);
      return true;
    case 136:
      neighborAdvertisement(c);
      return true;
    case 137:
      c.take(f.reserved, 4);
      c.take(f.redirectTarget, 16);
      c.take(f.redirectDestination, 16);
      decodeOptions(c);
      return true;
    case 138:
      routerRenumbering(c);
      return true;
    case 139:
    case 140:
      nodeInformation(c, type === 139, code);
      return true;
    case 143:
      multicastReportV2(c);
      return true;
    default:
      return mobilityMessage(c, type);
  }
}

/** Messages of Mobile IPv6, secure neighbor discovery and others that hosts rarely send. */
function mobilityMessage(c: Cursor, type: number): boolean {
  switch (type) {
    case 144:
    case 145:
    case 146:
      c.u16(f.mobileIdentifier);
      c.take(f.reserved, 2);
      if (type === 145) while (c.remaining > 0) c.take(f.homeAgentAddress, 16);
      return true;
    case 147:
      c.u16(f.mobileIdentifier);
      noteFlags(c, f.mobileFlags, c.u16(f.mobileFlags), 4, [f.mobileManaged, f.mobileOther, f.mobileReserved]);
      decodeOptions(c);
      return true;
    case 148:
      c.u16(f.sendIdentifier);
      c.u16(f.component);
      decodeOptions(c);
      return true;
    case 149:
      c.u16(f.sendIdentifier);
      c.u16(f.allComponents);
      c.u16(f.component);
      c.take(f.reserved, 2);
      decodeOptions(c);
      return true;
    case 150:
    case 154:
      c.u8(f.handoverType);
      c.take(f.reserved, 1);
      c.u16(f.handoverIdentifier);
      decodeOptions(c);
      return true;
    case 151:
      c.u16(f.queryInterval);
      c.u16(f.routerRobustness);
      return true;
    case 152:
    case 153:
      return true;
    case 156:
      locatorUpdate(c);
      return true;
    case 157:
    case 158:
      c.u8(f.duplicateStatus);
      c.u8(f.duplicateReserved);
      c.u16(f.duplicateLifetime);
      takeEui64(c, f.duplicateEui64);
      c.take(f.duplicateAddress, 16);
      return true;
    default:
      return false;
  }
}

/** Notes a value that is sent as a floating point number: mantissa and exponent when its highest bit is set. */
function multicastQuery(c: Cursor): void {
  if (c.available < 24) c.short(24);
  const delay = c.peek16(c.pos);
  const milliseconds = delay & 0x8000 ? ((delay & 0x0fff) | 0x1000) << (((delay & 0x7000) >>> 12) + 3) : delay;
  c.at(f.maxResponse, c.pos, 2, milliseconds);
  c.pos += 2;
  c.take(f.reserved, 2);
  c.take(f.group, 16);
  const flags = c.u8(f.mldFlags);
  noteFlags(c, f.mldFlags, flags, 2, [f.suppress, f.robustness, f.mldReserved]);
  const interval = c.peek8(c.pos);
  const seconds = interval & 0x80 ? ((interval & 0x0f) | 0x10) << (((interval & 0x70) >>> 4) + 3) : interval;
  c.at(f.interval, c.pos, 1, seconds);
  c.pos++;
  for (let left = c.u16(f.sourceCount); left > 0; left--) c.take(f.source, 16);
}

function multicastReport(c: Cursor): void {
  c.u16(f.maxDelay);
  c.take(f.reserved, 2);
  c.take(f.group, 16);
}

function multicastReportV2(c: Cursor): void {
  c.take(f.reserved, 2);
  c.u16(f.recordCount);
  while (c.remaining > 0) {
    const entry = c.open(f.record);
    const type = c.u8(f.recordType);
    const auxiliary = c.u8(f.auxiliaryLength);
    const sources = c.u16(f.recordSources);
    const group = c.take(f.recordGroup, 16);
    if (entry >= 0) {
      const name = valueName(recordTypeNames, type) ?? `Unknown Record Type (${type})`;
      c.label(entry, `Multicast Address Record ${name}: ${ipv6Text(c.bytes, group)}`);
    }
    for (let left = sources; left > 0; left--) c.take(f.recordSource, 16);
    if (auxiliary > 0) c.take(f.auxiliary, auxiliary * 4);
    c.close(entry);
  }
}

function routerAdvertisement(c: Cursor): void {
  c.u8(f.hopLimit);
  const parts = [f.managed, f.other, f.homeAgent, f.preference, f.proxy, f.raReserved];
  noteFlags(c, f.raFlags, c.u8(f.raFlags), 2, parts);
  c.u16(f.routerLifetime);
  c.u32(f.reachableTime);
  c.u32(f.retransTimer);
  decodeOptions(c);
}

function neighborAdvertisement(c: Cursor): void {
  const flags = c.u32(f.naFlags);
  noteFlags(c, f.naFlags, flags, 8, [f.router, f.solicited, f.override, f.naReserved]);
  c.take(f.naTarget, 16);
  decodeOptions(c);
}

/** The header of router renumbering; prefix operations and results are shown as bytes. */
function routerRenumbering(c: Cursor): void {
  c.u32(f.rrSequence);
  c.u8(f.rrSegment);
  const parts = [f.rrTest, f.rrResult, f.rrAll, f.rrSite, f.rrProcessed, f.rrReserved];
  noteFlags(c, f.rrFlags, c.u8(f.rrFlags), 2, parts);
  c.u16(f.rrDelay);
  c.take(f.reserved, 4);
  if (c.remaining > 0) c.take(f.data, c.remaining);
}

function nodeInformation(c: Cursor, query: boolean, code: number): void {
  const type = c.u16(f.queryType);
  const parts = [f.niGlobal, f.niSite, f.niLink, f.niCompression, f.niUnicast, f.niTruncated, f.niReserved];
  noteFlags(c, f.niFlags, c.u16(f.niFlags), 4, parts);
  c.u64(f.niNonce);
  if (c.remaining === 0) return;
  if (query) {
    if (code === 0) c.take(f.subjectIpv6, 16);
    else if (code === 1) takeDomainName(c, f.subjectName);
    else if (code === 2) c.ipv4(f.subjectIpv4);
  } else if (type === 2) {
    c.u32(f.nodeTtl);
    while (c.available > 0 && c.peek8(c.pos) !== 0) takeDomainName(c, f.nodeName);
  } else if (type === 3 || type === 4) {
    while (c.remaining > 0) {
      c.u32(f.nodeTtl);
      if (type === 3) c.take(f.nodeAddress, 16);
      else c.ipv4(f.nodeIpv4);
    }
  }
}

function locatorUpdate(c: Cursor): void {
  const count = c.u8(f.locatorCount);
  c.take(f.reserved, 1);
  c.take(f.reserved, 2);
  for (let left = count; left > 0; left--) {
    c.u64(f.locator);
    c.u16(f.locatorPreference);
    c.u16(f.locatorLifetime);
  }
}
