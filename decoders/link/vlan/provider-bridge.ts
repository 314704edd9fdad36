import { etherTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { type Field, fields, uint16 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { etherTypeNames } from '../ethernet/ether-types.ts';

const SERVICE_TAG = 0x88a8;

const f = fields('ieee8021ad', {
  priority: uint16('priority', 'Priority', { mask: 0xe000 }),
  dropEligible: uint16('dei', 'DEI', { mask: 0x1000, help: 'The frame may be dropped first when a switch is full.' }),
  id: uint16('id', 'ID', { mask: 0x0fff, help: "The provider's virtual LAN." }),
  serviceId: uint16('svid', 'ID', { mask: 0x0fff, help: "The provider's virtual LAN." }),
  customerId: uint16('cvid', 'ID', { mask: 0x0fff, help: "The customer's virtual LAN." }),
  type: uint16('/ieee8021ah.etype', 'Type', { base: 'hex', names: etherTypeNames }),
});

/** The service tag that a provider puts in front of its customers' frames (Q-in-Q). */
export const providerBridge = protocol({
  name: 'ieee8021ad',
  title: 'IEEE 802.1ad',
  short: '802.1ad',
  osi: 2,
  rule: "marks a frame as part of one customer's network within a provider's",
  unit: 'frame',
  rfc: ['IEEE 802.1ad', 'IEEE 802.1Q'],
  fields: f,
  claims: [[etherTypes, SERVICE_TAG]],
  decode(c) {
    // Two service tags in a row are the service's and the customer's.
    const double = c.available >= 4 && c.peek16(c.pos + 2) === SERVICE_TAG;
    tag(c, double ? f.serviceId : f.id);
    if (double) {
      c.skip(2);
      tag(c, f.customerId);
    }
    c.next(etherTypes, c.u16(f.type));
  },
  heading: (v) => `IEEE 802.1ad${ids(v)}`,
  column: (v) => (v.has(f.type) ? `0x${v.num(f.type).toString(16).padStart(4, '0')}` : '802.1ad'),
  info(v) {
    const id = v.num(f.id, v.num(f.serviceId));
    if (Number.isNaN(id)) return '';
    return v.name(f.type) ?? `PRI: ${v.num(f.priority)}  DROP: ${v.num(f.dropEligible)} ID: ${id}`;
  },
  infoFields: [f.priority, f.dropEligible, f.id, f.serviceId, f.type],
  story(v) {
    const id = v.num(f.id, v.num(f.serviceId));
    return `Marks the frame as part of the provider's virtual LAN${Number.isNaN(id) ? '' : ` ${id}`}.`;
  },
});

function tag(c: Cursor, id: Field): void {
  const word = c.u16(f.priority);
  if (!c.noting) return;
  c.bits(f.dropEligible, word);
  c.bits(id, word);
}

function ids(v: LayerView): string {
  if (v.has(f.id)) return `, ID: ${v.num(f.id)}`;
  if (!v.has(f.serviceId)) return '';
  const customer = v.has(f.customerId) ? `, C-VID: ${v.num(f.customerId)}` : '';
  return `, S-VID: ${v.num(f.serviceId)}${customer}`;
}
