/** Calls `action` at most once in `interval` milliseconds: at once when it was quiet, else once at the interval's end. */
export class Throttle {
  private readonly interval: number;
  private readonly action: () => void;
  private last = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(interval: number, action: () => void) {
    this.interval = interval;
    this.action = action;
  }

  request(): void {
    if (this.timer !== undefined) return;
    const wait = this.last + this.interval - performance.now();
    if (wait <= 0) this.run();
    else this.timer = setTimeout(() => this.run(), wait);
  }

  /** Calls now, whatever the interval. */
  flush(): void {
    clearTimeout(this.timer);
    this.run();
  }

  private run(): void {
    this.timer = undefined;
    this.last = performance.now();
    this.action();
  }
}
