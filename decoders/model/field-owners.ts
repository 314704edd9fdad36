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

/**
 * Ids of the protocols whose layers can note a field of the mask, or undefined where any layer can note one.
 *
 * @param atOnce the fields must be known with their layer: those that are known after the last layer count as any layer's
 */
export function ownersOfMask(mask: Mask, registry: Registry, atOnce: boolean): ReadonlySet<number> | undefined {
  const late = new Set<Field>(atOnce ? registry.protocols.flatMap((p) => p.lateFields ?? []) : []);
  const out = new Set<number>();
  for (const field of allFields()) {
    if (mask.bytes[field.id] === 0) continue;
    const owners = late.has(field) ? undefined : ownersOf(field, registry);
    if (owners === undefined) return undefined;
    for (const id of owners) out.add(id);
  }
  return out;
}

/** Where the fields of a mask are noted. */
export interface WantedLayers {
  /** Protocols whose layers can note one: 1 by protocol id. */
  readonly protocols: Uint8Array;
  /** One of them is known only after the last layer, or can be noted by any. */
  readonly late: boolean;
}

const wanted = new WeakMap<Registry, WeakMap<Mask, WantedLayers>>();

/** Found once for each mask: passes with different masks take turns over the same frames. */
export function wantedLayers(mask: Mask, registry: Registry): WantedLayers {
  let ofMasks = wanted.get(registry);
  if (ofMasks === undefined) {
    ofMasks = new WeakMap();
    wanted.set(registry, ofMasks);
  }
  let found = ofMasks.get(mask);
  if (found === undefined) {
    found = { protocols: protocolsOf(mask, registry), late: ownersOfMask(mask, registry, true) === undefined };
    ofMasks.set(mask, found);
  }
  return found;
}

function protocolsOf(mask: Mask, registry: Registry): Uint8Array {
  const out = new Uint8Array(Math.max(...registry.protocols.map(({ id }) => id)) + 1);
  const owners = ownersOfMask(mask, registry, false);
  if (owners === undefined) return out.fill(1);
  for (const id of owners) out[id] = 1;
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
