import type { Cursor } from '../../../model/cursor.ts';
import { bool, type Field, fields, text, uint8, uint16 } from '../../../model/field.ts';
import { asciiText } from '../../../tree/bytes-text.ts';
import type { DnsMessage, RecordData } from '../message.ts';

export const textFields = fields('dns', {
  cpuLength: uint8('hinfo.cpu_length', 'CPU Length'),
  cpu: text('hinfo.cpu', 'CPU', { charset: 'ascii', rfc: 'RFC 1035 section 3.3.2' }),
  osLength: uint8('hinfo.os_length', 'OS Length'),
  os: text('hinfo.os', 'OS', { charset: 'ascii' }),
  txtLength: uint8('txt.length', 'TXT Length'),
  txt: text('txt', 'TXT', { charset: 'ascii', rfc: 'RFC 1035 section 3.3.14' }),
  multicastTxt: text('txt', 'TXT', { rfc: 'RFC 6763 section 6' }),
  spfLength: uint8('spf.length', 'SPF Length'),
  spf: text('spf', 'SPF', { charset: 'ascii', rfc: 'RFC 4408 section 3.1.1' }),
  x25Length: uint8('x25.length', 'Length'),
  x25: text('x25.psdn_address', 'PSDN-Address', { charset: 'ascii', rfc: 'RFC 1183 section 3.1' }),
  isdnLength: uint8('idsn.length', 'Length'),
  isdn: text('idsn.address', 'ISDN Address', { charset: 'ascii', rfc: 'RFC 1183 section 3.2' }),
  subaddressLength: uint8('idsn.sa.length', 'Length'),
  subaddress: text('idsn.sa.address', 'Sub Address', { charset: 'ascii' }),
  longitudeLength: uint8('gpos.longitude_length', 'Longitude length'),
  longitude: text('gpos.longitude', 'Longitude', { charset: 'ascii', rfc: 'RFC 1712' }),
  latitudeLength: uint8('gpos.latitude_length', 'Latitude length'),
  latitude: text('gpos.latitude', 'Latitude', { charset: 'ascii' }),
  altitudeLength: uint8('gpos.altitude_length', 'Altitude length'),
  altitude: text('gpos.altitude', 'Altitude', { charset: 'ascii' }),
  caaFlags: uint8('caa.flags', 'CAA Flags', { base: 'hex', rfc: 'RFC 8659 section 4.1' }),
  caaCritical: bool('caa.flags.issuer_critical', 'Issuer Critical', {
    mask: 0x80,
    truth: ['Critical', 'Not critical'],
  }),
  caaIssue: text('caa.issue', 'Issue', { help: 'Who may issue certificates for the name.' }),
  caaIssueWild: text('caa.issuewild', 'Issue Wildcard'),
  caaReport: text('caa.iodef', 'Report URL'),
  caaUnknown: text('caa.unknown', 'Unknown tag'),
  caaTagLength: uint8('caa.tag_length', 'Tag length'),
  caaTag: text('caa.tag', 'Tag', { charset: 'ascii' }),
  caaValue: text('caa.value', 'Value', { charset: 'ascii' }),
  openPgp: text('openpgpkey', 'OpenPGP Key', { charset: 'ascii', rfc: 'RFC 7929' }),
  uriPriority: uint16('uri.priority', 'Priority', { rfc: 'RFC 7553 section 4' }),
  uriWeight: uint16('uri.weight', 'Weight'),
  uriTarget: text('uri.target', 'Target'),
});
const f = textFields;

/** Records that hold text. */
export const textRecords: Readonly<Record<number, RecordData>> = {
  13: (c, m) => {
    const cpu = counted(c, f.cpuLength, f.cpu);
    const cpuEnd = c.pos;
    const os = counted(c, f.osLength, f.os);
    if (m.heading !== undefined) {
      m.heading += `, CPU ${asciiText(c.bytes, cpu, cpuEnd)}, OS ${asciiText(c.bytes, os, c.pos)}`;
    }
  },
  16: (c, m) => strings(c, f.txtLength, m.multicast ? f.multicastTxt : f.txt),
  19: (c) => {
    counted(c, f.x25Length, f.x25);
  },
  20: (c) => {
    counted(c, f.isdnLength, f.isdn);
    if (c.remaining > 0) counted(c, f.subaddressLength, f.subaddress);
  },
  27: (c) => {
    counted(c, f.longitudeLength, f.longitude);
    counted(c, f.latitudeLength, f.latitude);
    counted(c, f.altitudeLength, f.altitude);
  },
  61: (c) => c.take(f.openPgp, c.remaining),
  99: (c) => strings(c, f.spfLength, f.spf),
  256: (c, m) => {
    const priority = c.u16(f.uriPriority);
    const weight = c.u16(f.uriWeight);
    const at = c.take(f.uriTarget, c.remaining);
    if (m.heading !== undefined) {
      m.heading += `, priority ${priority}, weight ${weight}, target ${asciiText(c.bytes, at, c.pos)}`;
    }
  },
  257: authorization,
};

/** Reads a length byte and that many characters; returns where they are. */
export function counted(c: Cursor, length: Field, value: Field): number {
  return c.take(value, c.u8(length));
}

function strings(c: Cursor, length: Field, value: Field): void {
  while (c.remaining > 0) counted(c, length, value);
}

/** A property of a certification authority authorization: a tag such as `issue`, and its value. */
function authorization(c: Cursor, _: DnsMessage): void {
  const flags = c.u8(f.caaFlags);
  c.nest();
  c.bits(f.caaCritical, flags);
  c.unnest();
  const start = c.pos;
  if (c.available < 1) c.short(1);
  const tagLength = c.peek8(start);
  const valueLength = c.remaining - 1 - tagLength;
  if (valueLength < 0) c.malformed('the tag is longer than the record');
  if (c.available < c.remaining) c.short(c.remaining);
  if (c.noting) {
    const tag = asciiText(c.bytes, start + 1, start + 1 + tagLength);
    const value = start + 1 + tagLength;
    c.at(property(tag), start, c.remaining, 0, asciiText(c.bytes, value, value + valueLength));
  }
  c.nest();
  c.u8(f.caaTagLength);
  c.take(f.caaTag, tagLength);
  c.take(f.caaValue, valueLength);
  c.unnest();
}

function property(tag: string): Field {
  if (tag === 'issue') return f.caaIssue;
  if (tag === 'issuewild') return f.caaIssueWild;
  return tag === 'iodef' ? f.caaReport : f.caaUnknown;
}
