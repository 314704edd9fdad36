import { ownersOfMask } from './field-owners.ts';
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
  const owners = ownersOfMask(mask, registry, true);
  if (owners === undefined) return true;
  return [...owners].some((id) => hasLearned(registry.byIndex(id), mask));
}

/** Whether the mask has a field of the protocol that needs what was learned. */
function hasLearned({ osi, layer, fields, headerFields }: Protocol, mask: Mask): boolean {
  if (osi < TRANSPORT) return false;
  return [layer, ...Object.values(fields)].some(
    (field) => mask.bytes[field.id] !== 0 && !headerFields?.includes(field),
  );
}
