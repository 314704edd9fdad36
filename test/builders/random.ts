/** Numbers that look random and are the same for the same seed (xorshift). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed | 1, 0x9e3779b1) | 0 || 1;
  }

  /** An integer from 0 to `below` - 1. */
  below(below: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % below;
  }

  of<T>(...choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** True `percent` times in a hundred. */
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}
