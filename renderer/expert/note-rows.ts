import type { Group } from './expert-state.ts';

/** What stands in a row of the list: a group, one of its frames by its place, or the word that there are more. */
export type NoteRow =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'frame'; readonly group: Group; readonly at: number }
  | { readonly kind: 'more'; readonly group: Group };

/** The rows of groups of which some are open. */
export class NoteRows {
  readonly total: number;
  private readonly groups: readonly Group[];
  /** Row of each group. */
  private readonly starts: readonly number[];

  constructor(groups: readonly Group[], open: ReadonlySet<number>) {
    this.groups = groups;
    let next = 0;
    this.starts = groups.map((g) => {
      const start = next;
      next += 1 + (open.has(g.group) ? g.frames + (g.capped ? 1 : 0) : 0);
      return start;
    });
    this.total = next;
  }

  at(row: number): NoteRow | undefined {
    if (row < 0 || row >= this.total) return undefined;
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle] <= row) low = middle;
      else high = middle - 1;
    }
    const group = this.groups[low];
    const below = row - this.starts[low] - 1;
    if (below < 0) return { kind: 'group', group };
    return below < group.frames ? { kind: 'frame', group, at: below } : { kind: 'more', group };
  }

  /** Row of a group, -1 where it is not among them. */
  rowOf(group: number): number {
    const at = this.groups.findIndex((g) => g.group === group);
    return at < 0 ? -1 : this.starts[at];
  }
}
