import { etherTypes, llcSaps, named } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, type Field, fields, uint8, uint24 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { LLC } from '../named-protocols.ts';
import { carriesPayload, controlField, controlText, isExchange, readControl } from './control-field.ts';
import { exchangeFields, exchangeInfo, readExchange } from './exchange.ts';
import { sapName, sapNames } from './saps.ts';
import { OUI_802_1, OUI_CISCO_90, OUI_ETHERNET, ouiNames, pidField, pidFields } from './snap-organizations.ts';

const SNAP = 0xaa;
/** Numbers of IEEE 802.1 for bridged Ethernet frames, with and without their frame check sequence (RFC 2684). */
const BRIDGED_WITH_FCS = 1;
const BRIDGED = 7;
/** Cisco's spanning tree for each virtual LAN. */
const OUI_CISCO = 0x00000c;
const PVST = 0x010b;

const f = fields('llc', {
  dsap: uint8('dsap', 'DSAP', {
    base: 'hex',
    names: sapNames,
    help: 'Destination service access point: which protocol of the receiver gets the data.',
  }),
  dsapSap: uint8('dsap.sap', 'SAP', { mask: 0xfe, base: 'name', names: sapName }),
  dsapGroup: bool('dsap.ig', 'IG Bit', { mask: 0x01, truth: ['Group', 'Individual'] }),
  ssap: uint8('ssap', 'SSAP', {
    base: 'hex',
    names: sapNames,
    help: 'Source service access point: which protocol of the sender it comes from.',
  }),
  ssapSap: uint8('ssap.sap', 'SAP', { mask: 0xfe, base: 'name', names: sapName }),
  ssapResponse: bool('ssap.cr', 'CR Bit', { mask: 0x01, truth: ['Response', 'Command'] }),
  oui: uint24('oui', 'Organization Code', {
    base: 'oui',
    names: ouiNames,
    help: 'SNAP: who gave out the protocol number that follows; all zero for EtherTypes.',
    rfc: 'RFC 1042',
  }),
});

/** Logical Link Control with its SubNetwork Access Protocol extension. */
export const llc = protocol({
  name: 'llc',
  title: 'Logical-Link Control',
  short: 'LLC',
  osi: 2,
  rule: 'tells the protocols of one link apart and can number and confirm their frames',
  unit: 'frame',
  rfc: ['IEEE 802.2', 1042],
  fields: f,
  claims: [
    [named, LLC],
    [etherTypes, 0x8870],
  ],
  decode(c) {
    const dsap = c.u8(f.dsap);
    if (c.noting) noteBits(c, dsap, f.dsapSap, f.dsapGroup);
    const ssap = c.u8(f.ssap);
    if (c.noting) noteBits(c, ssap, f.ssapSap, f.ssapResponse);
    const control = readControl(c, (ssap & 1) === 1);
    if (dsap === SNAP && ssap === SNAP) snap(c, control);
    else if (carriesPayload(control)) c.next(llcSaps, dsap);
    else {
      if (isExchange(control)) readExchange(c);
      c.rest();
    }
  },
  column: (v) => (v.has(exchangeFields.format) ? 'XID' : 'LLC'),
  info(v) {
    if (v.has(exchangeFields.format)) return exchangeInfo(v);
    const control = controlText(v.num(controlField), (v.num(f.ssap) & 1) === 1);
    if (v.has(f.oui)) return `${control}; ${snapText(v)}`;
    const dsap = v.num(f.dsap);
    const ssap = v.num(f.ssap);
    if (Number.isNaN(ssap) || !v.has(controlField)) return '';
    const to = `DSAP ${sapName(dsap >>> 1)} ${dsap & 1 ? 'Group' : 'Individual'}`;
    return `${control}; ${to}, SSAP ${sapName(ssap >>> 1)} ${ssap & 1 ? 'Response' : 'Command'}`;
  },
  infoFields: [f.dsap, f.ssap, controlField, f.oui, ...Object.values(pidFields), ...Object.values(exchangeFields)],
  story(v) {
    if (v.has(pidFields.type))
      return `Says by an EtherType that ${v.name(pidFields.type) ?? 'another protocol'} follows.`;
    if (v.has(f.oui)) {
      const owner = ouiNames[v.num(f.oui)] ?? `the organization ${v.text(f.oui)}`;
      return `Says that a protocol follows whose number was given out by ${owner}.`;
    }
    const to = sapName(v.num(f.dsap) >>> 1);
    const from = sapName(v.num(f.ssap) >>> 1);
    return `Hands the data of access point ${from} to access point ${to} of the receiving station.`;
  },
});

/** Notes the seven address bits and the low bit of a service access point. */
function noteBits(c: Cursor, sap: number, bits: Field, low: Field): void {
  c.nest();
  c.at(bits, c.pos - 1, 1, sap >>> 1);
  c.at(low, c.pos - 1, 1, sap & 1);
  c.unnest();
}

function snap(c: Cursor, control: number): void {
  const oui = c.u24(f.oui);
  const pid = c.u16(pidField(oui));
  const { registry } = c.frame;
  if (!carriesPayload(control)) c.rest();
  // Not by `next`: in Wireshark's list of protocols no "ethertype" stands behind LLC.
  else if (oui === OUI_ETHERNET || oui === OUI_CISCO_90) c.hand(registry.lookup(etherTypes, pid));
  else if (oui === OUI_CISCO && pid === PVST) c.hand(registry.protocol('stp'));
  else if (oui === OUI_802_1 && pid === BRIDGED) c.hand(registry.protocol('eth'));
  else if (oui === OUI_802_1 && pid === BRIDGED_WITH_FCS)
    c.hand(registry.protocol('eth'), Math.max(0, c.remaining - 4));
  else c.rest();
}

function snapText(v: LayerView): string {
  const oui = v.num(f.oui);
  const digits = oui.toString(16).toUpperCase().padStart(6, '0');
  const pid = v.num(pidField(oui));
  const number = Number.isNaN(pid) ? '' : `, PID 0x${pid.toString(16).toUpperCase().padStart(4, '0')}`;
  return `SNAP, OUI 0x${digits} (${ouiNames[oui] ?? 'Unknown'})${number}`;
}
