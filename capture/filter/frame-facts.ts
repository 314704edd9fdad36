import { StackTable } from '../../decoders/facts/stack-table.ts';
import { ERROR } from '../../decoders/model/expert.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import type { Session } from '../../decoders/model/session.ts';
import { MALFORMED_BIT, type PacketTable, SEVERITY_BITS, TRUNCATED_BIT } from '../store/packet-table.ts';

/** 1: holds, 0: does not hold, -1: cannot be told without decoding. */
export type Decision = 1 | 0 | -1;

/** What a filter looks at before it decodes: a capture, or the rows of a pass that is still reading. */
export interface IndexedFrames {
  readonly table: PacketTable;
  readonly session: Session;
}

/**
 * What is known of one frame without decoding it. One per filter, turned to one frame after the other. What depends only
 * on the layer stack or on an address is worked out once for each; {@link generation} tells when it must be again.
 */
export class FrameFacts {
  readonly registry: Registry;
  table!: PacketTable;
  session!: Session;
  frame = 0;
  stack = 0;
  /** Grows when another capture is looked at. */
  generation = 0;

  constructor(registry: Registry) {
    this.registry = registry;
  }

  turn(frames: IndexedFrames, frame: number): void {
    if (frames.session !== this.session) {
      this.session = frames.session;
      this.table = frames.table;
      this.generation++;
    }
    this.frame = frame;
    this.stack = this.table.stack.get(frame);
  }

  /** The frame was cut short or is broken: its row need not say what its fields say. */
  get damaged(): boolean {
    const bits = this.table.bits.get(this.frame);
    return (bits & (TRUNCATED_BIT | MALFORMED_BIT)) !== 0 || (bits & SEVERITY_BITS) >= ERROR;
  }
}

/** What holds of a layer stack, remembered by stack id. */
export class StackMemo {
  readonly #find: (facts: FrameFacts, protocols: readonly number[]) => Decision;
  #known = new Int8Array(256).fill(-2);
  #generation = -1;

  constructor(find: (facts: FrameFacts, protocols: readonly number[]) => Decision) {
    this.#find = find;
  }

  at(facts: FrameFacts): Decision {
    const { stack } = facts;
    if (facts.generation !== this.#generation) {
      this.#generation = facts.generation;
      this.#known.fill(-2);
    }
    if (stack >= this.#known.length) this.#grow(stack);
    const known = this.#known[stack];
    if (known !== -2) return known as Decision;
    const found = this.#find(facts, facts.session.stacks.list(stack));
    this.#known[stack] = found;
    return found;
  }

  #grow(stack: number): void {
    const wider = new Int8Array(Math.max(stack + 1, this.#known.length * 2)).fill(-2);
    wider.set(this.#known);
    this.#known = wider;
  }
}

/** Whether one of the protocols is in the frame's stack; those of very many stacks are not told apart. */
export function anyOf(protocols: ReadonlySet<number>): StackMemo {
  return new StackMemo((facts, stack) => {
    if (stack.some((id) => protocols.has(id))) return 1;
    return facts.session.stacks.count >= StackTable.LIMIT ? -1 : 0;
  });
}
