import { grown, writeColumns } from './columns.ts';
import { TextBlockBuilder } from './text-block.ts';
import { type ByteSource, layerStates, type TreeLayer, type TreeNode, treeMagic } from './tree-batch.ts';

const maxDepth = 255;
const maxSources = 256;

/** Collects a tree; reusable after `begin`. */
export class TreeBatchBuilder {
  #frame = 0;
  #nodes = 0;
  #depths = new Uint8Array(256);
  #osis = new Uint8Array(256);
  #sourceIds = new Uint8Array(256);
  #flags = new Uint8Array(256);
  #starts = new Uint32Array(256);
  #lengths = new Uint32Array(256);
  #firstBits = new Uint16Array(256);
  #bitCounts = new Uint16Array(256);
  #links = new Uint32Array(256);
  readonly #texts = new TextBlockBuilder();
  #layers: TreeLayer[] = [];
  #sources: ByteSource[] = [];

  begin(frame: number): void {
    this.#frame = frame;
    this.#nodes = 0;
    this.#texts.clear();
    this.#layers = [];
    this.#sources = [];
  }

  get nodeCount(): number {
    return this.#nodes;
  }

  /** Adds a node below the last one of lesser depth. Depths over 255 count as 255. */
  node(node: TreeNode): void {
    const index = this.#nodes;
    if (node.depth > (index === 0 ? 0 : this.#depths[index - 1] + 1)) {
      throw new Error(`Node ${index} of depth ${node.depth} has no parent.`);
    }
    this.#makeRoom(index + 1);
    this.#nodes += 1;
    this.#depths[index] = Math.min(node.depth, maxDepth);
    this.#osis[index] = node.osi ?? 0;
    this.#sourceIds[index] = node.source;
    this.#flags[index] = node.flags ?? 0;
    this.#starts[index] = node.start;
    this.#lengths[index] = node.length;
    this.#firstBits[index] = node.firstBit ?? 0;
    this.#bitCounts[index] = node.bitCount ?? 0;
    this.#links[index] = node.linkFrame ?? 0;
    this.#texts.add(node.label);
    this.#texts.add(node.field);
    this.#texts.add(node.value);
  }

  layer(layer: TreeLayer): void {
    this.#layers.push(layer);
  }

  /** Adds a byte source; its number is the count of those before. At most 256. */
  source(name: string, bytes: Uint8Array): void {
    if (this.#sources.length >= maxSources) throw new Error(`A tree can point into ${maxSources} byte sources.`);
    this.#sources.push({ name, bytes });
  }

  /** The batch, independent of the builder and of the bytes given to it. Ranges are cut to their source. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#cutRanges();
    const texts = this.#texts;
    for (const layer of this.#layers) {
      texts.add(layer.protocol);
      texts.add(layer.title);
    }
    for (const source of this.#sources) texts.add(source.name);
    const n = this.#nodes;
    const sourceBytes = joined(this.#sources);
    return writeColumns(
      [treeMagic, this.#frame, n, this.#sources.length, this.#layers.length, texts.byteLength, sourceBytes.length],
      [
        ...[this.#depths, this.#osis, this.#sourceIds, this.#flags].map((column) => column.subarray(0, n)),
        this.#starts.subarray(0, n),
        this.#lengths.subarray(0, n),
        this.#firstBits.subarray(0, n),
        this.#bitCounts.subarray(0, n),
        this.#links.subarray(0, n),
        Uint32Array.from(this.#layers.flatMap(layerWords)),
        Uint32Array.from(this.#sources, (source) => source.bytes.length),
        texts.offsets,
        texts.bytes,
        sourceBytes,
      ],
    );
  }

  #cutRanges(): void {
    for (let node = 0; node < this.#nodes; node += 1) {
      const available = this.#sources[this.#sourceIds[node]]?.bytes.length ?? 0;
      this.#starts[node] = Math.min(this.#starts[node], available);
      this.#lengths[node] = Math.min(this.#lengths[node], available - this.#starts[node]);
    }
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#depths.length) return;
    this.#depths = grown(this.#depths, needed);
    this.#osis = grown(this.#osis, needed);
    this.#sourceIds = grown(this.#sourceIds, needed);
    this.#flags = grown(this.#flags, needed);
    this.#starts = grown(this.#starts, needed);
    this.#lengths = grown(this.#lengths, needed);
    this.#firstBits = grown(this.#firstBits, needed);
    this.#bitCounts = grown(this.#bitCounts, needed);
    this.#links = grown(this.#links, needed);
  }
}

const layerWords = (layer: TreeLayer): number[] => [
  layer.osi,
  layer.source,
  layer.headerStart,
  layer.headerLength,
  layer.payloadStart,
  layer.payloadLength,
  layerStates.indexOf(layer.state),
];

function joined(sources: readonly ByteSource[]): Uint8Array {
  const bytes = new Uint8Array(sources.reduce((length, source) => length + source.bytes.length, 0));
  let offset = 0;
  for (const source of sources) {
    bytes.set(source.bytes, offset);
    offset += source.bytes.length;
  }
  return bytes;
}
