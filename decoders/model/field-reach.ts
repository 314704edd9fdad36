import { StackTable } from '../facts/stack-table.ts';
import { ownersOfMask } from './field-owners.ts';
import { MAX_LAYERS } from './layer-rows.ts';
import type { Mask } from './mask.ts';
import type { Registry } from './registry.ts';

/**
 * How far up a frame of known layers must be decoded for the fields of a mask: to the last layer whose protocol declares
 * one of them. Fields that any layer can note, and those known only after the last layer, take all layers.
 *
 * ```
 * reach of ip.ttl in eth:ip:tcp:http is 3: frame, eth, ip
 * ```
 */
export class FieldReach {
  private readonly owners: ReadonlySet<number> | undefined;
  private stacks: StackTable | undefined;
  /** Layers by stack id, 0 where not worked out yet. */
  private known = new Uint8Array(256);

  constructor(mask: Mask, registry: Registry) {
    this.owners = ownersOfMask(mask, registry, true);
  }

  /** Layers to decode of a frame with this stack, the frame's own counted. */
  layers(stacks: StackTable, stack: number): number {
    if (this.owners === undefined) return MAX_LAYERS;
    if (stacks !== this.stacks) {
      this.stacks = stacks;
      this.known.fill(0);
    }
    if (stack >= this.known.length) this.grow(stack);
    if (this.known[stack] === 0) this.known[stack] = find(this.owners, stacks, stack);
    return this.known[stack];
  }

  private grow(stack: number): void {
    const wider = new Uint8Array(Math.max(stack + 1, this.known.length * 2));
    wider.set(this.known);
    this.known = wider;
  }
}

/** Of frames without a stack nothing is known, of stacks beyond the table's limit only their lower layers. */
function find(owners: ReadonlySet<number>, stacks: StackTable, stack: number): number {
  if (stack === 0 || stacks.count >= StackTable.LIMIT) return MAX_LAYERS;
  return 2 + stacks.list(stack).findLastIndex((id) => owners.has(id));
}
