import { ipProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { ERROR } from '../../model/expert.ts';
import { bool, fields, none, uint8, uint16, uint32 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { ipProtocolName } from '../ip-protocols.ts';
import { fragmentSpecs, reassemble } from '../reassembly.ts';
import { chainInfo, followNext } from './next-header.ts';

const f = fields('ipv6.fraghdr', {
  next: uint8('nxt', 'Next header', { names: ipProtocolName }),
  reservedOctet: uint8('reserved_octet', 'Reserved octet', { base: 'hex' }),
  offset: uint16('offset', 'Offset', { mask: 0xfff8, help: 'Where the fragment belongs, in units of eight bytes.' }),
  reservedBits: uint16('reserved_bits', 'Reserved bits', { mask: 0x0006 }),
  more: bool('more', 'More Fragments', { mask: 0x0001, truth: ['Yes', 'No'] }),
  ident: uint32('ident', 'Identification', { base: 'hex', help: 'The same in all fragments of one packet.' }),
});

const r = fields('ipv6', {
  ...fragmentSpecs('IPv6'),
  jumbo: none('opt.jumbo.fragment', 'Jumbo Payload option cannot be used with a fragment header', { hidden: true }),
});

export const fragment = protocol({
  name: 'ipv6.fraghdr',
  title: 'Fragment Header for IPv6',
  short: '',
  osi: 3,
  rule: 'cuts a packet that is too large for a link into fragments; only the sender does it',
  unit: 'header',
  rfc: ['8200 section 4.5'],
  fields: { ...f, ...r },
  claims: [[ipProtocols, 44]],
  decode(c) {
    if (c.remaining > 0x10007) {
      c.expert(ERROR, 'Protocol', 'Jumbo Payload option cannot be used with a fragment header', r.jumbo);
    }
    const next = c.u8(f.next);
    c.u8(f.reservedOctet);
    const word = c.u16(f.offset);
    const offset = word & 0xfff8;
    const more = (word & 1) === 1;
    if (c.noting) {
      if (c.wants(f.offset)) {
        const bits = (offset >>> 3).toString(2).padStart(13, '0');
        const pattern = `${bits.slice(0, 4)} ${bits.slice(4, 8)} ${bits.slice(8, 12)} ${bits[12]}...`;
        c.label(c.tape.count - 1, `${pattern} = Offset: ${offset >>> 3} (${offset} bytes)`);
      }
      c.bits(f.reservedBits, word);
      c.bits(f.more, word);
    }
    const ident = c.u32(f.ident);
    const d = c.frame;
    if (c.remaining === 0 || (offset === 0 && !more)) {
      followNext(c, next);
      return;
    }
    if (!d.session.preferences['ipv6.defragment']) {
      if (offset > 0) c.rest();
      else {
        d.fragmented = true;
        followNext(c, next);
      }
      return;
    }
    d.layers.choose(c.layer, ipProtocols.index, next);
    const upper = d.registry.lookup(ipProtocols, next);
    const whole = c.limit <= c.captured && !d.quoted && c.remaining <= 0xffff;
    if (whole && reassemble(c, r, 'Reassembled IPv6', ident, 0, offset, more, upper)) return;
    c.rest();
  },
  info,
  infoFields: [f.next, f.offset, f.more, f.ident, r.fragmentCount],
  story: (v) => {
    if (v.has(r.fragmentCount)) {
      return `The last fragment to arrive; ${v.num(r.fragmentCount)} fragments make ${v.num(r.reassembledLength)} bytes.`;
    }
    const where = v.has(r.reassembledIn)
      ? `; the whole is in frame ${v.num(r.reassembledIn)}`
      : '; the rest was not captured or not put together';
    const offset = v.num(f.offset) * 8;
    if (offset === 0 && v.num(f.more) === 0) return 'The packet is in one piece.';
    return `The packet is a fragment, bytes from ${offset} on${where}.`;
  },
});

function info(v: LayerView): string {
  if (!v.has(f.ident)) return '';
  const offset = v.num(f.offset) * 8;
  const more = v.num(f.more) === 1;
  const ident = v.num(f.ident).toString(16).padStart(8, '0');
  const own = `IPv6 fragment (off=${offset} more=${more ? 'y' : 'n'} ident=0x${ident} nxt=${v.num(f.next)})`;
  const whole = (offset === 0 && !more) || v.has(r.fragmentCount);
  return whole ? chainInfo(v, f.next, own) : own;
}
