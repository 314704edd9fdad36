import { ipProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets, uint8, uint16, valueName } from '../../model/field.ts';
import { ipProtocolName } from '../ip-protocols.ts';

/** Types of mobility messages (IANA), as Wireshark prints them. */
const messageNames: Readonly<Record<number, string>> = {
  0: 'Binding Refresh Request',
  1: 'Home Test Init',
  2: 'Care-of Test Init',
  3: 'Home Test',
  4: 'Care-of Test',
  5: 'Binding Update',
  6: 'Binding Acknowledgement',
  7: 'Binding Error',
  8: 'Fast Binding Update',
  9: 'Fast Binding Acknowledgment',
  10: 'Fast Neighbor Advertisement',
  11: 'Experimental',
  12: 'Home Agent Switch',
  13: 'Heartbeat',
  14: 'Handover Initiate',
  15: 'Handover Acknowledge',
  16: 'Binding Revocation Message',
  17: 'Localized Routing Initiation',
  18: 'Localized Routing Acknowledgment',
};

const f = fields('mip6', {
  proto: uint8('proto', 'Payload protocol', { names: ipProtocolName }),
  length: uint8('hlen', 'Header length', { help: 'In units of eight bytes, less one.' }),
  type: uint8('mhtype', 'Mobility Header Type', { names: messageNames }),
  reserved: uint8('reserved', 'Reserved', { base: 'hex' }),
  checksum: uint16('csum', 'Checksum', { base: 'hex' }),
  data: octets('data', 'Message Data'),
});

export const mobility = protocol({
  name: 'mipv6',
  title: 'Mobile IPv6',
  short: 'MIPv6',
  osi: 3,
  rule: 'tells correspondents where a mobile node can be reached, as part of IP',
  unit: 'message',
  rfc: [6275],
  fields: f,
  claims: [[ipProtocols, 135]],
  decode(c) {
    c.u8(f.proto);
    const units = c.u8(f.length);
    const length = (units + 1) * 8;
    if (c.wants(f.length)) c.label(c.tape.count - 1, `Header length: ${units} (${length} bytes)`);
    c.u8(f.type);
    c.u8(f.reserved);
    c.u16(f.checksum);
    c.take(f.data, length - 6);
  },
  info: (v) => valueName(messageNames, v.num(f.type)) ?? `Unknown (${v.num(f.type)})`,
  infoFields: [f.type],
  story: (v) => `Carries a message of Mobile IPv6: ${v.name(f.type)?.toLowerCase() ?? `type ${v.num(f.type)}`}.`,
});
