import type { ByteInput } from './byte-input.ts';

/** Space before each block for the end of the block before it, so that most records are contiguous without a copy. */
const LEAD = 256 * 1024;

/**
 * Hands out an input in large blocks, reading the next block while the current one is being parsed. What the parser
 * leaves of a block stands before the bytes of the next one.
 */
export class BlockFeed {
  /** The current block is `bytes[from]` to `bytes[to]`; the parser moves `from` on. */
  bytes: Uint8Array;
  from = LEAD;
  to = LEAD;
  /** Place of `bytes[0]` in the stream; negative for the first blocks. */
  offset = -LEAD;
  readonly #input: ByteInput;
  readonly #blockBytes: number;
  #spare: Uint8Array;
  #pending: Promise<number>;

  constructor(input: ByteInput, blockBytes: number) {
    this.#input = input;
    this.#blockBytes = blockBytes;
    this.bytes = new Uint8Array(LEAD + blockBytes);
    this.#spare = new Uint8Array(LEAD + blockBytes);
    this.#pending = this.#readAhead();
  }

  /**
   * Goes to the next block, in which at least `wanted` bytes stand unless the input ends before. Returns false at the
   * end of the input, when nothing has been added. Passes on what the input throws, once all bytes before it have been
   * handed out.
   */
  async next(wanted: number): Promise<boolean> {
    const rest = this.to - this.from;
    let count = await this.#pending;
    if (count === 0) return false;
    let lead = LEAD;
    let block = this.#spare;
    if (rest > LEAD) {
      lead = rest;
      block = new Uint8Array(rest + Math.max(rest, this.#blockBytes));
      block.set(this.#spare.subarray(LEAD, LEAD + count), lead);
    }
    const from = lead - rest;
    block.set(this.bytes.subarray(this.from, this.to), from);
    let to = lead + count;
    let failed: Promise<number> | null = null;
    while (to - from < wanted) {
      if (block.length - to < this.#blockBytes / 2) {
        const grown = new Uint8Array(block.length * 2);
        grown.set(block.subarray(from, to), from);
        block = grown;
      }
      const more = this.#input.read(block, to, Math.min(this.#blockBytes, block.length - to));
      count = await more.catch(() => 0);
      if (count === 0) {
        failed = more;
        break;
      }
      to += count;
    }
    this.offset += this.from - from;
    this.#spare = this.bytes.length === LEAD + this.#blockBytes ? this.bytes : new Uint8Array(LEAD + this.#blockBytes);
    this.bytes = block;
    this.from = from;
    this.to = to;
    // At the end or after an error the same answer comes again.
    this.#pending = failed ?? this.#readAhead();
    return true;
  }

  /** Waits until no read is under way. */
  async idle(): Promise<void> {
    await this.#pending.catch(() => 0);
  }

  #readAhead(): Promise<number> {
    const pending = this.#input.read(this.#spare, LEAD, this.#blockBytes);
    // The error is taken from the same promise by the next call of `next`.
    pending.catch(() => 0);
    return pending;
  }
}
