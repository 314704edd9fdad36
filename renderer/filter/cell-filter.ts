import type { ColumnId } from '../packet-list/columns.ts';

/**
 * The display filter that a cell of the packet list stands for, undefined where there is none. `layers` is the row's
 * layer stack as the column of that name has it: `2 eth,3 ip,4 tcp,7 http`.
 */
export function cellFilter(column: ColumnId, value: string, layers: string): string | undefined {
  if (value === '') return undefined;
  const stack = layers.split(',').map((layer) => layer.replace(/^\d /, ''));
  const transport = stack.findLast((name) => name === 'tcp' || name === 'udp');
  switch (column) {
    case 'number':
      return `frame.number == ${value}`;
    case 'length':
      return `frame.len == ${value}`;
    case 'delta':
      return `frame.time_delta == ${value}`;
    case 'source':
      return address(value, 'src');
    case 'destination':
      return address(value, 'dst');
    case 'protocol':
    case 'layers':
      return stack.at(-1) || undefined;
    case 'sourcePort':
      return transport && `${transport}.srcport == ${value}`;
    case 'destinationPort':
      return transport && `${transport}.dstport == ${value}`;
    case 'conversation':
      return transport && `${transport}.stream == ${value}`;
    case 'interface':
      return `frame.interface_name == "${value.replace(/[\\"]/g, '\\$&')}"`;
    default:
      return undefined;
  }
}

function address(value: string, end: 'src' | 'dst'): string | undefined {
  if (/^[\d.]+$/.test(value)) return `ip.${end} == ${value}`;
  if (/^(?:[\da-f]{2}:){5}[\da-f]{2}$/i.test(value)) return `eth.${end} == ${value}`;
  return /^[\da-f:.]+$/i.test(value) ? `ipv6.${end} == ${value}` : undefined;
}
