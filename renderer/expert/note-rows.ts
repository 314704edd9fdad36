import type { Group } from './expert-state.ts';

/**
 * What stands in a row of the list: a group by its place, one of its frames by its place below it, or the word that there
 * are more. The group is undefined before it has come.
 */
export type NoteRow =
  | { readonly kind: 'group'; readonly index: number; readonly group: Group | undefined }
  | { readonly kind: 'frame'; readonly index: number; readonly group: Group; readonly at: number }
  | { readonly kind: 'more'; readonly index: number; readonly group: Group };

/** A window of groups, and those that are open wherever they stand. */
export interface GroupWindow {
  /** Groups that there are. */
  readonly total: number;
  /** Place of the first of `groups`. */
  readonly first: number;
  readonly groups: readonly Group[];
  /** In ascending order of their places. */
  readonly opened: readonly { readonly at: number; readonly group: Group }[];
}

/** The rows of groups of which some are open. */
export class NoteRows {
  readonly total: number;
  private readonly known: GroupWindow;
  private readonly opened: GroupWindow['opened'];
  /** Rows below the open groups, and below those before each. */
  private readonly before: readonly number[];

  constructor(known: GroupWindow, open: ReadonlySet<number>) {
    this.known = known;
    this.opened = openedOf(known, open);
    let below = 0;
    this.before = this.opened.map(({ group }) => {
      const before = below;
      below += rowsBelow(group);
      return before;
    });
    this.total = known.total + below;
  }

  at(row: number): NoteRow | undefined {
    if (row < 0 || row >= this.total) return undefined;
    const { opened } = this;
    // The last open group that begins at the row or before it.
    let low = -1;
    let high = opened.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (opened[middle].at + this.before[middle] <= row) low = middle;
      else high = middle - 1;
    }
    if (low < 0) return { kind: 'group', index: row, group: this.group(row) };
    const { at: index, group } = opened[low];
    const below = row - index - this.before[low] - 1;
    if (below < 0) return { kind: 'group', index, group };
    if (below < group.frames) return { kind: 'frame', index, group, at: below };
    if (below < rowsBelow(group)) return { kind: 'more', index, group };
    const after = row - this.before[low] - rowsBelow(group);
    return { kind: 'group', index: after, group: this.group(after) };
  }

  /** The group at a place, as far as it is known. */
  group(index: number): Group | undefined {
    const { first, groups } = this.known;
    return groups[index - first] ?? this.opened.find(({ at }) => at === index)?.group;
  }

  /** Place of a group, -1 where it is not known. */
  indexOf(group: number): number {
    const { first, groups } = this.known;
    const at = groups.findIndex((g) => g.group === group);
    return at >= 0 ? first + at : (this.opened.find((o) => o.group.group === group)?.at ?? -1);
  }

  /** Row of the group at a place. */
  rowOf(index: number): number {
    let row = index;
    for (const { at, group } of this.opened) if (at < index) row += rowsBelow(group);
    return row;
  }
}

/** The open groups, one just opened among those in the window with them. */
function openedOf({ first, groups, opened }: GroupWindow, open: ReadonlySet<number>): GroupWindow['opened'] {
  const found = new Map(opened.map((o) => [o.group.group, o]));
  groups.forEach((group, i) => {
    found.set(group.group, { at: first + i, group });
  });
  return [...found.values()].filter(({ group }) => open.has(group.group)).sort((a, b) => a.at - b.at);
}

function rowsBelow(group: Group): number {
  return group.frames + (group.capped ? 1 : 0);
}
