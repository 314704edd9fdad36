import { statusNames } from '../../decoders/application/http/status-names.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field } from '../../decoders/model/field.ts';
import { LayerView } from '../../decoders/model/layer-view.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { addressText } from '../../decoders/tree/summary.ts';
import type { StatisticsNode } from './statistics-tree.ts';
import type { TreeStatistic } from './tree-statistic.ts';

/** One message of HTTP: its method is empty in responses, its status 0 in requests. */
export interface HttpMessage {
  readonly method: string;
  readonly status: number;
  readonly host: string;
  readonly target: string;
}

const names = ['http.request.method', 'http.response.code', 'http.host', 'http.request.uri'] as const;

/** Reads the HTTP messages of frames decoded with its mask. */
export class HttpMessages {
  readonly mask;
  private readonly fields: readonly Field[];

  constructor(registry: Registry) {
    this.fields = names.map((name) => registry.fieldsNamed(name)[0]);
    this.mask = maskOf(this.fields);
  }

  *of(d: Dissection): Generator<HttpMessage> {
    const view = new LayerView(d);
    const [method, status, host, target] = this.fields;
    for (let layer = 0; layer < d.layers.count; layer++) {
      if (d.layers.quoted(layer) || d.registry.byIndex(d.layers.protocol(layer)).name !== 'http') continue;
      view.of(layer);
      yield {
        method: view.text(method),
        status: view.num(status, 0),
        host: view.text(host),
        target: view.text(target),
      };
    }
  }
}

export function statusText(status: number): string {
  const name = Object.hasOwn(statusNames, status) ? statusNames[status] : `Unknown (${status})`;
  return `${status} ${name}`;
}

const REQUESTS = 'HTTP Request Packets';
const OTHER = 'Other HTTP Packets';
const BY_HOST = 'HTTP Requests by HTTP Host';
const REQUESTS_BY_SERVER = 'HTTP Requests by Server';

const classes = [
  '???: broken',
  '1xx: Informational',
  '2xx: Success',
  '3xx: Redirection',
  '4xx: Client Error',
  '5xx: Server Error',
];

/** A text as a display filter writes it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** `http,tree`: messages by kind, method and status. */
export const httpTree: TreeStatistic = {
  name: 'http',
  title: 'HTTP/Packet Counter',
  protocol: 'http',
  filter([, kind, group, status]) {
    if (kind === undefined) return 'http';
    if (kind === OTHER) return 'http && !http.request.method && !http.response.code';
    if (kind === REQUESTS) {
      return group === undefined ? 'http.request.method' : `http.request.method == ${quoted(group)}`;
    }
    if (group === undefined) return 'http.response.code';
    if (status !== undefined) return `http.response.code == ${Number.parseInt(status, 10)}`;
    const hundred = classes.indexOf(group) * 100;
    return hundred === 0
      ? 'http.response.code < 100 || http.response.code >= 600'
      : `http.response.code >= ${hundred} && http.response.code < ${hundred + 100}`;
  },
  begin(tree, registry) {
    const messages = new HttpMessages(registry);
    const all = tree.node(tree.root, 'Total HTTP Packets');
    const requests = tree.node(all, REQUESTS);
    const responses = tree.node(all, 'HTTP Response Packets');
    for (const name of classes) tree.node(responses, name);
    tree.node(all, OTHER);
    return {
      mask: messages.mask,
      add(d) {
        for (const { method, status } of messages.of(d)) {
          tree.tick(tree.root, all.name);
          if (status !== 0) {
            tree.tick(all, responses.name);
            const known = status >= 100 && status < 600;
            tree.tick(tree.tick(responses, classes[known ? Math.trunc(status / 100) : 0]), statusText(status));
          } else if (method !== '') tree.pivot(requests, method);
          else tree.tick(all, OTHER);
        }
      },
    };
  },
};

/** `http_req,tree`: requests by host and target. */
export const httpRequestTree: TreeStatistic = {
  name: 'http_req',
  title: 'HTTP/Requests',
  protocol: 'http',
  filter([, host, target]) {
    if (host === undefined) return 'http.request.method';
    const here = `http.host == ${quoted(host)}`;
    return target === undefined ? here : `${here} && http.request.uri == ${quoted(target)}`;
  },
  begin(tree, registry) {
    const messages = new HttpMessages(registry);
    const all = tree.node(tree.root, BY_HOST);
    return {
      mask: messages.mask,
      add(d) {
        for (const { method, host, target } of messages.of(d)) {
          if (method === '') continue;
          tree.tick(tree.root, all.name);
          if (host === '') continue;
          const here = tree.tick(all, host);
          if (target !== '') tree.tick(here, target);
        }
      },
    };
  },
};

/** `http_srv,tree`: requests and responses by the server's address and by host. */
export const httpServerTree: TreeStatistic = {
  name: 'http_srv',
  title: 'HTTP/Load Distribution',
  protocol: 'http',
  filter([kind, ...rest]) {
    if (kind !== REQUESTS_BY_SERVER) return responseFilter(rest);
    const [by, first, second] = rest;
    const [server, host] = by === BY_HOST ? [second, first] : [first, second];
    return [
      'http.request.method',
      ...(server === undefined ? [] : [`${family(server)}.dst == ${server}`]),
      ...(host === undefined ? [] : [`http.host == ${quoted(host)}`]),
    ].join(' && ');
  },
  begin(tree, registry) {
    const messages = new HttpMessages(registry);
    const requests = tree.node(tree.root, REQUESTS_BY_SERVER);
    const byAddress = tree.node(requests, 'HTTP Requests by Server Address');
    const byHost = tree.node(requests, BY_HOST);
    const responses = tree.node(tree.root, 'HTTP Responses by Server Address');
    const request = (server: string, host: string): void => {
      for (const node of [requests, byAddress, byHost]) tree.tick(node.parent as StatisticsNode, node.name);
      const here = tree.tick(byAddress, server);
      if (host === '') return;
      tree.tick(tree.tick(byHost, host), server);
      tree.tick(here, host);
    };
    return {
      mask: messages.mask,
      add(d) {
        for (const { method, status, host } of messages.of(d)) {
          if (method !== '') request(targetOf(d), host);
          else if (status !== 0) {
            tree.tick(tree.root, responses.name);
            tree.tick(tree.tick(responses, sourceOf(d)), status > 100 && status < 400 ? 'OK' : 'KO');
          }
        }
      },
    };
  },
};

function responseFilter([server, verdict]: readonly string[]): string {
  const code = 'http.response.code';
  const good = `${code} > 100 && ${code} < 400`;
  const result = verdict === undefined ? code : verdict === 'OK' ? good : `${code} && !(${good})`;
  return server === undefined ? result : `${family(server)}.src == ${server} && ${result}`;
}

function family(address: string): string {
  return address.includes(':') ? 'ipv6' : 'ip';
}

function targetOf({ packet: p }: Dissection): string {
  return addressText(p.targetKind, p.target0, p.target1, p.target2, p.target3);
}

function sourceOf({ packet: p }: Dissection): string {
  return addressText(p.sourceKind, p.source0, p.source1, p.source2, p.source3);
}
