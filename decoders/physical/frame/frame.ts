import { etherTypes, linkTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import type { Dissection } from '../../model/dissection.ts';
import { duration, fields, text, time, uint16, uint32 } from '../../model/field.ts';

const f = fields('frame', {
  number: uint32('number', 'Frame Number'),
  interfaceId: uint32('interface_id', 'Interface id'),
  interfaceName: text('interface_name', 'Interface name'),
  linkType: uint16('encap_type', 'Encapsulation type'),
  time: time('time_epoch', 'Epoch Time'),
  timeDelta: duration('time_relative', 'Time since reference or first frame'),
  length: uint32('len', 'Frame Length', { unit: 'bytes' }),
  captured: uint32('cap_len', 'Capture Length', { unit: 'bytes' }),
  protocols: text('protocols', 'Protocols in frame'),
});

/** What the capture knows of a frame: when, where and how long. It is not on the wire. */
export const frame = protocol({
  name: 'frame',
  title: 'Frame',
  short: '',
  osi: 1,
  rule: 'what the capture tells of the medium: interface, time and length; signals are not captured',
  unit: 'bits',
  fields: f,
  decode(c) {
    const { record, session } = c.frame;
    if (c.noting) {
      c.generated(f.number, record.number);
      c.generated(f.interfaceId, record.interfaceId);
      const name = session.interfaces[record.interfaceId]?.name;
      if (name) c.generated(f.interfaceName, 0, name);
      c.generated(f.linkType, record.linkType);
      if (c.wants(f.time)) {
        c.generated(f.time, 0, BigInt(record.seconds) * 1_000_000_000n + BigInt(record.nanoseconds));
      }
      c.generated(
        f.timeDelta,
        record.seconds - session.firstSeconds + (record.nanoseconds - session.firstNanoseconds) / 1e9,
      );
      c.generated(f.length, record.originalLength);
      c.generated(f.captured, record.capturedLength);
    }
    c.next(linkTypes, record.linkType);
  },
  after(c) {
    if (c.wants(f.protocols)) c.generated(f.protocols, 0, protocolList(c.frame));
  },
  heading: (v) =>
    `Frame ${v.num(f.number)}: ${v.num(f.length)} bytes on wire (${v.num(f.length) * 8} bits), ${v.num(f.captured)} bytes captured (${v.num(f.captured) * 8} bits)`,
});

/** Names of the layers, outermost first, joined by colons; an EtherType in front of a layer is named too. */
function protocolList(d: Dissection): string {
  const names: string[] = [];
  for (let i = 1; i < d.layers.count; i++) {
    if (!d.layers.joined(i)) names.push(d.registry.byIndex(d.layers.protocol(i)).name);
    if (d.layers.table(i) === etherTypes.index) names.push('ethertype');
  }
  return names.join(':');
}
