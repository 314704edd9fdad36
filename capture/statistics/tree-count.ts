import type { Dissection } from '../../decoders/model/dissection.ts';
import { type ScanOptions, scanDecoded, scanFrames } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { StatisticsTree } from './statistics-tree.ts';
import type { TreeCounter, TreeStatistic } from './tree-statistic.ts';

/** A tree of counts of a capture, or of a part of it. {@link update} takes in the frames that have come since. */
export class TreeCount {
  readonly statistic: TreeStatistic;
  readonly tree = new StatisticsTree();
  /** Last frame that was looked at. */
  scanned = 0;
  private readonly capture: Capture;
  private readonly within: { has(frame: number): boolean } | undefined;
  private readonly counter: TreeCounter;
  private readonly protocol: number;
  private turn: Promise<void> = Promise.resolve();

  constructor(capture: Capture, statistic: TreeStatistic, within?: { has(frame: number): boolean }) {
    this.capture = capture;
    this.statistic = statistic;
    this.within = within;
    this.counter = statistic.begin(this.tree, capture.registry);
    this.protocol = capture.registry.protocols.find(({ name }) => name === statistic.protocol)?.id ?? -1;
  }

  /** Looks at the frames up to `to` that it has not seen, in slices. Stops soon after `signal` is aborted, and goes on there next time. */
  update(to: number, signal?: { readonly aborted: boolean }, progress?: (frame: number) => void): Promise<void> {
    const now = this.turn.then(() => this.scan(to, signal, progress));
    this.turn = now.catch(() => {});
    return now;
  }

  private async scan(
    to: number,
    signal: { readonly aborted: boolean } | undefined,
    progress: ((frame: number) => void) | undefined,
  ): Promise<void> {
    if (signal?.aborted || to <= this.scanned) return;
    const { capture, counter, tree } = this;
    const { original, seconds, nanoseconds } = capture.table;
    const turnTo = (frame: number): void => {
      const whole = seconds.get(frame) - seconds.get(1);
      tree.at(frame, whole * 1000 + (nanoseconds.get(frame) - nanoseconds.get(1)) / 1e6);
    };
    const { within } = this;
    const options: ScanOptions = {
      from: this.scanned + 1,
      to,
      within:
        this.protocol < 0
          ? (within ?? null)
          : { has: (frame) => this.hasProtocol(frame) && within?.has(frame) !== false },
      signal,
      progress: (frame) => {
        this.scanned = Math.max(this.scanned, frame);
        progress?.(frame);
      },
    };
    const byLength = (frame: number): void => {
      turnTo(frame);
      counter.addLength?.(original.get(frame));
    };
    const decoded = (frame: number, d: Dissection): void => {
      turnTo(frame);
      counter.add(d);
    };
    const last = await (counter.addLength
      ? scanFrames(capture, byLength, options)
      : scanDecoded(capture, counter.mask, decoded, options));
    this.scanned = Math.max(this.scanned, last);
  }

  private hasProtocol(frame: number): boolean {
    const { session, table } = this.capture;
    return session.stacks.has(table.stack.get(frame), this.protocol);
  }
}
