import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { type Mask, maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { exportText } from '../../decoders/tree/value-text.ts';

/** A filter for everything that two sides said to each other. */
export interface ConversationFilter {
  readonly title: string;
  readonly text: string;
}

/** Kinds of conversations, the innermost first: by stream number, or by both addresses. */
const kinds = [
  { title: 'TCP', stream: 'tcp.stream' },
  { title: 'UDP', stream: 'udp.stream' },
  { title: 'IPv6', address: 'ipv6.addr', ends: ['ipv6.src', 'ipv6.dst'] },
  { title: 'IPv4', address: 'ip.addr', ends: ['ip.src', 'ip.dst'] },
  { title: 'Ethernet', address: 'eth.addr', ends: ['eth.src', 'eth.dst'] },
] as const;

/** What a frame must be decoded with for {@link conversationFilters}. */
export function conversationMask(registry: Registry): Mask {
  const names = kinds.flatMap((kind) => ('stream' in kind ? [kind.stream] : kind.ends));
  return maskOf(names.flatMap((name) => registry.fieldsNamed(name)));
}

/** Filters for the conversations that the frame just decoded is part of, the innermost first. */
export function conversationFilters(d: Dissection): ConversationFilter[] {
  const out: ConversationFilter[] = [];
  for (const kind of kinds) {
    if ('stream' in kind) {
      const stream = lastValue(d, kind.stream);
      if (stream !== undefined) out.push({ title: kind.title, text: `${kind.stream} eq ${stream}` });
      continue;
    }
    const [source, destination] = kind.ends.map((name) => lastValue(d, name));
    if (source === undefined || destination === undefined) continue;
    const text =
      source === destination
        ? `${kind.address} eq ${source}`
        : `(${kind.address} eq ${source} and ${kind.address} eq ${destination})`;
    out.push({ title: kind.title, text });
  }
  return out;
}

/** The value in the innermost layer that was sent here and now, not in a packet that an error quotes. */
function lastValue(d: Dissection, name: string): string | undefined {
  const { tape } = d.cursor;
  let found: number | undefined;
  let field: Field | undefined;
  for (let entry = 0; entry < tape.count; entry++) {
    const own = allFields()[tape.field[entry]];
    if (own.name !== name || d.layers.quoted(tape.layer[entry])) continue;
    found = entry;
    field = own;
  }
  return found === undefined || field === undefined ? undefined : exportText(d, found, field);
}
