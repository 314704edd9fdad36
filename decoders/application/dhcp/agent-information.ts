import type { Cursor } from '../../model/cursor.ts';
import { ipv4Text } from '../../tree/bytes-text.ts';
import { f } from './dhcp-fields.ts';
import { agentOptionNames } from './dhcp-names.ts';

const ADDRESSES: Readonly<Record<number, typeof f.linkSelection>> = { 5: f.linkSelection, 11: f.serverOverride };
const OTHERS: Readonly<Record<number, typeof f.circuitId>> = {
  1: f.circuitId,
  2: f.remoteId,
  6: f.subscriberId,
  12: f.relayId,
};

/** Suboptions of the relay agent's option (RFC 3046), up to the scope's end. */
export function agentInformation(c: Cursor): void {
  while (c.remaining >= 2) {
    if (c.available < 2) c.short(2);
    const type = c.peek8(c.pos);
    const length = c.peek8(c.pos + 1);
    if (length > c.remaining - 2) return;
    const entry = c.at(f.agentOption, c.pos, length + 2, type);
    const address = length === 4 && Object.hasOwn(ADDRESSES, type) ? ADDRESSES[type] : undefined;
    if (c.labels(entry)) {
      const shown = address && c.available >= 6 ? ` (${ipv4Text(c.peek32(c.pos + 2))})` : '';
      c.label(entry, `Option 82 Suboption: (${type}) ${agentOptionNames[type] ?? 'Unknown'}${shown}`);
    }
    c.nest();
    c.skip(1);
    c.u8(f.agentLength);
    if (address) c.ipv4(address);
    else if (length > 0) c.take(Object.hasOwn(OTHERS, type) ? OTHERS[type] : f.agentValue, length);
    c.unnest();
  }
}
