import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets, uint32 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { service } from '../../transport/service-names.ts';

const f = fields('data', {
  data: octets('data', 'Data'),
  length: uint32('len', 'Length'),
});

/** Bytes of no known protocol. */
export const data = protocol({
  name: 'data',
  title: 'Data',
  short: '',
  osi: 7,
  rule: 'bytes that no protocol here claims belong to the application',
  unit: 'data',
  fields: f,
  leaf: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('application/octet-stream')]],
  decode(c) {
    const length = c.available;
    c.take(f.data, length);
    if (length > 0) c.generated(f.length, length);
  },
  heading: (v) => {
    const length = v.num(f.length, 0);
    return `Data (${length} ${length === 1 ? 'byte' : 'bytes'})`;
  },
  story,
});

/** Whose bytes these may be: what their port is registered for, a hint only. */
function story(v: LayerView): string {
  const { frame, layer } = v;
  const carrier = frame.carrier(layer)?.name;
  if (carrier !== 'tcp' && carrier !== 'udp') return 'Bytes that are not decoded here.';
  const { sourcePort, targetPort } = frame.layers.quoted(layer) ? frame.quotedPacket : frame.packet;
  for (const port of [targetPort, sourcePort]) {
    const name = service(carrier, port);
    if (name) return `Bytes that are not decoded here. Port ${port} is registered for ${name}, so they may be that.`;
  }
  return `Bytes that are not decoded here. Ports ${sourcePort} and ${targetPort} are registered for no service known here.`;
}
