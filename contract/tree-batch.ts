import { BatchError, ColumnReader } from './columns.ts';
import { TextBlock } from './text-block.ts';

/**
 * The field tree of one packet. Ranges of nodes lie within their source; a layer's payload may reach beyond it where the
 * frame was captured short.
 *
 * ```
 * words    magic "OTRE", frame number, nodes n, sources s, layers l, bytes of text t, bytes of all sources b
 * columns  u8[n]    depth, 0 for a layer's own node; nodes are in display order, a node's children follow it
 *          u8[n]    OSI number of the layer the node stands for, 0 if it is a field
 *          u8[n]    byte source the range points into
 *          u8[n]    flags, `nodeFlag`
 *          u32[n]   start of the range in bytes
 *          u32[n]   length of the range in bytes
 *          u16[n]   first bit within the range, counted from the most significant bit of its first byte
 *          u16[n]   number of bits, 0 where the field is whole bytes
 *          u32[n]   frame the node links to, 0 for none
 *          u32[7l]  per layer: OSI number, source, header start, header length, payload start, payload length, state
 *          u32[s]   length of each source
 *          u32[k+1] offsets into the text, k = 3n + 2l + s: label, field name and value of each node, protocol and
 *                   title of each layer, name of each source
 *          u8[t]    UTF-8 text
 *          u8[b]    the sources one after the other
 * ```
 */
export const treeMagic = 0x4552544f;
const wordsPerLayer = 7;

export const nodeFlag = {
  /** Computed, not read from bytes. */
  generated: 1 << 0,
  /** Only shown when asked for. */
  hidden: 1 << 1,
  malformed: 1 << 2,
  /** `linkFrame` leads to another frame. */
  link: 1 << 3,
  /** Bytes that no field claimed. */
  undecoded: 1 << 4,
  /** An expert note. */
  expert: 1 << 5,
} as const;

export const layerStates = ['complete', 'truncated', 'malformed'] as const;
export type LayerState = (typeof layerStates)[number];

export interface TreeNode {
  /** At most one more than that of the node before. */
  depth: number;
  /** The line shown. */
  label: string;
  /** Dotted name for filters, empty where the node has none. */
  field: string;
  /** What "copy value" copies. */
  value: string;
  source: number;
  start: number;
  length: number;
  flags?: number;
  osi?: number;
  linkFrame?: number;
  firstBit?: number;
  bitCount?: number;
}

export interface TreeLayer {
  /** Short name, as `tcp`. */
  readonly protocol: string;
  readonly title: string;
  /** 1 to 7. */
  readonly osi: number;
  readonly source: number;
  readonly headerStart: number;
  readonly headerLength: number;
  readonly payloadStart: number;
  readonly payloadLength: number;
  readonly state: LayerState;
}

/** Bytes that ranges point into: the frame, reassembled data, decrypted data. */
export interface ByteSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A received tree. Numbers are views of the message, texts are decoded when asked for. */
export class TreeBatch {
  readonly frame: number;
  readonly count: number;
  readonly depths: Uint8Array;
  readonly osis: Uint8Array;
  readonly sourceIds: Uint8Array;
  readonly flags: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  readonly firstBits: Uint16Array;
  readonly bitCounts: Uint16Array;
  readonly linkFrames: Uint32Array;
  readonly layers: readonly TreeLayer[];
  readonly sources: readonly ByteSource[];
  readonly #texts: TextBlock;

  /** Throws `BatchError` when `bytes` are not a tree, or ranges leave their source. */
  constructor(bytes: Uint8Array) {
    const reader = new ColumnReader(bytes, 'field tree');
    const [frame, count, sourceCount, layerCount, textLength, sourcesLength] = reader.header(treeMagic, 6);
    this.frame = frame;
    this.count = count;
    this.depths = reader.u8(count);
    this.osis = reader.u8(count);
    this.sourceIds = reader.u8(count);
    this.flags = reader.u8(count);
    this.starts = reader.u32(count);
    this.lengths = reader.u32(count);
    this.firstBits = reader.u16(count);
    this.bitCounts = reader.u16(count);
    this.linkFrames = reader.u32(count);
    const layers = reader.u32(wordsPerLayer * layerCount);
    const sourceLengths = reader.u32(sourceCount);
    this.#texts = new TextBlock(reader, 3 * count + 2 * layerCount + sourceCount, textLength);
    const sourceBytes = reader.u8(sourcesLength);
    reader.end();
    this.layers = this.#readLayers(layers);
    this.sources = this.#readSources(sourceLengths, sourceBytes);
    this.#check();
  }

  label(node: number): string {
    return this.#texts.get(3 * node);
  }

  /** Dotted filter name, empty where the node has none. */
  field(node: number): string {
    return this.#texts.get(3 * node + 1);
  }

  /** What "copy value" copies. */
  value(node: number): string {
    return this.#texts.get(3 * node + 2);
  }

  /** The node above, or -1 for a layer's own node. */
  parent(node: number): number {
    const depth = this.depths[node];
    let above = node - 1;
    while (above >= 0 && this.depths[above] >= depth) above -= 1;
    return above;
  }

  /** The first node after `node` and everything below it. */
  next(node: number): number {
    const depth = this.depths[node];
    let after = node + 1;
    while (after < this.count && this.depths[after] > depth) after += 1;
    return after;
  }

  #readLayers(words: Uint32Array): TreeLayer[] {
    return Array.from({ length: words.length / wordsPerLayer }, (_, index) => {
      const at = wordsPerLayer * index;
      const [osi, source, headerStart, headerLength, payloadStart, payloadLength, state] = words.subarray(at);
      return {
        protocol: this.#texts.get(3 * this.count + 2 * index),
        title: this.#texts.get(3 * this.count + 2 * index + 1),
        osi,
        source,
        headerStart,
        headerLength,
        payloadStart,
        payloadLength,
        state: layerStates[state] ?? 'malformed',
      };
    });
  }

  #readSources(lengths: Uint32Array, bytes: Uint8Array): ByteSource[] {
    const firstName = 3 * this.count + 2 * this.layers.length;
    let start = 0;
    return Array.from(lengths, (length, index) => {
      const end = start + length;
      if (end > bytes.length) throw new BatchError(`Byte source ${index} of the field tree is not all there.`);
      const source = { name: this.#texts.get(firstName + index), bytes: bytes.subarray(start, end) };
      start = end;
      return source;
    });
  }

  #check(): void {
    for (let node = 0; node < this.count; node += 1) {
      if (this.depths[node] > (node === 0 ? 0 : this.depths[node - 1] + 1)) {
        throw new BatchError(`Node ${node} of the field tree has no parent.`);
      }
      if (this.lengths[node] === 0) continue;
      const source = this.sources[this.sourceIds[node]];
      if (source === undefined || this.starts[node] + this.lengths[node] > source.bytes.length) {
        throw new BatchError(`Node ${node} of the field tree points beyond its bytes.`);
      }
    }
  }
}
