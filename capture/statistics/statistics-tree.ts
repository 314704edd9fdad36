/** Milliseconds that a burst lasts at most, and of the pieces in which time is cut to find it. */
const WINDOW = 100;
const PIECE = 5;
/** Nodes of a tree at most, so that hostile names cannot fill memory. */
const MOST_NODES = 20_000;
/** Longest name of a node. */
const LONGEST = 1000;

/**
 * A line of a tree of counts: how often, how often at most within 100 ms, and where values are averaged, their sum, least
 * and largest. Counted as Wireshark's stats_tree counts.
 */
export class StatisticsNode {
  readonly name: string;
  readonly parent: StatisticsNode | null;
  readonly children = new Map<string, StatisticsNode>();
  /** Place among ranges, by which they are ordered instead of by count; -1 for other nodes. */
  readonly range: number;
  /** Values have a fraction. */
  readonly fractional: boolean;
  averaged = false;
  /** tshark 4.0 counts each twice. */
  printedTwice = false;
  count = 0;
  sum = 0;
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  /** Most counts within a window, and when it began, in milliseconds since the first frame. */
  burst = 0;
  burstStart = 0;
  /** The first frame counted, 0 for none. */
  first = 0;
  private inWindow = 0;
  /** Pieces of the window with counts: number, begin, count. */
  private pieces: [number, number, number][] = [[0, 0, 0]];

  constructor(name: string, parent: StatisticsNode | null, fractional = false, range = -1) {
    this.name = name;
    this.parent = parent;
    this.fractional = fractional;
    this.range = range;
  }

  tick(time: number, frame: number): void {
    this.count++;
    if (this.first === 0) this.first = frame;
    this.addToWindow(time);
  }

  value(value: number): void {
    this.averaged = true;
    this.sum += value;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }

  private addToWindow(time: number): void {
    const { pieces } = this;
    const number = Math.floor(time / PIECE);
    const last = pieces[pieces.length - 1];
    if (number > last[0]) {
      pieces.push([number, time, 1]);
      this.inWindow++;
      while (number >= pieces[0][0] + WINDOW / PIECE) this.inWindow -= pieces.shift()?.[2] ?? 0;
    } else if (number < pieces[0][0]) {
      if (number + WINDOW / PIECE <= last[0]) return;
      pieces.unshift([number, time, 1]);
      this.inWindow++;
    } else {
      const at = pieces.findLastIndex((piece) => piece[0] <= number);
      if (pieces[at][0] === number) pieces[at][2]++;
      else pieces.splice(at + 1, 0, [number, time, 1]);
      this.inWindow++;
    }
    if (this.inWindow <= this.burst) return;
    this.burst = this.inWindow;
    this.burstStart = pieces[0][1];
  }
}

/** Counts by name on several levels. {@link at} says which frame is counted; nodes are made when they are first named. */
export class StatisticsTree {
  readonly root = new StatisticsNode('', null);
  /** Nodes that were left out because there are too many. */
  omitted = 0;
  private nodes = 0;
  private time = 0;
  private frame = 0;
  private start = Number.NaN;

  /** @param time milliseconds since the capture's first frame */
  at(frame: number, time: number): void {
    this.frame = frame;
    this.time = time;
    if (Number.isNaN(this.start)) this.start = time;
  }

  /** Milliseconds from the first frame counted to the last. */
  get elapsed(): number {
    return Number.isNaN(this.start) ? 0 : this.time - this.start;
  }

  /** The node below another one; made if it is new. */
  node(parent: StatisticsNode, name: string, fractional = false, range = -1): StatisticsNode {
    const known = parent.children.get(name);
    if (known) return known;
    const made = new StatisticsNode(name.slice(0, LONGEST), parent, fractional, range);
    if (this.nodes >= MOST_NODES) {
      this.omitted++;
      return made;
    }
    this.nodes++;
    parent.children.set(name, made);
    return made;
  }

  tick(parent: StatisticsNode, name: string): StatisticsNode {
    const node = this.node(parent, name);
    node.tick(this.time, this.frame);
    return node;
  }

  /** Counts the node itself and what is named below it. */
  pivot(node: StatisticsNode, name: string): void {
    node.tick(this.time, this.frame);
    this.tick(node, name);
  }

  /** Counts a node and takes a value into its average. */
  average(node: StatisticsNode, value: number): void {
    node.tick(this.time, this.frame);
    node.value(value);
  }
}

/** The nodes below another one as they are shown: ranges in their order, others by count, then by name, the largest first. */
export function sortedChildren(node: StatisticsNode): StatisticsNode[] {
  const children = [...node.children.values()];
  if (node.parent === null) return children;
  return children.sort((a, b) =>
    a.range >= 0 && b.range >= 0 ? a.range - b.range : b.count - a.count || (a.name < b.name ? 1 : -1),
  );
}
