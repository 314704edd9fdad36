import { allFields, type Field } from './field.ts';
import { ownersOf } from './field-owners.ts';
import type { Mask } from './mask.ts';
import type { Protocol } from './protocol.ts';
import type { Registry } from './registry.ts';

/** The layer of connections: what is learned there and above serves fields there and above. */
const TRANSPORT = 4;

/** A layer that is left out where connections do not matter, see {@link needsConnections}. */
export function aboveTransport({ osi }: Protocol): boolean {
  return osi > TRANSPORT;
}

/**
 * Whether a field of the mask needs what is learned of connections, or layers above the transport layer. Fields of link and
 * network protocols do not, nor do those that a transport protocol declares as `headerFields`. Fields that any layer can
 * note, and those known only after the last layer, do.
 */
export function needsConnections(mask: Mask, registry: Registry): boolean {
  const late = new Set<Field>(registry.protocols.flatMap((p) => p.lateFields ?? []));
  return allFields().some((field) => {
    if (mask.bytes[field.id] === 0) return false;
    const owners = late.has(field) ? undefined : ownersOf(field, registry);
    if (owners === undefined) return true;
    return [...owners].some((id) => isLearned(field, registry.byIndex(id)));
  });
}

function isLearned(field: Field, owner: Protocol): boolean {
  return owner.osi >= TRANSPORT && !owner.headerFields?.includes(field);
}
