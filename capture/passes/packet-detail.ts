import type { layerStory } from '../../contract/messages/packets.ts';
import type { Infer } from '../../contract/schema.ts';
import { type LayerState, layerStates, nodeFlag } from '../../contract/tree-batch.ts';
import { TreeBatchBuilder } from '../../contract/tree-batch-builder.ts';
import { allTables, RPC_PROGRAM_BASE, rpcPrograms } from '../../decoders/dispatch/tables.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { expertFields, remarkFields } from '../../decoders/model/expert.ts';
import type { Field } from '../../decoders/model/field.ts';
import { NO_TABLE } from '../../decoders/model/layer-rows.ts';
import { LayerView } from '../../decoders/model/layer-view.ts';
import { fullMask } from '../../decoders/model/mask.ts';
import { GENERATED, HIDDEN, UNDECODED } from '../../decoders/model/tape.ts';
import { storyOf } from '../../decoders/tree/story.ts';
import { type TreeLine, treeLines } from '../../decoders/tree/tree-lines.ts';
import { noteUndecoded } from '../../decoders/tree/undecoded.ts';
import { exportText } from '../../decoders/tree/value-text.ts';

export type LayerStory = Infer<typeof layerStory>;

/** Longest value that "copy value" gets with the tree. */
const MAX_VALUE = 16 * 1024;

const mask = fullMask();

export { mask as treeMask };

/** How a line of the tree is worded: its text, or what stands in the place of it. */
export type LineText = (field: Field, text: string, value: string) => string;

/** The field tree of the frame just decoded with {@link treeMask}, as a tree batch. */
export function treeBatch(d: Dissection, word: LineText = (_, text) => text): Uint8Array {
  noteUndecoded(d);
  const builder = new TreeBatchBuilder();
  builder.begin(d.record.number);
  for (const source of d.sources) builder.source(source.name, source.bytes.subarray(source.start, source.end));
  let depth = -1;
  for (const line of treeLines(d)) {
    depth = Math.min(line.depth, depth + 1);
    addNode(builder, d, line, depth, word);
  }
  const { layers } = d;
  for (let i = 0; i < layers.count; i++) {
    const p = d.registry.byIndex(layers.protocol(i));
    builder.layer({
      protocol: p.name,
      title: p.title,
      osi: p.osi,
      source: layers.source(i),
      headerStart: Math.max(0, layers.start(i)),
      headerLength: Math.max(0, layers.headerEnd(i) - layers.start(i)),
      payloadStart: Math.max(0, layers.headerEnd(i)),
      payloadLength: Math.max(0, layers.end(i) - layers.headerEnd(i)),
      state: layerStates[layers.state(i)] as LayerState,
    });
  }
  return builder.finish();
}

function addNode(builder: TreeBatchBuilder, d: Dissection, line: TreeLine, depth: number, word: LineText): void {
  const { tape } = d.cursor;
  const { entry, field } = line;
  const bits = tape.flags[entry];
  const value = exportText(d, entry, field);
  const link = field.type === 'frame' ? tape.value[entry] : 0;
  builder.node({
    depth,
    label: word(field, line.text, value),
    field: field.name,
    value: value.slice(0, MAX_VALUE),
    source: tape.source[entry],
    start: Math.max(0, tape.start[entry]),
    length: tape.length[entry],
    flags:
      (bits & GENERATED ? nodeFlag.generated : 0) |
      (bits & HIDDEN ? nodeFlag.hidden : 0) |
      (bits & UNDECODED ? nodeFlag.undecoded : 0) |
      (field === expertFields.malformed ? nodeFlag.malformed : 0) |
      (field === expertFields.expert || field === remarkFields.expert ? nodeFlag.expert : 0) |
      (link > 0 ? nodeFlag.link : 0),
    osi: field.type === 'protocol' ? d.registry.byIndex(d.layers.protocol(tape.layer[entry])).osi : 0,
    linkFrame: link,
    ...bitRange(field, tape.length[entry]),
  });
}

/**
 * Where a masked field's bits stand in its bytes, counted from the most significant bit of the first one. The mask may be
 * that of a longer word of which the field's bytes are a part.
 */
function bitRange(field: Field, bytes: number): { firstBit: number; bitCount: number } {
  if (field.mask === 0 || bytes === 0) return { firstBit: 0, bitCount: 0 };
  const bitCount = 32 - Math.clz32(field.mask >>> field.shift);
  return { firstBit: Math.max(0, bytes * 8 - (field.shift % (bytes * 8)) - bitCount), bitCount };
}

/** What the OSI view tells of each layer but the frame itself. */
export function layerStories(d: Dissection): LayerStory[] {
  const view = new LayerView(d);
  const out: LayerStory[] = [];
  const { layers, registry } = d;
  for (let i = 1; i < layers.count; i++) {
    const p = registry.byIndex(layers.protocol(i));
    view.of(i);
    const addresses = addressesOf(view, p.fields);
    out.push({
      layer: i,
      short: (p.short || p.name).slice(0, 60),
      unit: p.unit,
      rule: p.rule,
      chosenBy: chosenBy(d, i).slice(0, 100),
      story: storyOf(view, i).slice(0, 600),
      quoted: layers.quoted(i),
      source: addresses.source.slice(0, 100),
      destination: addresses.destination.slice(0, 100),
    });
  }
  return out;
}

/** Addresses and ports are the fields that decoders name so. */
function addressesOf(v: LayerView, f: Readonly<Record<string, Field>>): { source: string; destination: string } {
  const source = f.source ?? f.sourcePort;
  const destination = f.destination ?? f.destinationPort;
  return { source: source ? v.text(source) : '', destination: destination ? v.text(destination) : '' };
}

/** By which number the layer below chose this one. */
function chosenBy(d: Dissection, layer: number): string {
  const { layers } = d;
  for (let below = layer - 1; below > 0; below--) {
    if (layers.depth(below) !== layers.depth(layer) - 1) continue;
    const table = layers.table(below);
    if (table === NO_TABLE) return '';
    const key = layers.key(below);
    const { name } = allTables()[table];
    if (table === rpcPrograms.index) return `RPC program ${key + RPC_PROGRAM_BASE}`;
    return name === 'named' ? '' : `${name} ${name === 'ethertype' ? `0x${key.toString(16).padStart(4, '0')}` : key}`;
  }
  return '';
}
