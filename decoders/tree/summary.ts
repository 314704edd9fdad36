import type { Dissection } from '../model/dissection.ts';
import type { Field } from '../model/field.ts';
import { COMPLETE, MALFORMED_LAYER } from '../model/layer-rows.ts';
import { LayerView } from '../model/layer-view.ts';
import type { Mask } from '../model/mask.ts';
import { maskOf } from '../model/mask.ts';
import { ETHER, IPV4, IPV6 } from '../model/packet.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Registry } from '../model/registry.ts';
import { hex, ipv4Text, ipv6Text } from './bytes-text.ts';

/** The packet list's columns for one frame. */
export interface Summary {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly length: number;
  readonly info: string;
}

/** The fields that the Info texts of all protocols read: what the rows pass notes. */
export function summaryMask(registry: Registry): Mask {
  const wanted: Field[] = [];
  for (const p of registry.protocols) wanted.push(...(p.infoFields ?? []));
  return maskOf(wanted);
}

/**
 * Source, destination, protocol and info of the frame just decoded with at least {@link summaryMask}. The last layer
 * that names a protocol or has an info text wins, with what the layers above it add; layers quoted in an error message
 * do not count. Damage is told behind the info, as Wireshark does.
 */
export function summary(frame: Dissection): Summary {
  const { layers, packet: p } = frame;
  const view = new LayerView(frame);
  let protocol = '';
  let protocolTail = '';
  let info = '';
  let prefix = '';
  let tail = '';
  let gathering: Protocol | undefined;
  let depth = 0;
  for (let i = layers.count - 1; i >= 0; i--) {
    if (layers.quoted(i)) continue;
    if (layers.depth(i) < depth) gathering = undefined;
    const spec = frame.registry.byIndex(layers.protocol(i));
    if (spec.prefix) prefix = spec.prefix(view.of(i)) + prefix;
    if (protocol !== '' && info !== '' && gathering === undefined) continue;
    if (layers.state(i) !== COMPLETE) tail = damageText(frame, i) + tail;
    if (spec.extends) {
      if (spec.info) tail = spec.info(view.of(i)) + tail;
      if (protocol === '' && spec.short !== '') protocolTail = `/${spec.short}${protocolTail}`;
      continue;
    }
    if (protocol === '' && spec.short !== '') protocol = (spec.column?.(view.of(i)) ?? spec.short) + protocolTail;
    if (spec.info && (info === '' || spec === gathering)) {
      info = spec.info(view.of(i)) + tail + info;
      tail = '';
      gathering = spec.gathers ? spec : undefined;
      depth = layers.depth(i);
    }
  }
  return {
    source: addressText(p.sourceKind, p.source0, p.source1, p.source2, p.source3),
    destination: addressText(p.targetKind, p.target0, p.target1, p.target2, p.target3),
    protocol,
    length: frame.record.originalLength,
    info: prefix + info,
  };
}

function damageText(frame: Dissection, layer: number): string {
  if (frame.layers.state(layer) === MALFORMED_LAYER) return '[Malformed Packet]';
  return frame.fragmented ? '[Unreassembled Packet]' : '[Packet size limited during capture]';
}

const scratch = new Uint8Array(16);
const scratchView = new DataView(scratch.buffer);

/** Text of an address of the packet registers, empty for none. */
export function addressText(kind: number, a: number, b: number, c: number, d: number): string {
  if (kind === IPV4) return ipv4Text(a);
  scratchView.setUint32(0, a);
  if (kind === ETHER) {
    scratchView.setUint16(4, b);
    return hex(scratch, 0, 6, ':');
  }
  if (kind !== IPV6) return '';
  scratchView.setUint32(4, b);
  scratchView.setUint32(8, c);
  scratchView.setUint32(12, d);
  return ipv6Text(scratch, 0);
}
