import type { Cursor } from '../../../model/cursor.ts';
import { ERROR, WARN } from '../../../model/expert.ts';
import { type Field, fields, ipv4, ipv6, none, octets, text, uint8, uint16, valueName } from '../../../model/field.ts';
import type { RecordData } from '../message.ts';
import { extendedErrorNames, optionNames } from '../message-names.ts';
import { algorithmNames, digestNames, nsec3HashNames } from '../security-names.ts';
import { shortAddress } from './addresses.ts';

const extendedErrors = (code: number) =>
  valueName(extendedErrorNames, code) ?? (code < 49152 ? 'Unassigned' : 'Reserved for Private Use');

export const optionFields = fields('dns', {
  option: none('opt', 'Option', { rfc: 'RFC 6891 section 6.1.2' }),
  code: uint16('opt.code', 'Option Code', { names: optionNames }),
  length: uint16('opt.len', 'Option Length'),
  data: octets('opt.data', 'Option Data'),
  dau: uint8('opt.dau', 'DAU', { names: algorithmNames, rfc: 'RFC 6975' }),
  dhu: uint8('opt.dhu', 'DHU', { names: digestNames }),
  n3u: uint8('opt.n3u', 'N3U', { names: nsec3HashNames }),
  family: uint16('opt.client.family', 'Family', { names: { 1: 'IPv4', 2: 'IPv6' }, rfc: 'RFC 7871 section 6' }),
  netmask: uint8('opt.client.netmask', 'Source Netmask', { help: 'Bits of the address that the asker tells.' }),
  scope: uint8('opt.client.scope', 'Scope Netmask', { help: 'Bits of the address that the answer depends on.' }),
  address: octets('opt.client.addr', 'Client Subnet'),
  address4: ipv4('opt.client.addr4', 'Client Subnet'),
  address6: ipv6('opt.client.addr6', 'Client Subnet'),
  badLength: none('rr.opt.bad_length', 'Length too long for any type of IP address.', { hidden: true }),
  deprecated: none('depr.opc', 'Deprecated opcode', { hidden: true }),
  clientCookie: octets('opt.cookie.client', 'Client Cookie', { rfc: 'RFC 7873 section 4' }),
  serverCookie: octets('opt.cookie.server', 'Server Cookie'),
  keepalive: uint16('opt.edns_tcp_keepalive.timeout', 'Timeout', {
    rfc: 'RFC 7828 section 3.1',
    help: 'How long an idle connection stays open, in units of 100 milliseconds.',
  }),
  padding: octets('opt.padding', 'Padding', { rfc: 'RFC 7830' }),
  chain: text('opt.chain.fqdn', 'Closest Trust Point', { charset: 'ascii', rfc: 'RFC 7901 section 4' }),
  infoCode: uint16('opt.ext_error.info_code', 'Info Code', { names: extendedErrors, rfc: 'RFC 8914' }),
  extraText: text('opt.ext_error.extra_text', 'Extra Text'),
});
const f = optionFields;

const CLIENT_SUBNET = 8;
const CLIENT_SUBNET_DRAFT = 0x50fa;

/** The options of EDNS. */
export const optionRecords: Readonly<Record<number, RecordData>> = {
  41: (c) => {
    while (c.remaining > 0) option(c);
  },
};

function option(c: Cursor): void {
  const entry = c.open(f.option);
  const code = c.u16(f.code);
  if (entry >= 0) c.label(entry, `Option: ${valueName(optionNames, code) ?? `Unknown (${code})`}`);
  if (code === CLIENT_SUBNET_DRAFT) {
    c.nest();
    c.expert(WARN, 'Protocol', 'Deprecated opcode. Client subnet OPT assigned as 8.', f.deprecated);
    c.unnest();
  }
  const length = c.u16(f.length);
  const end = c.pos + length;
  const outer = c.scope(length);
  if (c.available < c.remaining || c.remaining < length) c.short(length);
  c.at(f.data, c.pos, length, 0);
  optionData(c, code);
  c.leave(outer);
  c.skip(end - c.pos);
  c.close(entry);
}

function optionData(c: Cursor, code: number): void {
  switch (code) {
    case 5:
      each(c, f.dau);
      break;
    case 6:
      each(c, f.dhu);
      break;
    case 7:
      each(c, f.n3u);
      break;
    case CLIENT_SUBNET_DRAFT:
    case CLIENT_SUBNET:
      clientSubnet(c);
      break;
    case 10:
      c.take(f.clientCookie, 8);
      c.take(f.serverCookie, c.remaining);
      break;
    case 11:
      if (c.remaining === 2) c.u16(f.keepalive);
      break;
    case 12:
      c.take(f.padding, c.remaining);
      break;
    case 13:
      if (c.remaining > 0) c.take(f.chain, c.remaining);
      break;
    case 15:
      if (c.remaining < 2) break;
      c.u16(f.infoCode);
      if (c.remaining > 0) c.take(f.extraText, c.remaining);
      break;
  }
}

function each(c: Cursor, field: Field): void {
  while (c.remaining > 0) c.u8(field);
}

function clientSubnet(c: Cursor): void {
  const family = c.u16(f.family);
  c.u8(f.netmask);
  c.u8(f.scope);
  const length = c.remaining;
  if (length > 16) c.expert(ERROR, 'Malformed', 'Length too long for any type of IP address.', f.badLength);
  const at = c.pos;
  c.skip(length);
  shortAddress(c, family, at, length, f.address4, f.address6, f.address);
}
