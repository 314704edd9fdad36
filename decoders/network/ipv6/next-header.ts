import { ipProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { type Field, valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';

/** Next header value of a packet that ends here (RFC 8200 section 4.7). */
export const NO_NEXT_HEADER = 59;

/** Hands the rest of the layer to the protocol of a next header field. */
export function followNext(c: Cursor, next: number): void {
  if (next === NO_NEXT_HEADER) c.rest();
  else if (c.remaining > 0) c.next(ipProtocols, next);
}

/**
 * The Info column of IPv6 and its extension headers, seen where no protocol above has one: nothing follows, what follows
 * is unknown, or `own`.
 */
export function chainInfo(v: LayerView, next: Field, own: string): string {
  const { layers, registry } = v.frame;
  const value = v.num(next);
  if (value === NO_NEXT_HEADER) return 'IPv6 no next header';
  const above = v.layer + 1;
  if (above < layers.count && layers.protocol(above) === registry.data.id) {
    return `Unknown IP Protocol: ${valueName(next.names, value) ?? 'Unknown'} (${value})`;
  }
  return own;
}
