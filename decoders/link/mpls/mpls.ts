import { etherTypes, pppProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, uint32, valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
/** Labels below this have a meaning of their own (RFC 3032 section 2.1). */
const FIRST_FREE = 16;
const ASSOCIATED_CHANNEL = 13;
const OAM_ALERT = 14;

const specialLabels: Readonly<Record<number, string>> = {
  0: 'IPv4 Explicit-Null',
  1: 'Router Alert',
  2: 'IPv6 Explicit-Null',
  3: 'Implicit-Null',
  7: 'Entropy Label Indicator (ELI)',
  13: 'Generic Associated Channel Label (GAL)',
  14: 'OAM Alert',
};

const f = fields('mpls', {
  label: uint32('label', 'MPLS Label', {
    mask: 0xffff_f000,
    base: 'dec-hex',
    help: 'Tells the next router where to send the packet, without looking at its address.',
  }),
  special: uint32('label', 'MPLS Label', { mask: 0xffff_f000, names: specialLabels, rfc: 'RFC 3032 section 2.1' }),
  experimental: uint32('exp', 'MPLS Experimental Bits', { mask: 0x0e00, help: 'Traffic class.', rfc: 'RFC 5462' }),
  bottom: uint32('bottom', 'MPLS Bottom Of Label Stack', {
    mask: 0x0100,
    help: '1 in the last label: a packet follows.',
  }),
  ttl: uint32('ttl', 'MPLS TTL', { mask: 0xff, help: 'Label switching routers that the packet may still cross.' }),
});

/** One entry of an MPLS label stack. What follows the last is told by its first half byte. */
export const mpls = protocol({
  name: 'mpls',
  title: 'MultiProtocol Label Switching Header',
  short: 'MPLS',
  osi: 2,
  rule: 'forwards by labels between link and network layer; counted with the links it switches',
  unit: 'packet',
  rfc: [3032],
  fields: f,
  claims: [
    [etherTypes, 0x8847, 0x8848],
    [pppProtocols, 0x0281, 0x0283],
  ],
  decode(c) {
    const at = c.pos;
    c.skip(4);
    const word = c.peek32(at);
    const label = word >>> 12;
    if (c.noting) {
      c.at(label < FIRST_FREE ? f.special : f.label, at, 4, label);
      c.at(f.experimental, at, 4, (word >>> 9) & 7);
      c.at(f.bottom, at, 4, (word >>> 8) & 1);
      c.at(f.ttl, at, 4, word & 0xff);
    }
    const { registry, layers } = c.frame;
    if ((word & 0x100) === 0) {
      c.frame.follow(registry.byIndex(layers.protocol(c.layer)), c.pos, c.remaining, true);
      return;
    }
    const packet = label !== ASSOCIATED_CHANNEL && label !== OAM_ALERT && c.available > 0;
    const version = packet ? c.peek8(c.pos) >>> 4 : 0;
    c.hand(
      version === 4 ? registry.lookup(etherTypes, IPV4) : version === 6 ? registry.lookup(etherTypes, IPV6) : undefined,
    );
  },
  heading(v) {
    if (!v.has(f.ttl)) return 'MultiProtocol Label Switching Header';
    const rest = `Exp: ${v.num(f.experimental)}, S: ${v.num(f.bottom)}, TTL: ${v.num(f.ttl)}`;
    return `MultiProtocol Label Switching Header, Label: ${labelText(v)}, ${rest}`;
  },
  info: () => 'MPLS Label Switched Packet',
  story(v) {
    if (!v.has(f.ttl)) return 'Is switched by a label.';
    const place = v.num(f.bottom) ? 'the last of its stack' : 'with another one behind it';
    return `Is switched by label ${labelText(v)}, ${place}; ${v.num(f.ttl)} more routers may be crossed.`;
  },
});

function labelText(v: LayerView): string {
  const label = v.num(f.special);
  if (Number.isNaN(label)) return v.has(f.label) ? String(v.num(f.label)) : '';
  return `${label} (${valueName(specialLabels, label) ?? 'Reserved - Unknown'})`;
}
