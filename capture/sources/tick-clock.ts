import { NO_TIME } from './frame-sink.ts';

/**
 * Up to this many ticks a second, and before the year 2242, an estimate of the seconds is off by one at most, and the
 * rest, computed modulo 2^32, tells in which direction.
 */
const ESTIMATE_LIMIT = 2 ** 30;
const ESTIMATE_SECONDS = 2 ** 33;
/** Up to this many ticks a second, long division in 16-bit digits stays exact in doubles. */
const LONG_DIVISION_LIMIT = 2 ** 37;
const TWO_32 = 2 ** 32;

/** Ticks per second of an if_tsresol byte, or null when a 64-bit counter cannot hold them. */
export function ticksPerSecond(timeResolution: number): bigint | null {
  const exponent = timeResolution & 0x7f;
  if (timeResolution & 0x80) return exponent > 63 ? null : 1n << BigInt(exponent);
  return exponent > 19 ? null : 10n ** BigInt(exponent);
}

/** Decimal digits that a resolution justifies, at most 9. */
export function timeDigits(timeResolution: number): number {
  const exponent = timeResolution & 0x7f;
  return Math.min(9, timeResolution & 0x80 ? Math.floor(exponent * Math.log10(2)) : exponent);
}

/**
 * Turns the 64-bit time stamps of one pcapng interface into seconds and nanoseconds, without making objects. Without a
 * valid resolution there is no time.
 */
export class TickClock {
  /** Result of `set`: whole seconds, if_tsoffset included. */
  seconds = 0;
  /** Result of `set`: 0..999,999,999, rounded down, or NO_TIME. */
  nanoseconds = NO_TIME;
  readonly #perSecond: number;
  readonly #exactPerSecond: bigint;
  /** Seconds in a tick. */
  readonly #perTick: number;
  readonly #offset: number;
  /** Nanoseconds in a tick if whole, else 0. */
  readonly #tickNanoseconds: number;

  /** `offset` in seconds; `perSecond` from `ticksPerSecond`. */
  constructor(perSecond: bigint | null, offset: number) {
    this.#exactPerSecond = perSecond ?? 0n;
    this.#perSecond = Number(perSecond ?? 0n);
    this.#perTick = 1 / this.#perSecond;
    this.#offset = offset;
    this.#tickNanoseconds = perSecond && 1_000_000_000n % perSecond === 0n ? Number(1_000_000_000n / perSecond) : 0;
  }

  /** Takes the two halves of a time stamp. */
  set(high: number, low: number): void {
    const perSecond = this.#perSecond;
    if (perSecond <= ESTIMATE_LIMIT) {
      let seconds = Math.floor((high * TWO_32 + low) * this.#perTick);
      if (seconds < ESTIMATE_SECONDS) {
        let rest = (low - Math.imul(seconds, perSecond)) >>> 0;
        if (rest >= perSecond) {
          if (rest < 2 * perSecond) {
            seconds++;
            rest -= perSecond;
          } else {
            seconds--;
            rest = (rest + perSecond) >>> 0;
          }
        }
        this.#store(seconds, rest);
        return;
      }
    }
    this.#divide(high, low);
  }

  #store(seconds: number, rest: number): void {
    this.seconds = seconds + this.#offset;
    const tick = this.#tickNanoseconds;
    this.nanoseconds = tick !== 0 ? Math.imul(rest, tick) : this.#fraction(rest);
  }

  /** Time stamps that are rare: very fine or far away. */
  #divide(high: number, low: number): void {
    const perSecond = this.#perSecond;
    if (perSecond === 0) return;
    if (perSecond > LONG_DIVISION_LIMIT) {
      const ticks = (BigInt(high) << 32n) | BigInt(low);
      const whole = ticks / this.#exactPerSecond;
      const rest = ticks - whole * this.#exactPerSecond;
      this.seconds = Number(whole) + this.#offset;
      this.nanoseconds = Number((rest * 1_000_000_000n) / this.#exactPerSecond);
      return;
    }
    let seconds = Math.floor(high / perSecond);
    let rest = (high - seconds * perSecond) * 0x10000 + (low >>> 16);
    let digit = Math.floor(rest / perSecond);
    rest = (rest - digit * perSecond) * 0x10000 + (low & 0xffff);
    seconds = seconds * 0x10000 + digit;
    digit = Math.floor(rest / perSecond);
    rest -= digit * perSecond;
    this.#store(seconds * 0x10000 + digit, rest);
  }

  /** floor(rest * 10^9 / ticks per second), three digits at a time. */
  #fraction(rest: number): number {
    let nanoseconds = 0;
    for (let group = 0; group < 3; group++) {
      const scaled = rest * 1000;
      const digits = Math.floor(scaled / this.#perSecond);
      rest = scaled - digits * this.#perSecond;
      nanoseconds = nanoseconds * 1000 + digits;
    }
    return nanoseconds;
  }
}
