import { pppProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets, uint8 } from '../../model/field.ts';
import { hex } from '../../tree/bytes-text.ts';
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

const f = fields('ipv6cp', {
  code: codeField(codeNames),
  length: uint8('opt.length', 'Length'),
  identifierOption: octets('opt.interface_identifier', 'Interface Identifier'),
  identifier: octets('interface_identifier', 'Interface Identifier', {
    help: 'The last eight bytes of the link-local address this side will use.',
    rfc: 'RFC 5072 section 4.1',
  }),
});

const options: Readonly<Record<number, OptionSpec>> = {
  1: {
    title: f.identifierOption.title,
    field: f.identifierOption,
    length: 10,
    read(c) {
      const at = c.pos;
      c.skip(8);
      const entry = c.at(f.identifier, at, 8, 0);
      if (entry >= 0) c.label(entry, `Interface Identifier: ${hex(c.bytes, at, at + 8, ':')}`);
    },
  },
  2: ipCompressionOption,
};

const list: OptionList = {
  type: fields('ipv6cp', { type: uint8('opt.type', 'Type', { names: optionNames(options) }) }).type,
  length: f.length,
  options,
};

export const ipv6cp = protocol({
  name: 'ipv6cp',
  title: 'PPP IPv6 Control Protocol',
  short: 'PPP IPV6CP',
  osi: 2,
  rule: 'both ends of a link agree on IPv6 interface identifiers before packets flow',
  unit: 'packet',
  rfc: [5072],
  fields: f,
  claims: [[pppProtocols, 0x8057]],
  decode(c) {
    const code = readControlHeader(c, f.code);
    if (!readCommonContent(c, code, list)) readData(c, declaredLength(c));
  },
  info: (v) => controlInfo(v, f.code),
  infoFields: [f.code],
  story: (v) => controlStory(v, f.code, 'IPv6 settings'),
});
