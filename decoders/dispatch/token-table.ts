/**
 * Names that are looked up in bytes without making strings: header names, methods, media types. Letters match in either
 * case unless told. Numbers are given in order, from 0.
 */
export class TokenTable {
  readonly names: string[] = [];
  private readonly exact: boolean;
  private slots = new Int16Array(64).fill(-1);
  /** Bit n: some name is n bytes long, or n bytes and a multiple of 32. */
  private lengths = 0;

  constructor(names: readonly string[] = [], exact = false) {
    this.exact = exact;
    for (const name of names) this.add(name);
  }

  /** The name's number, a new one if it was not there. */
  add(name: string): number {
    const known = this.names.findIndex((other) => this.same(other, name));
    if (known >= 0) return known;
    const number = this.names.length;
    this.names.push(name);
    this.lengths |= 1 << name.length;
    if (number * 4 >= this.slots.length) this.rehash();
    else this.slots[this.freeSlot(name)] = number;
    return number;
  }

  /** The number of the name that the bytes [start, end) spell, or -1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    if (((this.lengths >>> (end - start)) & 1) === 0) return -1;
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] | 0x20), 0x01000193);
    const last = this.slots.length - 1;
    for (let slot = mixed(hash) & last; ; slot = (slot + 1) & last) {
      const number = this.slots[slot];
      if (number < 0 || this.spells(bytes, start, end, this.names[number])) return number;
    }
  }

  private spells(bytes: Uint8Array, start: number, end: number, name: string): boolean {
    if (end - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) {
      const wanted = name.charCodeAt(i);
      const found = bytes[start + i];
      if (found !== wanted && (this.exact || !letters(found, wanted))) return false;
    }
    return true;
  }

  private same(a: string, b: string): boolean {
    return this.exact ? a === b : a.toLowerCase() === b.toLowerCase();
  }

  private freeSlot(name: string): number {
    let hash = name.length;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ (name.charCodeAt(i) | 0x20), 0x01000193);
    const last = this.slots.length - 1;
    let slot = mixed(hash) & last;
    while (this.slots[slot] >= 0) slot = (slot + 1) & last;
    return slot;
  }

  private rehash(): void {
    this.slots = new Int16Array(this.slots.length * 2).fill(-1);
    this.names.forEach((name, number) => {
      this.slots[this.freeSlot(name)] = number;
    });
  }
}

function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The same letter in upper and lower case. */
function letters(a: number, b: number): boolean {
  const lower = a | 0x20;
  return lower === (b | 0x20) && lower >= 0x61 && lower <= 0x7a;
}
