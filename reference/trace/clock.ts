/**
 * The realtime clock in nanoseconds. Node shows the realtime clock in milliseconds only, and the monotonic clock in
 * nanoseconds; so the difference of the two is found once, at the moment the millisecond changes, and added from then on.
 */
export class Clock {
  readonly #offset: bigint;

  /** `offset` as found by another process or thread of the same machine, so that all of a program agree. */
  constructor(offset: bigint = findOffset()) {
    this.#offset = offset;
  }

  /** Nanoseconds between the monotonic and the realtime clock. */
  get offset(): bigint {
    return this.#offset;
  }

  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  now(): bigint {
    return process.hrtime.bigint() + this.#offset;
  }
}

/** Takes at most three milliseconds; right to a few microseconds unless the process is interrupted all three times. */
function findOffset(): bigint {
  let best: bigint | undefined;
  let narrowest = 1_000_000_000n;
  for (let attempt = 0; attempt < 3; attempt++) {
    const before = Date.now();
    let earlier = process.hrtime.bigint();
    for (;;) {
      const realtime = Date.now();
      const later = process.hrtime.bigint();
      if (realtime !== before) {
        const width = later - earlier;
        if (width < narrowest) {
          narrowest = width;
          best = BigInt(realtime) * 1_000_000n - (earlier + later) / 2n;
        }
        break;
      }
      earlier = later;
    }
    if (narrowest < 5_000n) break;
  }
  return best as bigint;
}
