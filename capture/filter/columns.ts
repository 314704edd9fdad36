import { TCP, UDP } from '../../decoders/facts/conversations.ts';
import type { Field } from '../../decoders/model/field.ts';
import { ownersOf } from '../../decoders/model/field-owners.ts';
import { IPV4, IPV6 } from '../../decoders/model/packet.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { type Decision, type FrameFacts, StackMemo } from './frame-facts.ts';
import type { FilterValue } from './value-kind.ts';

/**
 * The values of a field as the packet table has them. `count` says how many values the frame has, 0 where the field is
 * absent, or -1 where the table cannot say exactly what decoding would find: then {@link value} means nothing.
 */
export interface Column {
  count(facts: FrameFacts): number;
  value(facts: FrameFacts, index: number): FilterValue;
  /**
   * Where values depend on the frame's ends alone, so that answers can be remembered for them: -1, 0 or 1 as the layers
   * and damage say whether the table has them.
   */
  there?(facts: FrameFacts): Decision;
}

/** The column that tells the values of all these fields, or undefined. */
export function columnOf(fields: readonly Field[], registry: Registry): Column | undefined {
  const parts: Column[] = [];
  for (const field of fields) {
    const part = single(field, registry);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.length === 1 ? parts[0] : joined(parts);
}

/** Values of several fields that stand in the same layer: all are known or none is. */
function joined(parts: readonly Column[]): Column {
  const [first] = parts;
  const there = parts.every((part) => part.there) ? first.there : undefined;
  return {
    count: (facts) => (first.count(facts) === 1 ? parts.length : first.count(facts)),
    value: (facts, index) => parts[index].value(facts, 0),
    ...(there && { there }),
  };
}

function single(field: Field, registry: Registry): Column | undefined {
  const always = frameColumns.get(field.name);
  if (always) return always;
  const name = field.name;
  if (name === 'ip.src' || name === 'ip.dst') return addresses(registry, field, IPV4, name === 'ip.src');
  if (name === 'ipv6.src' || name === 'ipv6.dst') return addresses(registry, field, IPV6, name === 'ipv6.src');
  const transport = field.protocol === 'tcp' ? TCP : field.protocol === 'udp' ? UDP : 0;
  if (transport === 0) return undefined;
  // A tunnel may carry another transport protocol, whose ports then stand in the row.
  const others = registry.protocols.filter(({ osi, name }) => osi === 4 && name !== field.protocol);
  const layer = onlyOnce(
    registry,
    field,
    field.protocol,
    others.map(({ name }) => name),
  );
  const count = (facts: FrameFacts) => unlessDamaged(facts, layer);
  const there = count;
  if (name.endsWith('.srcport')) return { count, there, value: ({ table, frame }) => table.sourcePort.get(frame) };
  if (name.endsWith('.dstport')) return { count, there, value: ({ table, frame }) => table.destinationPort.get(frame) };
  if (name.endsWith('.stream')) return streams(layer, transport);
  if (transport === TCP && FLAGS.test(name)) {
    const mask = field.mask === 0 ? 0xfff : field.mask;
    return { count, value: ({ table, frame }) => (table.tcpFlags.get(frame) & mask) >>> field.shift };
  }
  return undefined;
}

/** The flags that every header shows; those of ECN have another meaning in some connections. */
const FLAGS = /^tcp\.flags(?:\.(?:res|urg|ack|push|reset|syn|fin))?$/;

const one = () => 1;
const SECOND = 1_000_000_000;
/** Most seconds whose nanoseconds are exact as a number. */
const EXACT = 9_000_000;

const frameColumns: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['frame.number', { count: one, value: ({ frame }) => frame }],
  ['frame.len', { count: one, value: ({ table, frame }) => table.original.get(frame) }],
  ['frame.cap_len', { count: one, value: ({ table, frame }) => table.captured.get(frame) }],
  [
    'frame.time_relative',
    {
      count: hasTime,
      value: ({ table, session, frame }) =>
        nanoseconds(
          table.seconds.get(frame) - session.firstSeconds,
          table.nanoseconds.get(frame) - Math.max(0, session.firstNanoseconds),
        ),
    },
  ],
  ['frame.time_epoch', { count: hasTime, value: sinceEpoch }],
  ['frame.time', { count: hasTime, value: sinceEpoch }],
  [
    'frame.time_delta',
    {
      count: ({ table, frame }) =>
        table.nanoseconds.get(frame) >= 0 && (frame === 1 || table.nanoseconds.get(frame - 1) >= 0) ? 1 : -1,
      value: ({ table, frame }) =>
        frame === 1
          ? 0
          : nanoseconds(
              table.seconds.get(frame) - table.seconds.get(frame - 1),
              table.nanoseconds.get(frame) - table.nanoseconds.get(frame - 1),
            ),
    },
  ],
]);

