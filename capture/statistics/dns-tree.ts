import { classNames, opcodeNames, rcodeNames } from '../../decoders/application/dns/message-names.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { type Field, valueName } from '../../decoders/model/field.ts';
import { LayerView } from '../../decoders/model/layer-view.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import type { TreeStatistic } from './tree-statistic.ts';

const names = {
  flags: 'dns.flags',
  type: 'dns.qry.type',
  class: 'dns.qry.class',
  nameLength: 'dns.qry.name.len',
  labels: 'dns.count.labels',
  questions: 'dns.count.queries',
  answers: 'dns.count.answers',
  authorities: 'dns.count.auth_rr',
  additionals: 'dns.count.add_rr',
  time: 'dns.time',
  unsolicited: 'dns.unsolicited',
  repeated: 'dns.retransmission',
} as const;

const levels = ['4th Level or more', '1st Level', '2nd Level', '3rd Level'];

/** `dns,tree`: messages by type, class, code and size, and how long the answers took. */
export const dnsTree: TreeStatistic = {
  name: 'dns',
  title: 'DNS',
  protocol: 'dns',
  filter: ([root, group, name]) => filterOf(root, group, name),
  begin(tree, registry) {
    const f = Object.fromEntries(
      Object.entries(names).map(([key, name]) => [key, registry.fieldsNamed(name)[0]]),
    ) as Record<keyof typeof names, Field>;
    const { root } = tree;
    const all = tree.node(root, 'Total Packets');
    const kinds = tree.node(all, 'Query/Response');
    const types = tree.node(all, 'Query Type');
    const classes = tree.node(all, 'Class');
    const codes = tree.node(all, 'rcode');
    const operations = tree.node(all, 'opcodes');
    const size = tree.node(root, 'Payload size');
    const queries = tree.node(root, 'Query Stats');
    const nameLength = tree.node(queries, 'Qname Len');
    const labels = tree.node(queries, 'Label Stats');
    for (const name of levels) tree.node(labels, name);
    const responses = tree.node(root, 'Response Stats');
    const sections = [
      ['questions', tree.node(responses, 'no. of questions')],
      ['answers', tree.node(responses, 'no. of answers')],
      ['authorities', tree.node(responses, 'no. of authorities')],
      ['additionals', tree.node(responses, 'no. of additionals')],
    ] as const;
    for (const [, node] of sections) node.printedTwice = true;
    const service = tree.node(root, 'Service Stats');
    const time = tree.node(service, 'request-response time (msec)', true);
    tree.node(service, 'no. of unsolicited responses');
    tree.node(service, 'no. of retransmissions');

    const query = (v: LayerView): void => {
      tree.average(nameLength, last(v, f.nameLength));
      tree.tick(labels, levels[last(v, f.labels)] ?? levels[0]);
    };
    const response = (v: LayerView): void => {
      for (const [section, node] of sections) {
        tree.average(node, v.num(f[section], 0));
      }
      if (v.has(f.unsolicited)) tree.tick(service, 'no. of unsolicited responses');
      else if (v.has(f.repeated)) tree.tick(service, 'no. of retransmissions');
      else tree.average(time, milliseconds(v, f.time));
    };
    return {
      mask: maskOf(Object.values(f)),
      add(d: Dissection) {
        const view = new LayerView(d);
        const { layers } = d;
        for (let layer = 0; layer < layers.count; layer++) {
          if (layers.quoted(layer) || d.registry.byIndex(layers.protocol(layer)).name !== 'dns') continue;
          const v = view.of(layer);
          const flags = v.num(f.flags, 0);
          const type = last(v, f.type);
          const kind = last(v, f.class);
          tree.tick(root, all.name);
          tree.pivot(kinds, flags >= 0x8000 ? 'Response' : 'Query');
          tree.pivot(types, valueName(f.type.names, type) ?? `Unknown packet type (${type})`);
          tree.pivot(classes, kind === 0 ? 'Reserved' : (valueName(classNames, kind) ?? `Unknown class (${kind})`));
          tree.pivot(codes, valueName(rcodeNames, flags & 15) ?? `Unknown rcode (${flags & 15})`);
          const operation = (flags >>> 11) & 15;
          tree.pivot(operations, valueName(opcodeNames, operation) ?? `Unknown opcode (${operation})`);
          const { start, end } = d.sources[layers.source(layer)];
          tree.average(size, Math.min(layers.end(layer), end - start) - layers.start(layer));
          if (flags >= 0x8000) response(v);
          else query(v);
        }
      },
    };
  },
};

/** The value of the field's last occurrence, 0 without one. */
function last(v: LayerView, field: Field): number {
  let value = 0;
  for (const at of v.all(field)) value = v.valueAt(at);
  return value;
}

function milliseconds(v: LayerView, field: Field): number {
  const at = v.entry(field);
  if (at < 0) return 0;
  const { tape } = v.frame.cursor;
  const object = tape.object[at];
  return typeof object === 'bigint' ? Number(object) / 1e6 : tape.value[at] * 1000;
}

/** Multicast DNS and LLMNR have the same fields. Codes stand in queries too, where they say nothing. */
function filterOf(root: string, group: string | undefined, name: string | undefined): string {
  const what = whatOf(root, group, name);
  return what === '' ? 'dns' : `dns && ${what}`;
}

function whatOf(root: string, group: string | undefined, name: string | undefined): string {
  if (root === 'Query Stats') return 'dns.flags.response == 0';
  if (root === 'Response Stats') return 'dns.flags.response == 1';
  if (root === 'Service Stats') return (group !== undefined && serviceFilters[group]) || 'dns.flags.response == 1';
  if (group === undefined || name === undefined) return '';
  switch (group) {
    case 'Query/Response':
      return `dns.flags.response == ${name === 'Response' ? 1 : 0}`;
    case 'rcode':
      return name === rcodeNames[0] ? '!(dns.flags.rcode > 0)' : `dns.flags.rcode == "${name}"`;
    case 'opcodes':
      return `dns.flags.opcode == "${name}"`;
    case 'Class':
      return `dns.qry.class == "${name}"`;
    default:
      return `dns.qry.type == "${name}"`;
  }
}

const serviceFilters: Readonly<Record<string, string>> = {
  'request-response time (msec)': 'dns.time',
  'no. of unsolicited responses': 'dns.unsolicited',
  'no. of retransmissions': 'dns.flags.response == 1 && dns.retransmission',
};
