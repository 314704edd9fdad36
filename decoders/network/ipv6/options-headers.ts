import { ipProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR } from '../../model/expert.ts';
import { type Field, type FieldSpec, fields, none, together, uint8, uint16 } from '../../model/field.ts';
import type { Protocol } from '../../model/protocol.ts';
import { ipProtocolName } from '../ip-protocols.ts';
import { chainInfo, followNext } from './next-header.ts';
import { decodeOptions, optionFields } from './options.ts';

const headerSpecs = {
  next: uint8('nxt', 'Next Header', { names: ipProtocolName }),
  length: uint8('len', 'Length', { help: 'Of this header, in units of eight bytes, less one.' }),
  octets: uint16('len_oct', 'Length', { unit: 'bytes' }),
} satisfies Record<string, FieldSpec>;

type HeaderFields = Readonly<Record<keyof typeof headerSpecs, Field>>;

/** Reads an extension header of options and hands over what follows it. */
function decodeHeader(c: Cursor, f: HeaderFields, hopByHop: boolean): void {
  const start = c.pos;
  const next = c.u8(f.next);
  const length = (c.u8(f.length) + 1) * 8;
  c.derived(f.octets, c.pos - 1, 1, length);
  const outer = c.scope(length - 2);
  decodeOptions(c, hopByHop);
  c.leave(outer);
  if (c.pos < start + length) c.skip(start + length - c.pos);
  followNext(c, next);
}

const h = fields('ipv6.hopopts', headerSpecs);
const misplaced = fields('ipv6.hopopts', {
  notFirst: none('not_first', 'IPv6 Hop-by-Hop extension header must appear immediately after IPv6 header', {
    hidden: true,
  }),
});

export const hopByHopOptions: Protocol = protocol({
  name: 'ipv6.hopopts',
  title: 'IPv6 Hop-by-Hop Option',
  short: '',
  osi: 3,
  rule: 'carries options that every router on the way may look at',
  unit: 'header',
  rfc: ['8200 section 4.3'],
  fields: together(h, misplaced, optionFields),
  claims: [[ipProtocols, 0]],
  decode(c) {
    const { layers, registry } = c.frame;
    if (c.layer > 0 && registry.byIndex(layers.protocol(c.layer - 1)).name !== 'ipv6') {
      c.expert(ERROR, 'Protocol', misplaced.notFirst.title, misplaced.notFirst);
    }
    decodeHeader(c, h, true);
  },
  info: (v) => chainInfo(v, h.next, 'IPv6 hop-by-hop options'),
  infoFields: [h.next],
  story: (v) => `Has ${v.num(h.octets)} bytes of options that every router on the way may look at.`,
});

const d = fields('ipv6.dstopts', headerSpecs);

export const destinationOptions: Protocol = protocol({
  name: 'ipv6.dstopts',
  title: 'Destination Options for IPv6',
  short: '',
  osi: 3,
  rule: 'carries options for the destination only',
  unit: 'header',
  rfc: ['8200 section 4.6'],
  fields: together(d, optionFields),
  claims: [[ipProtocols, 60]],
  decode(c) {
    decodeHeader(c, d, false);
  },
  info: (v) => chainInfo(v, d.next, 'IPv6 destination options'),
  infoFields: [d.next],
  story: (v) => `Has ${v.num(d.octets)} bytes of options that only the destination looks at.`,
});