function hasTime({ table, frame }: FrameFacts): number {
  return table.nanoseconds.get(frame) >= 0 ? 1 : 0;
}

function sinceEpoch({ table, frame }: FrameFacts): FilterValue {
  return nanoseconds(table.seconds.get(frame), table.nanoseconds.get(frame));
}

function nanoseconds(seconds: number, rest: number): FilterValue {
  return seconds < EXACT && seconds > -EXACT
    ? seconds * SECOND + rest
    : BigInt(seconds) * 1_000_000_000n + BigInt(rest);
}

function unlessDamaged(facts: FrameFacts, layer: StackMemo): Decision {
  const present = layer.at(facts);
  return present === 1 && facts.damaged ? -1 : present;
}

/** Protocols that quote packets: what stands above them was not sent here and now. */
const QUOTING = ['icmp', 'icmpv6', 'lcp'];

/**
 * 1 for stacks that have the protocol once, outside of any quoted packet, and none of `disturbing`; 0 for those that do
 * not have it; -1 for others.
 */
function onlyOnce(registry: Registry, field: Field, name: string, disturbing: readonly string[]): StackMemo {
  const id = registry.protocol(name)?.id ?? -1;
  const ids = (names: readonly string[]) => new Set(names.map((n) => registry.protocol(n)?.id ?? -1));
  const quoting = ids(QUOTING);
  const others = ids(disturbing);
  const owners = ownersOf(field, registry) ?? ids([name]);
  return new StackMemo((_, stack) => {
    const own = stack.filter((protocol) => owners.has(protocol));
    if (own.length === 0) return stack.length > 0 ? 0 : -1;
    if (own.length > 1 || own[0] !== id || stack.some((protocol) => others.has(protocol))) return -1;
    return stack.slice(0, stack.indexOf(id)).some((protocol) => quoting.has(protocol)) ? -1 : 1;
  });
}

/** Headers that name other addresses than those that were used. */
const DETOURS = ['ipv6.routing', 'ipv6.dstopts', 'mipv6'];

function addresses(registry: Registry, field: Field, kind: number, source: boolean): Column {
  const name = field.protocol;
  // The innermost packet's addresses stand in the table.
  const layer = onlyOnce(registry, field, name, [name === 'ip' ? 'ipv6' : 'ip', ...DETOURS]);
  const id = source
    ? ({ table, frame }: FrameFacts) => table.source.get(frame)
    : ({ table, frame }: FrameFacts) => table.destination.get(frame);
  return {
    count: (facts) => {
      const present = unlessDamaged(facts, layer);
      return present === 1 && facts.session.addresses.kind(id(facts)) !== kind ? -1 : present;
    },
    there: (facts) => unlessDamaged(facts, layer),
    value: (facts) => addressValue(facts, id(facts), kind),
  };
}

function addressValue({ session }: FrameFacts, id: number, kind: number): FilterValue {
  const table = session.addresses;
  if (kind === IPV4) return table.word(id, 0) >>> 0;
  const out = new DataView(new ArrayBuffer(16));
  for (let word = 0; word < 4; word++) out.setInt32(word * 4, table.word(id, word));
  return new Uint8Array(out.buffer);
}

function streams(layer: StackMemo, kind: number): Column {
  return {
    count: (facts) => {
      const present = unlessDamaged(facts, layer);
      if (present !== 1) return present;
      const { session, table, frame } = facts;
      const conversation = table.conversation.get(frame);
      return conversation > 0 && session.conversations.kind.get(conversation - 1) === kind ? 1 : -1;
    },
    value: ({ session, table, frame }) => session.conversations.stream.get(table.conversation.get(frame) - 1),
  };
}
