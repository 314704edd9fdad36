/** Frames that share one running count: the members before a block are known without counting. */
const BLOCK_SHIFT = 10;
const WORDS = 1 << (BLOCK_SHIFT - 5);

/**
 * A set of frame numbers, one bit a frame, whose members can be asked for by their rank: `nth(row)` is the frame in a row
 * of a filtered list, `rank(frame)` the row of a frame. Both take a binary search over blocks of 1,024 frames.
 */
export class FrameSet {
  #bits = new Uint32Array(WORDS);
  /** Members before each block; valid for blocks up to `#counted`. */
  #before = new Uint32Array(2);
  #counted = 0;
  #count = 0;
  /** Grows with every change. */
  revision = 0;

  /** The set of the given frames, in any order. */
  static of(frames: Iterable<number>): FrameSet {
    const set = new FrameSet();
    for (const frame of frames) set.add(frame);
    return set;
  }

  get count(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#bits.byteLength + this.#before.byteLength;
  }

  has(frame: number): boolean {
    const word = frame >>> 5;
    return word < this.#bits.length && (this.#bits[word] & (1 << (frame & 31))) !== 0;
  }

  /** Adding in ascending order is cheapest. Returns whether the frame is new. */
  add(frame: number): boolean {
    const word = frame >>> 5;
    if (word >= this.#bits.length) this.#grow(word);
    const bit = 1 << (frame & 31);
    if ((this.#bits[word] & bit) !== 0) return false;
    this.#bits[word] |= bit;
    this.revision++;
    this.#count++;
    this.#counted = Math.min(this.#counted, frame >>> BLOCK_SHIFT);
    return true;
  }

  delete(frame: number): boolean {
    if (!this.has(frame)) return false;
    this.#bits[frame >>> 5] &= ~(1 << (frame & 31));
    this.#count--;
    this.revision++;
    this.#counted = Math.min(this.#counted, frame >>> BLOCK_SHIFT);
    return true;
  }

  clear(): void {
    this.#bits.fill(0);
    this.revision++;
    this.#counted = 0;
    this.#count = 0;
  }

  /** The member with `row` members before it; 0 where there are not so many. */
  nth(row: number): number {
    if (row < 0 || row >= this.#count) return 0;
    this.#countTo(this.#bits.length / WORDS - 1);
    let low = 0;
    let high = this.#bits.length / WORDS - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#before[middle] <= row) low = middle;
      else high = middle - 1;
    }
    let left = row - this.#before[low];
    for (let word = low * WORDS; ; word++) {
      const ones = countOnes(this.#bits[word]);
      if (left >= ones) left -= ones;
      else return word * 32 + nthOne(this.#bits[word], left);
    }
  }

  /** How many members are smaller than `frame`. */
  rank(frame: number): number {
    if (frame >>> 5 >= this.#bits.length) return this.#count;
    const block = frame >>> BLOCK_SHIFT;
    this.#countTo(block);
    let rank = this.#before[block];
    const word = frame >>> 5;
    for (let at = block * WORDS; at < word; at++) rank += countOnes(this.#bits[at]);
    return rank + countOnes(this.#bits[word] & ((1 << (frame & 31)) - 1));
  }

  /** The members in ascending order. */
  *[Symbol.iterator](): Generator<number> {
    for (let word = 0; word < this.#bits.length; word++) {
      for (let bits = this.#bits[word]; bits !== 0; bits &= bits - 1) yield word * 32 + 31 - Math.clz32(bits & -bits);
    }
  }

  #grow(word: number): void {
    let length = this.#bits.length;
    while (length <= word) length *= 2;
    const bits = new Uint32Array(length);
    bits.set(this.#bits);
    this.#bits = bits;
    const before = new Uint32Array(length / WORDS + 1);
    before.set(this.#before);
    this.#before = before;
  }

  #countTo(block: number): void {
    for (; this.#counted < block; this.#counted++) {
      let count = this.#before[this.#counted];
      const first = this.#counted * WORDS;
      for (let word = first; word < first + WORDS; word++) count += countOnes(this.#bits[word]);
      this.#before[this.#counted + 1] = count;
    }
  }
}

function countOnes(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Position of the set bit with `left` set bits below it. */
function nthOne(word: number, left: number): number {
  let bits = word;
  for (let n = 0; n < left; n++) bits &= bits - 1;
  return 31 - Math.clz32(bits & -bits);
}
