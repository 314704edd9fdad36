/** Slots ordered by a number that each has, the lowest on top. */
export class PositionHeap {
  private readonly slots: number[] = [];
  private readonly key: ArrayLike<number>;

  /** @param key of each slot; must not change while the slot is in the heap */
  constructor(key: ArrayLike<number>) {
    this.key = key;
  }

  get count(): number {
    return this.slots.length;
  }

  get top(): number {
    return this.slots[0];
  }

  add(slot: number): void {
    const { slots, key } = this;
    let at = slots.length;
    slots.push(slot);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (key[slots[parent]] <= key[slot]) break;
      slots[at] = slots[parent];
      at = parent;
    }
    slots[at] = slot;
  }

  take(): number {
    const { slots, key } = this;
    const top = slots[0];
    const last = slots.pop() as number;
    const count = slots.length;
    if (count === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && key[slots[child + 1]] < key[slots[child]]) child++;
      if (key[slots[child]] >= key[last]) break;
      slots[at] = slots[child];
      at = child;
    }
    slots[at] = last;
    return top;
  }
}
