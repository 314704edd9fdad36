import type { Field } from '../../decoders/model/field.ts';
import type { Registry } from '../../decoders/model/registry.ts';

const known = new WeakMap<Registry, ReadonlyMap<number, ReadonlySet<number>>>();

/**
 * Ids of the protocols whose layers can note a field, or undefined where any layer can: then its absence cannot be told
 * from a frame's layers. A protocol notes the fields that it declares.
 */
export function ownersOf(field: Field, registry: Registry): ReadonlySet<number> | undefined {
  let owners = known.get(registry);
  if (owners === undefined) {
    owners = findOwners(registry);
    known.set(registry, owners);
  }
  return owners.get(field.id);
}

function findOwners(registry: Registry): ReadonlyMap<number, ReadonlySet<number>> {
  const owners = new Map<number, Set<number>>();
  for (const protocol of registry.protocols) {
    for (const field of [protocol.layer, ...Object.values(protocol.fields)]) {
      const of = owners.get(field.id);
      if (of) of.add(protocol.id);
      else owners.set(field.id, new Set([protocol.id]));
    }
  }
  return owners;
}
