import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field } from '../../decoders/model/field.ts';
import { LayerView } from '../../decoders/model/layer-view.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import type { Capture } from '../store/capture.ts';

/** The display filter of a conversation that a frame belongs to. */
export interface ConversationFilter {
  /** Name of the layer's protocol: `TCP`, `IPv4`. */
  readonly title: string;
  readonly text: string;
}

/** A layer's two ends and the name that stands for either, as Wireshark's conversation filters use them. */
const ends: Readonly<Record<string, { readonly address: string; readonly port?: string }>> = {
  eth: { address: 'eth.addr' },
  ip: { address: 'ip.addr' },
  ipv6: { address: 'ipv6.addr' },
  tcp: { address: '', port: 'tcp.port' },
  udp: { address: '', port: 'udp.port' },
};

/** The filters of all conversations that a frame belongs to, the innermost first. */
export function conversationFilters(capture: Capture, frame: number): ConversationFilter[] {
  const d = capture.decode(frame, maskOf(endFields(capture.registry)));
  if (!d) return [];
  const out: ConversationFilter[] = [];
  let below = '';
  for (let layer = 1; layer < d.layers.count; layer++) {
    if (d.layers.quoted(layer)) continue;
    const protocol = d.registry.byIndex(d.layers.protocol(layer));
    const end = ends[protocol.name];
    if (!end) continue;
    const [source, target] = endTexts(d, layer);
    if (source === '' || target === '') continue;
    const name = end.port ?? end.address;
    const pair = `(${name} eq ${source} and ${name} eq ${target})`;
    const text = end.port !== undefined && below !== '' ? `${below} and ${pair}` : pair;
    if (end.port === undefined) below = pair;
    out.unshift({ title: protocol.short || protocol.title, text });
  }
  return out;
}

function endFields(registry: Registry): Field[] {
  return Object.keys(ends).flatMap((name) => {
    const fields = registry.protocol(name)?.fields ?? {};
    return [fields.source, fields.destination, fields.sourcePort, fields.destinationPort].filter(
      (f) => f !== undefined,
    );
  });
}

function endTexts(d: Dissection, layer: number): [string, string] {
  const view = new LayerView(d).of(layer);
  const { fields } = d.registry.byIndex(d.layers.protocol(layer));
  const source = fields.sourcePort ?? fields.source;
  const target = fields.destinationPort ?? fields.destination;
  if (!source || !target || !view.has(source) || !view.has(target)) return ['', ''];
  if (fields.sourcePort) return [String(view.num(source)), String(view.num(target))];
  return [bare(view.text(source)), bare(view.text(target))];
}

/** An address without what a resolved name adds to it. */
function bare(text: string): string {
  return /\(([^)]+)\)$/.exec(text)?.[1] ?? text;
}
