import { Traffic, type TrafficLayer } from '../statistics/traffic.ts';
import { type TrafficColumn, type TrafficKind, TrafficLists } from '../statistics/traffic-list.ts';
import { TreeCount } from '../statistics/tree-count.ts';
import { trees } from '../statistics/trees.ts';
import type { Capture } from '../store/capture.ts';
import type { FrameSet } from '../store/frame-set.ts';
import type { View } from '../store/view.ts';

type Stop = { readonly aborted: boolean };
type Progress = (state: { done: number; total: number }) => void;

/** Counts of captures and of what views display, kept while those are and no further frame is ignored. */
class Kept<T> {
  private readonly known = new WeakMap<
    Capture | FrameSet,
    Map<string, { readonly count: T; readonly ignored: number }>
  >();

  /** @param make makes a count of the frames given, or of all */
  of({ capture, frames }: View, displayed: boolean, key: string, make: (within: FrameSet | undefined) => T): T {
    const within = displayed && frames !== null ? frames : undefined;
    const counts = this.known.get(within ?? capture) ?? new Map();
    this.known.set(within ?? capture, counts);
    const ignored = capture.edits.ignored.revision;
    const known = counts.get(key);
    if (known?.ignored === ignored) return known.count;
    const count = make(within);
    counts.set(key, { count, ignored });
    return count;
  }
}

/** The last frame that counts, as far as a view's filter has come. */
function lastOf(view: View, displayed: boolean): number {
  return displayed && view.frames !== null ? view.tested : view.capture.table.count;
}

/** Conversations and hierarchies. */
export class CountedTraffic {
  private readonly kept = new Kept<TrafficLists>();
  private readonly orders = new WeakMap<TrafficLists, { key: string; order: Uint32Array }>();

  /** Counts what has come since, then gives the lists. */
  async of(view: View, displayed: boolean, signal: Stop, progress: Progress): Promise<TrafficLists> {
    const lists = this.kept.of(
      view,
      displayed,
      '',
      (within) => new TrafficLists(new Traffic(view.capture, { within })),
    );
    const to = lastOf(view, displayed);
    await lists.traffic.update(to, signal, (done) => progress({ done, total: to }));
    return lists;
  }

  /** The order asked for last is kept, since windows of it follow. */
  async order(
    lists: TrafficLists,
    layer: TrafficLayer,
    kind: TrafficKind,
    text: string,
    sort: { readonly column: TrafficColumn; readonly descending: boolean },
    signal: Stop,
    nameOf?: (address: string) => string,
  ): Promise<Uint32Array> {
    const key = JSON.stringify([layer, kind, text, sort, lists.traffic.scanned]);
    const known = this.orders.get(lists);
    // Names become known by and by.
    const lasting = text === '' || nameOf === undefined;
    if (lasting && known?.key === key) return known.order;
    const order = await lists.of(layer, kind).order(text, sort, signal, nameOf);
    if (order && lasting) this.orders.set(lists, { key, order });
    return order ?? new Uint32Array(0);
  }
}

/** Trees of counts. */
export class CountedTrees {
  private readonly kept = new Kept<TreeCount>();

  async of(view: View, displayed: boolean, name: string, signal: Stop, progress: Progress): Promise<TreeCount> {
    const statistic = trees.find((tree) => tree.name === name);
    if (!statistic) throw new Error(`there is no tree ${name}`);
    const count = this.kept.of(view, displayed, name, (within) => new TreeCount(view.capture, statistic, within));
    const to = lastOf(view, displayed);
    await count.update(to, signal, (done) => progress({ done, total: to }));
    return count;
  }
}
