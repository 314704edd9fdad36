import type { Dissection } from '../model/dissection.ts';
import { expertFields } from '../model/expert.ts';
import { UNDECODED } from '../model/tape.ts';

/**
 * Adds an undecoded field for every run of header bytes that no field claimed, in a frame just decoded with a full mask,
 * so that no byte is passed over in silence. Returns how many were added.
 */
export function noteUndecoded(d: Dissection): number {
  const { tape } = d.cursor;
  const { layers } = d;
  const noted = tape.count;
  for (let layer = 1; layer < layers.count; layer++) {
    if (d.registry.byIndex(layers.protocol(layer)).wrapped) continue;
    const source = layers.source(layer);
    const ranges: [number, number][] = [];
    for (let i = 0; i < noted; i++) {
      if (tape.layer[i] === layer && tape.source[i] === source && tape.depth[i] > 0 && tape.length[i] > 0) {
        ranges.push([tape.start[i], tape.start[i] + tape.length[i]]);
      }
    }
    ranges.sort((a, b) => a[0] - b[0]);
    const bytes = d.sources[source];
    const end = Math.min(layers.headerEnd(layer), bytes === undefined ? 0 : bytes.end - bytes.start);
    let at = layers.start(layer);
    for (const [from, to] of ranges) {
      if (from > at && at < end) gap(d, layer, source, at, Math.min(from, end));
      if (to > at) at = to;
    }
    if (at < end) gap(d, layer, source, at, end);
  }
  return tape.count - noted;
}

function gap(d: Dissection, layer: number, source: number, from: number, to: number): void {
  d.cursor.tape.append(expertFields.undecoded, from, to - from, 0, 1, layer, source, UNDECODED);
}
