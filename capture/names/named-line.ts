import type { Field } from '../../decoders/model/field.ts';
import type { Capture } from '../store/capture.ts';
import type { NameResolution } from './name-resolution.ts';

/**
 * A line of the field tree with names in front of the addresses and ports that have some: `Source Address: host.example
 * (10.0.0.1)`, and in headings `Src: host.example (10.0.0.1)`.
 *
 * @param value the line's value without a name
 */
export function namedLine(names: NameResolution, capture: Capture, field: Field, text: string, value: string): string {
  const address = (one: string): string => called(names.address(capture, one), one);
  switch (field.type) {
    case 'ether':
    case 'ipv4':
    case 'ipv6':
      return value === '' ? text : text.replace(value, () => address(value));
    case 'protocol': {
      const kind = transportOf(field.name);
      return kind === undefined
        ? text.replace(/\b(Src|Dst): ([^,\s]+)/g, (_, end, one) => `${end}: ${address(one)}`)
        : text.replace(/\b(Src|Dst) Port: (\d+)/g, (_, end, port) => `${end} Port: ${portText(names, kind, port)}`);
    }
    default: {
      const [, protocol, end] = /^(\w+)\.(src|dst)port$/.exec(field.name) ?? [];
      const kind = end === undefined ? undefined : transportOf(protocol);
      return kind === undefined ? text : text.replace(/\d+/, (port) => portText(names, kind, port));
    }
  }
}

function transportOf(protocol: string): 'tcp' | 'udp' | undefined {
  return protocol === 'tcp' || protocol === 'udp' ? protocol : undefined;
}

function portText(names: NameResolution, kind: 'tcp' | 'udp', port: string): string {
  return called(names.port(kind, Number(port)), port);
}

function called(name: string, value: string): string {
  return name === value ? value : `${name} (${value})`;
}
