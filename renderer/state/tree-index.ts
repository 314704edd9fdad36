import { nodeFlag, type TreeBatch } from '../../contract/tree-batch.ts';
import { type NoteSeverity, noteSeverities, noteSeverity } from './note-severity.ts';

const NOTES = nodeFlag.malformed | nodeFlag.expert;

interface Note {
  readonly node: number;
  readonly severity: NoteSeverity;
}

/** What is looked up in a field tree again and again, worked out once per packet. */
export class TreeIndex {
  /** The node above each node, -1 for the outermost. */
  readonly parents: Int32Array;
  /** The first node after each node and everything below it. */
  readonly ends: Int32Array;
  /** 1 for each node that stands for a layer. */
  readonly isLayer: Uint8Array;
  /** Index of the layer each node belongs to. */
  readonly layerOf: Uint8Array;
  /** The node that stands for each layer, -1 where the tree has none. */
  readonly layerNodes: Int32Array;
  /** Place of each node among the shown nodes beside it, from 1, and how many these are; worked out when asked for. */
  private places: { readonly at: Int32Array; readonly of: Int32Array } | undefined;
  /** The tree's notes, ascending. */
  private readonly notes: Note[] = [];
  private readonly tree: TreeBatch;

  constructor(tree: TreeBatch) {
    const { count, depths } = tree;
    this.tree = tree;
    this.parents = new Int32Array(count).fill(-1);
    this.ends = new Int32Array(count).fill(count);
    this.isLayer = new Uint8Array(count);
    this.layerOf = new Uint8Array(count);
    this.layerNodes = new Int32Array(tree.layers.length).fill(-1);
    const open: number[] = [];
    for (let node = 0; node < count; node++) {
      while (open.length > 0 && depths[open[open.length - 1]] >= depths[node]) this.ends[open.pop()!] = node;
      this.parents[node] = open.length > 0 ? open[open.length - 1] : -1;
      open.push(node);
      if (tree.flags[node] & NOTES && !(tree.flags[node] & nodeFlag.hidden)) this.addNote(node);
    }
    this.assignLayers();
  }

  /** The gravest note below a node. */
  noteBelow(node: number): NoteSeverity | undefined {
    let gravest = -1;
    for (const note of this.notes) {
      if (note.node > node && note.node < this.ends[node]) {
        gravest = Math.max(gravest, noteSeverities.indexOf(note.severity));
      }
    }
    return noteSeverities[gravest];
  }

  /** Whether something is shown below the node. */
  hasChildren(node: number): boolean {
    for (let child = node + 1; child < this.ends[node]; child = this.ends[child]) {
      if (!(this.tree.flags[child] & nodeFlag.hidden)) return true;
    }
    return false;
  }

  /** Place among the shown nodes beside it, from 1, and how many these are. */
  place(node: number): { readonly at: number; readonly of: number } {
    this.places ??= this.findPlaces();
    return { at: this.places.at[node], of: this.places.of[this.parents[node] + 1] };
  }

  /** The nodes directly below a node that are shown. */
  children(node: number): number[] {
    const out: number[] = [];
    for (let child = node + 1; child < this.ends[node]; child = this.ends[child]) {
      if (!(this.tree.flags[child] & nodeFlag.hidden)) out.push(child);
    }
    return out;
  }

  private findPlaces(): { at: Int32Array; of: Int32Array } {
    const { count, flags } = this.tree;
    const at = new Int32Array(count);
    const of = new Int32Array(count + 1);
    for (let node = 0; node < count; node++) {
      if (flags[node] & nodeFlag.hidden) continue;
      of[this.parents[node] + 1] += 1;
      at[node] = of[this.parents[node] + 1];
    }
    return { at, of };
  }

  private addNote(node: number): void {
    const severity = noteSeverity(this.tree.flags[node], this.tree.label(node));
    if (severity) this.notes.push({ node, severity });
  }

  /** Layers and the nodes that stand for them come in the same order. */
  private assignLayers(): void {
    const { tree } = this;
    let next = 0;
    let current = 0;
    for (let node = 0; node < tree.count; node++) {
      if (tree.osis[node] > 0 && next < tree.layers.length) {
        const field = tree.field(node);
        let layer = tree.layers.findIndex((l, index) => index >= next && l.protocol === field);
        if (layer < 0 && tree.depths[node] === 0 && tree.layers[next].osi === tree.osis[node]) layer = next;
        if (layer >= 0) {
          this.layerNodes[layer] = node;
          this.isLayer[node] = 1;
          current = layer;
          next = layer + 1;
        }
      }
      this.layerOf[node] = current;
    }
  }
}

/**
 * The field a byte belongs to, -1 for none: the smallest node whose range holds it. Of equally long ones the innermost,
 * of those beside each other the first, and of the bits of a field the whole field.
 */
export function nodeAt(tree: TreeBatch, index: TreeIndex, source: number, offset: number): number {
  let best = -1;
  for (let node = 0; node < tree.count; node++) {
    const length = tree.lengths[node];
    if (length === 0 || tree.sourceIds[node] !== source || tree.flags[node] & nodeFlag.hidden) continue;
    const start = tree.starts[node];
    if (offset < start || offset >= start + length) continue;
    if (best < 0 || length < tree.lengths[best]) best = node;
    else if (length === tree.lengths[best] && tree.bitCounts[node] === 0) {
      if (node < index.ends[best] || tree.bitCounts[best] > 0) best = node;
    }
  }
  while (best >= 0 && tree.bitCounts[best] > 0) {
    const above = index.parents[best];
    if (above < 0 || index.isLayer[above] || tree.lengths[above] === 0) break;
    best = above;
  }
  return best;
}
