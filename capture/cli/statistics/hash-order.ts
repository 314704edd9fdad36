const FACTOR = 11;
const LEAST_BITS = 3;
/** Primes below the powers of two, from 2^3 on. */
const primes = [7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521];

interface Entry<T> {
  readonly value: T;
  readonly hash: number;
}

/** Values in the order in which a GLib hash table lists them, which tshark prints some statistics in. */
export class HashOrder<T> {
  private bits = LEAST_BITS;
  private slots: (Entry<T> | undefined)[] = new Array(1 << LEAST_BITS).fill(undefined);
  private count = 0;

  /** @param hash 32 bits, unsigned; a value is added once */
  add(value: T, hash: number): void {
    let at = this.first(hash);
    for (let step = 1; this.slots[at]; step++) at = (at + step) & (this.slots.length - 1);
    this.slots[at] = { value, hash };
    this.count++;
    if (this.slots.length <= this.count + (this.count >>> 4)) this.grow();
  }

  inOrder(): T[] {
    return this.slots.flatMap((entry) => (entry ? [entry.value] : []));
  }

  private first(hash: number): number {
    return (Math.imul(hash, FACTOR) >>> 0) % primes[this.bits - LEAST_BITS];
  }

  /** Entries move within the larger table; one that takes the place of another sends it on. */
  private grow(): void {
    const old = this.slots.length;
    this.bits = Math.max(LEAST_BITS, 32 - Math.clz32(Math.trunc(this.count * 1.333)));
    if (this.bits - LEAST_BITS >= primes.length) this.bits = primes.length + LEAST_BITS - 1;
    const size = 1 << this.bits;
    const { slots } = this;
    while (slots.length < size) slots.push(undefined);
    const placed = new Uint8Array(size);
    for (let i = 0; i < old; i++) {
      if (placed[i]) continue;
      let moving = slots[i];
      slots[i] = undefined;
      while (moving) {
        let at = this.first(moving.hash);
        for (let step = 1; placed[at]; step++) at = (at + step) & (size - 1);
        placed[at] = 1;
        const next: Entry<T> | undefined = slots[at];
        slots[at] = moving;
        moving = next;
      }
    }
  }
}

/** GLib's g_str_hash of the text in UTF-8. */
export function textHash(text: string): number {
  let hash = 5381;
  for (const byte of Buffer.from(text, 'utf8')) hash = (Math.imul(hash, 33) + ((byte << 24) >> 24)) >>> 0;
  return hash;
}
