import { type Counters, interfaceCounters } from '../helper/activity.ts';

export interface Rate {
  name: string;
  packets: number;
  bytes: number;
}

const INTERVAL = 1000;

/** Tells packets and bytes per second of each interface, once a second while it is on. */
export class ActivityWatch {
  private readonly tell: (rates: Rate[]) => void;
  private timer: NodeJS.Timeout | undefined;
  private last = new Map<string, Counters>();
  private lastTime = 0;

  constructor(tell: (rates: Rate[]) => void) {
    this.tell = tell;
  }

  set(on: boolean): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.last.clear();
    if (!on) return;
    this.timer = setInterval(() => void this.look(), INTERVAL);
    this.timer.unref();
    void this.look();
  }

  private async look(): Promise<void> {
    const now = await interfaceCounters();
    if (this.timer === undefined) return;
    const time = performance.now();
    const seconds = (time - this.lastTime) / 1000;
    const rates: Rate[] = [];
    for (const [name, counters] of now) {
      const before = this.last.get(name);
      if (!before) continue;
      rates.push({
        name: name.slice(0, 200),
        packets: Math.max(0, Math.round((counters.packets - before.packets) / seconds)),
        bytes: Math.max(0, Math.round((counters.bytes - before.bytes) / seconds)),
      });
    }
    this.last = now;
    this.lastTime = time;
    if (rates.length > 0) this.tell(rates.slice(0, 512));
  }
}
