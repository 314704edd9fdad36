import { NO_TIME } from './frame-sink.ts';

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
  readonly #offset: number;
  /** Nanoseconds in a tick if whole, else 0. */
  readonly #tickNanoseconds: number;

  /** `offset` in seconds; `perSecond` from `ticksPerSecond`. */
  constructor(perSecond: bigint | null, offset: number) {
    this.#exactPerSecond = perSecond ?? 0n;
    this.#perSecond = Number(perSecond ?? 0n);
    this.#offset = offset;
    this.#tickNanoseconds = perSecond && 1_000_000_000n % perSecond === 0n ? Number(1_000_000_000n / perSecond) : 0;
  }

  /** Takes the two halves of a time stamp. */
  set(high: number, low: number): void {
    const perSecond = this.#perSecond;
    if (perSecond === 0) return;
    let seconds: number;
    let rest: number;
    if (high < 0x200000) {
      const ticks = high * TWO_32 + low;
      seconds = Math.floor(ticks / perSecond);
      rest = ticks - seconds * perSecond;
      if (rest < 0) {
        seconds--;
        rest += perSecond;
      }
    } else if (perSecond <= LONG_DIVISION_LIMIT) {
      seconds = Math.floor(high / perSecond);
      rest = (high - seconds * perSecond) * 0x10000 + (low >>> 16);
      let digit = Math.floor(rest / perSecond);
      rest = (rest - digit * perSecond) * 0x10000 + (low & 0xffff);
      seconds = seconds * 0x10000 + digit;
      digit = Math.floor(rest / perSecond);
      rest -= digit * perSecond;
      seconds = seconds * 0x10000 + digit;
    } else {
      this.#setExactly(high, low);
      return;
    }
    this.seconds = seconds + this.#offset;
    this.nanoseconds = this.#tickNanoseconds !== 0 ? rest * this.#tickNanoseconds : this.#fraction(rest);
  }

  /** floor(rest * 10^9 / ticks per second), three digits at a time. */
  #fraction(rest: number): number {
    if (this.#perSecond > LONG_DIVISION_LIMIT) {
      return Number((BigInt(rest) * 1_000_000_000n) / this.#exactPerSecond);
    }
    let nanoseconds = 0;
    for (let group = 0; group < 3; group++) {
      const scaled = rest * 1000;
      const digits = Math.floor(scaled / this.#perSecond);
      rest = scaled - digits * this.#perSecond;
      nanoseconds = nanoseconds * 1000 + digits;
    }
    return nanoseconds;
  }

  #setExactly(high: number, low: number): void {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    const seconds = ticks / this.#exactPerSecond;
    this.seconds = Number(seconds) + this.#offset;
    const rest = ticks - seconds * this.#exactPerSecond;
    this.nanoseconds = Number((rest * 1_000_000_000n) / this.#exactPerSecond);
  }
}
