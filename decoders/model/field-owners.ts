import { allFields, type Field } from './field.ts';
import type { Mask } from './mask.ts';
import type { Registry } from './registry.ts';

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

/** Protocols whose layers can note a field of the mask: 1 by protocol id. */
export function protocolsWanted(mask: Mask, registry: Registry): Uint8Array {
  const { protocols } = registry;
  const out = new Uint8Array(Math.max(...protocols.map(({ id }) => id)) + 1);
  for (const field of allFields()) {
    if (mask.bytes[field.id] === 0) continue;
    const owners = ownersOf(field, registry);
    if (owners === undefined) return out.fill(1);
    for (const id of owners) out[id] = 1;
  }
  return out;
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
