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

/** What was found for masks of a registry: at once or later, see {@link ownersOfMask}. */
const ofMasks = new WeakMap<Registry, [WeakMap<Mask, Owners>, WeakMap<Mask, Owners>]>();

interface Owners {
  readonly ids: ReadonlySet<number> | undefined;
}

/**
 * Ids of the protocols whose layers can note a field of the mask, or undefined where any layer can note one. Found once for each
 * mask: passes over the same frames take turns.
 *
 * @param atOnce the fields must be known with their layer: those that are known after the last layer count as any layer's
 */
export function ownersOfMask(mask: Mask, registry: Registry, atOnce: boolean): ReadonlySet<number> | undefined {
  let both = ofMasks.get(registry);
  if (both === undefined) {
    both = [new WeakMap(), new WeakMap()];
    ofMasks.set(registry, both);
  }
  const of = both[atOnce ? 1 : 0];
  let owners = of.get(mask);
  if (owners === undefined) {
    owners = { ids: findOwnersOfMask(mask, registry, atOnce) };
    of.set(mask, owners);
  }
  return owners.ids;
}

function findOwnersOfMask(mask: Mask, registry: Registry, atOnce: boolean): ReadonlySet<number> | undefined {
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

/** Whether a field of the mask is known only after the last layer, or can be noted by any. */
export function wantsLate(mask: Mask, registry: Registry): boolean {
  return ownersOfMask(mask, registry, true) === undefined;
}

/** Protocols whose layers can note a field of the mask: 1 by protocol id. */
export function protocolsWanted(mask: Mask, registry: Registry): Uint8Array {
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
