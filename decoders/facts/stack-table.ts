/**
 * Interned layer stacks: the list of a frame's protocols gets a small id, since real traffic has few distinct ones.
 * A trie of protocol ids; stack 0 is the empty list.
 */
export class StackTable {
  private readonly parent: number[] = [-1];
  private readonly protocol: number[] = [-1];
  private readonly children: Map<number, number>[] = [new Map()];

  /** Stacks beyond this many share one id (the trie stops growing), so that hostile input cannot fill memory. */
  static readonly LIMIT = 65_535;

  get count(): number {
    return this.parent.length;
  }

  /** The stack that has `protocol` on top of `stack`. */
  step(stack: number, protocol: number): number {
    const known = this.children[stack].get(protocol);
    if (known !== undefined) return known;
    if (this.parent.length >= StackTable.LIMIT) return stack;
    const id = this.parent.length;
    this.parent.push(stack);
    this.protocol.push(protocol);
    this.children.push(new Map());
    this.children[stack].set(protocol, id);
    return id;
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
}
