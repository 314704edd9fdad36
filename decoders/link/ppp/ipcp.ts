import { pppProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { type Field, fields, ipv4, octets, uint8 } from '../../model/field.ts';
import {
  codeField,
  codeNames,
  controlInfo,
  controlStory,
  declaredLength,
  readCommonContent,
  readControlHeader,
  readData,
} from './control-packet.ts';
import { ipCompressionOption } from './ip-compression-option.ts';
import { type OptionList, type OptionSpec, optionNames } from './options.ts';

const f = fields('ipcp', {
  code: codeField(codeNames),
  length: uint8('opt.length', 'Length'),
  addresses: octets('opt.addrs', 'IP Addresses (deprecated)'),
  source: ipv4('opt.src_address', 'Source IP Address'),
  destination: ipv4('opt.dst_address', 'Destination IP Address'),
  addressOption: octets('opt.addr', 'IP Address'),
  address: ipv4('opt.ip_address', 'IP Address', {
    help: 'The address this side would like to use; 0.0.0.0 asks the other side for one.',
    rfc: 'RFC 1332 section 3.3',
  }),
  homeOption: octets('opt.mobileipv4', "Mobile Node's Home IP Address"),
  home: ipv4('opt.mobilenodehomeaddress', "Mobile Node's Home Address"),
  dns1Option: octets('opt.pri_dns', 'Primary DNS Server IP Address'),
  dns1: ipv4('opt.pri_dns_address', 'Primary DNS Address', { rfc: 'RFC 1877' }),
  nbns1Option: octets('opt.pri_nbns', 'Primary NBNS Server IP Address'),
  nbns1: ipv4('opt.pri_nbns_address', 'Primary NBNS Address', { rfc: 'RFC 1877' }),
  dns2Option: octets('opt.sec_dns', 'Secondary DNS Server IP Address'),
  dns2: ipv4('opt.sec_dns_address', 'Secondary DNS Address', { rfc: 'RFC 1877' }),
  nbns2Option: octets('opt.sec_nbns', 'Secondary NBNS Server IP Address'),
  nbns2: ipv4('opt.sec_nbns_address', 'Secondary NBNS Address', { rfc: 'RFC 1877' }),
});

const one = (field: Field, address: Field): OptionSpec => ({
  title: field.title,
  field,
  length: 6,
  read: (c) => void c.ipv4(address),
});

const options: Readonly<Record<number, OptionSpec>> = {
  1: {
    title: f.addresses.title,
    field: f.addresses,
    length: 10,
    read(c) {
      c.ipv4(f.source);
      c.ipv4(f.destination);
    },
  },
  2: ipCompressionOption,
  3: one(f.addressOption, f.address),
  4: one(f.homeOption, f.home),
  129: one(f.dns1Option, f.dns1),
  130: one(f.nbns1Option, f.nbns1),
  131: one(f.dns2Option, f.dns2),
  132: one(f.nbns2Option, f.nbns2),
};

const list: OptionList = {
  type: fields('ipcp', { type: uint8('opt.type', 'Type', { names: optionNames(options) }) }).type,
  length: f.length,
  options,
};

export const ipcp = protocol({
  name: 'ipcp',
  title: 'PPP IP Control Protocol',
  short: 'PPP IPCP',
  osi: 2,
  rule: 'both ends of a link agree on IP addresses before packets flow',
  unit: 'packet',
  rfc: [1332, 1877],
  fields: f,
  claims: [[pppProtocols, 0x8021]],
  decode(c) {
    const code = readControlHeader(c, f.code);
    if (!readCommonContent(c, code, list)) readData(c, declaredLength(c));
  },
  info: (v) => controlInfo(v, f.code),
  infoFields: [f.code],
  story: (v) => controlStory(v, f.code, v.has(f.address) ? `IP settings (${v.text(f.address)})` : 'IP settings'),
});
