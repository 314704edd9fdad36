const INITIAL = 1 << 10;

/**
 * Interned layer stacks: the list of a frame's protocols gets a small id, since real traffic has few distinct ones.
 * A trie of protocol ids; stack 0 is the empty list. Steps are found by open addressing: `keys` holds
 * `stack * 4096 + protocol + 1` and `values` the stack reached.
 */
export class StackTable {
  private readonly parent: number[] = [-1];
  private readonly protocol: number[] = [-1];
  private keys = new Int32Array(INITIAL);
  private values = new Int32Array(INITIAL);

  /** Stacks beyond this many share the id of a shorter one, so that hostile input cannot fill memory. */
  static readonly LIMIT = 65_535;

  get count(): number {
    return this.parent.length;
  }

  /** The stack that has `protocol` on top of `stack`. */
  step(stack: number, protocol: number): number {
    const key = stack * 4096 + protocol + 1;
    const { keys } = this;
    const last = keys.length - 1;
    let slot = Math.imul(key, 0x9e3779b1) >>> 12;
    for (;;) {
      slot &= last;
      const found = keys[slot];
      if (found === key) return this.values[slot];
      if (found === 0) return this.add(slot, key, stack, protocol);
      slot++;
    }
  }

  /** Protocol ids of a stack, outermost first. */
  list(stack: number): number[] {
    const out: number[] = [];
    for (let at = stack; at > 0; at = this.parent[at]) out.push(this.protocol[at]);
    return out.reverse();
  }

  has(stack: number, protocol: number): boolean {
    for (let at = stack; at > 0; at = this.parent[at]) if (this.protocol[at] === protocol) return true;
    return false;
  }

  private add(slot: number, key: number, stack: number, protocol: number): number {
    if (this.parent.length >= StackTable.LIMIT) return stack;
    const id = this.parent.length;
    this.parent.push(stack);
    this.protocol.push(protocol);
    this.keys[slot] = key;
    this.values[slot] = id;
    if (id * 2 > this.keys.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const { keys, values } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.values = new Int32Array(keys.length * 2);
    const last = this.keys.length - 1;
    keys.forEach((key, from) => {
      if (key === 0) return;
      let slot = (Math.imul(key, 0x9e3779b1) >>> 12) & last;
      while (this.keys[slot] !== 0) slot = (slot + 1) & last;
      this.keys[slot] = key;
      this.values[slot] = values[from];
    });
  }
}
