import type { Packet } from '../model/packet.ts';

const WORDS = 5;

/**
 * Interned addresses: a kind (see model/packet.ts) and four signed 32-bit words get a small id. Id 0 is "no address".
 *
 * `keys` holds five words per id: kind, word 0..3. Slots are open addressing over a power of two and hold ids.
 * Example: IPv4 10.0.0.1 learned first is id 1 and `keys[5..9] = [2, 0x0a000001, 0, 0, 0]`.
 */
export class AddressTable {
  count = 1;
  keys = new Int32Array(WORDS * 1024);
  private slots = new Int32Array(1 << 12);

  /** The id of an address, or -1 when it was never learned. */
  find(kind: number, a: number, b: number, c: number, d: number): number {
    if (kind === 0) return 0;
    const id = this.slots[this.slot(kind, a, b, c, d)];
    return id === 0 ? -1 : id;
  }

  learn(kind: number, a: number, b: number, c: number, d: number): number {
    if (kind === 0) return 0;
    const slot = this.slot(kind, a, b, c, d);
    const known = this.slots[slot];
    if (known !== 0) return known;
    const id = this.count++;
    if (id * WORDS === this.keys.length) this.keys = doubled(this.keys);
    const at = id * WORDS;
    this.keys[at] = kind;
    this.keys[at + 1] = a;
    this.keys[at + 2] = b;
    this.keys[at + 3] = c;
    this.keys[at + 4] = d;
    this.slots[slot] = id;
    if (this.count * 2 > this.slots.length) this.rehash();
    return id;
  }

  /** The id of the packet's source, looked up once. */
  sourceOf(p: Packet): number {
    if (p.sourceId < 0) p.sourceId = this.learn(p.sourceKind, p.source0, p.source1, p.source2, p.source3);
    return p.sourceId;
  }

  /** The id of the packet's destination, looked up once. */
  targetOf(p: Packet): number {
    if (p.targetId < 0) p.targetId = this.learn(p.targetKind, p.target0, p.target1, p.target2, p.target3);
    return p.targetId;
  }

  kind(id: number): number {
    return this.keys[id * WORDS];
  }

  /** Word 0 to 3 of an address. */
  word(id: number, index: number): number {
    return this.keys[id * WORDS + 1 + index];
  }

  get byteLength(): number {
    return this.keys.byteLength + this.slots.byteLength;
  }

  private slot(kind: number, a: number, b: number, c: number, d: number): number {
    const { slots, keys } = this;
    const last = slots.length - 1;
    let slot = hash(kind, a, b, c, d) & last;
    for (;;) {
      const id = slots[slot];
      if (id === 0) return slot;
      const at = id * WORDS;
      if (keys[at + 1] === a && keys[at + 2] === b && keys[at + 3] === c && keys[at + 4] === d && keys[at] === kind) {
        return slot;
      }
      slot = (slot + 1) & last;
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    const k = this.keys;
    for (let id = 1; id < this.count; id++) {
      const at = id * WORDS;
      this.slots[this.slot(k[at], k[at + 1], k[at + 2], k[at + 3], k[at + 4])] = id;
    }
  }
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}

function hash(kind: number, a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a ^ kind, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ c, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16) ^ d, 0x27d4eb2f);
  return h ^ (h >>> 15);
}
