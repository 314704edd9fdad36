import type { Cursor } from '../../../model/cursor.ts';
import { fields, ipv4, ipv6, none, octets, text, uint8, uint16, valueName } from '../../../model/field.ts';
import { base64 } from '../../../tree/base64.ts';
import { asciiText, ipv4Text, ipv6Text, plainText } from '../../../tree/bytes-text.ts';
import type { DnsMessage, RecordData } from '../message.ts';
import { serviceParameterNames } from '../message-names.ts';
import { counted } from './texts.ts';

export const serviceFields = fields('dns', {
  priority: uint16('srv.priority', 'Priority', { rfc: 'RFC 2782', help: 'The lowest is tried first.' }),
  weight: uint16('srv.weight', 'Weight', { help: 'Share of the clients among targets of the same priority.' }),
  port: uint16('srv.port', 'Port'),
  target: text('srv.target', 'Target'),
  order: uint16('naptr.order', 'Order', { rfc: 'RFC 3403 section 4.1' }),
  preference: uint16('naptr.preference', 'Preference'),
  flagsLength: uint8('naptr.flags_length', 'Flags Length'),
  flags: text('naptr.flags', 'Flags', { charset: 'ascii' }),
  serviceLength: uint8('naptr.service_length', 'Service Length'),
  service: text('naptr.service', 'Service', { charset: 'ascii' }),
  regexLength: uint8('naptr.regex_length', 'Regex Length'),
  regex: text('naptr.regex', 'Regex', { charset: 'ascii' }),
  replacementLength: uint8('naptr.replacement_length', 'Replacement Length'),
  replacement: text('naptr.replacement', 'Replacement'),
  svcPriority: uint16('svcb.svcpriority', 'SvcPriority', {
    rfc: 'RFC 9460 section 2',
    help: '0 makes the record an alias.',
  }),
  svcTarget: text('svcb.targetname', 'TargetName'),
  parameter: none('svcb.svcparam', 'SvcParam'),
  key: uint16('svcb.svcparam.key', 'SvcParamKey', { names: serviceParameterNames }),
  length: uint16('svcb.svcparam.value.length', 'SvcParamValue length'),
  value: octets('svcb.svcparam.value', 'SvcParamValue'),
  mandatory: uint16('svcb.svcparam.mandatory.key', 'Mandatory key', { names: serviceParameterNames }),
  alpnLength: uint8('svcb.svcparam.alpn.length', 'ALPN length'),
  alpn: text('svcb.svcparam.alpn', 'ALPN', {
    charset: 'ascii',
    help: 'Application protocols that the endpoint speaks.',
  }),
  svcPort: uint16('svcb.svcparam.port', 'Port'),
  ipv4Hint: ipv4('svcb.svcparam.ipv4hint.ip', 'IP'),
  echConfig: octets('svcb.svcparam.echconfig', 'ECHConfig', { help: 'Keys for encrypting the ClientHello of TLS.' }),
  ipv6Hint: ipv6('svcb.svcparam.ipv6hint.ip', 'IP'),
  odohConfig: octets('svcb.svcparam.odohconfig', 'ODoHConfig'),
});
const f = serviceFields;

const MANDATORY = 0;
const ALPN = 1;
const NO_DEFAULT_ALPN = 2;
const PORT = 3;
const IPV4_HINT = 4;
const ECH = 5;
const IPV6_HINT = 6;
const ODOH = 32769;

/** Records that tell where a service is. */
export const serviceRecords: Readonly<Record<number, RecordData>> = {
  33: (c, m) => {
    const priority = c.u16(f.priority);
    const weight = c.u16(f.weight);
    const port = c.u16(f.port);
    m.domain(c, f.target);
    if (m.heading !== undefined) {
      m.heading += `, priority ${priority}, weight ${weight}, port ${port}, target ${m.name.shown()}`;
    }
  },
  35: (c, m) => {
    const order = c.u16(f.order);
    const preference = c.u16(f.preference);
    const flags = counted(c, f.flagsLength, f.flags);
    if (m.heading !== undefined) {
      m.heading += `, order ${order}, preference ${preference}, flags ${asciiText(c.bytes, flags, c.pos)}`;
    }
    counted(c, f.serviceLength, f.service);
    counted(c, f.regexLength, f.regex);
    const at = c.pos;
    m.name.read(c);
    if (c.wants(f.replacementLength)) c.generated(f.replacementLength, m.name.text().length);
    if (c.wants(f.replacement)) c.at(f.replacement, at, c.pos - at, 0, m.name.text());
  },
  64: serviceBinding,
  65: serviceBinding,
};

function serviceBinding(c: Cursor, m: DnsMessage): void {
  c.u16(f.svcPriority);
  m.domain(c, f.svcTarget);
  while (c.remaining > 0) parameter(c);
}

function parameter(c: Cursor): void {
  const entry = c.open(f.parameter);
  const key = c.u16(f.key);
  const length = c.u16(f.length);
  const outer = c.scope(length);
  const start = c.pos;
  parameterValue(c, key);
  if (entry >= 0) c.label(entry, `SvcParam: ${keyName(key)}${parameterText(c, key, start)}`);
  c.leave(outer);
  c.skip(start + length - c.pos);
  c.close(entry);
}

function parameterValue(c: Cursor, key: number): void {
  switch (key) {
    case MANDATORY:
      while (c.remaining > 0) c.u16(f.mandatory);
      break;
    case ALPN:
      while (c.remaining > 0) counted(c, f.alpnLength, f.alpn);
      break;
    case NO_DEFAULT_ALPN:
      break;
    case PORT:
      c.u16(f.svcPort);
      break;
    case IPV4_HINT:
      while (c.remaining > 0) c.ipv4(f.ipv4Hint);
      break;
    case IPV6_HINT:
      while (c.remaining > 0) c.take(f.ipv6Hint, 16);
      break;
    case ECH:
    case ODOH: {
      const length = c.remaining;
      const at = c.pos;
      c.skip(length);
      const field = key === ECH ? f.echConfig : f.odohConfig;
      const entry = c.at(field, at, length, 0);
      if (entry >= 0) c.label(entry, `${field.title}: ${base64(c.bytes, at, c.pos)}`);
      break;
    }
    default:
      if (c.remaining > 0) c.take(f.value, c.remaining);
  }
}

/** The value as the heading of the parameter shows it, `=h2,h3`; the bytes have been read. */
function parameterText(c: Cursor, key: number, start: number): string {
  const { bytes, pos: end } = c;
  if (start === end || key === NO_DEFAULT_ALPN) return '';
  const parts: string[] = [];
  switch (key) {
    case MANDATORY:
      for (let at = start; at < end; at += 2) parts.push(keyName(c.peek16(at)));
      break;
    case ALPN:
      for (let at = start; at < end; at += 1 + bytes[at]) parts.push(asciiText(bytes, at + 1, at + 1 + bytes[at]));
      break;
    case PORT:
      parts.push(String(c.peek16(start)));
      break;
    case IPV4_HINT:
      for (let at = start; at < end; at += 4) parts.push(ipv4Text(c.peek32(at)));
      break;
    case IPV6_HINT:
      for (let at = start; at < end; at += 16) parts.push(ipv6Text(bytes, at));
      break;
    case ECH:
    case ODOH:
      parts.push(base64(bytes, start, end));
      break;
    default:
      parts.push(plainText(bytes, start, end));
  }
  return `=${parts.join(',')}`;
}

function keyName(key: number): string {
  return valueName(serviceParameterNames, key) ?? `key${key}`;
}
