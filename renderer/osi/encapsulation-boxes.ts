import type { TreeLayer } from '../../contract/tree-batch.ts';

/** A layer's span in its source, drawn as a box that begins with its header. */
export interface LayerBox {
  /** Index into the packet's layers. */
  readonly layer: number;
  /** Boxes around this one. */
  readonly depth: number;
  /** Where the box begins and ends, in pixels, and how much of it is header. */
  readonly left: number;
  readonly width: number;
  readonly header: number;
  /** The header is drawn wider than it is. */
  readonly widened: boolean;
}

/** Widths for consecutive spans of so many bytes, at least `least` pixels each, in true proportion where there is room. */
export function scaledWidths(
  lengths: readonly number[],
  width: number,
  least: number,
): { widths: number[]; widened: boolean[] } {
  const widened = lengths.map(() => false);
  for (;;) {
    const free = width - least * widened.filter(Boolean).length;
    const bytes = lengths.reduce((sum, length, at) => (widened[at] ? sum : sum + length), 0);
    const scale = bytes === 0 ? 0 : Math.max(0, free) / bytes;
    const small = lengths.findIndex((length, at) => !widened[at] && length > 0 && length * scale < least);
    if (small < 0) {
      return {
        widths: lengths.map((length, at) => (length === 0 ? 0 : widened[at] ? least : length * scale)),
        widened,
      };
    }
    widened[small] = true;
  }
}

/** Boxes for the layers of one source of `size` bytes, drawn `width` pixels wide. */
export function layerBoxes(
  layers: readonly TreeLayer[],
  source: number,
  size: number,
  width: number,
  least: number,
): LayerBox[] {
  const here = [...layers.keys()].filter((at) => layers[at].source === source && layers[at].protocol !== 'frame');
  const edges = new Set([0, size]);
  const clamp = (offset: number): number => Math.max(0, Math.min(size, offset));
  const spans = here.map((at) => {
    const { headerStart, headerLength, payloadStart, payloadLength } = layers[at];
    const inner = clamp(headerStart + headerLength);
    const end = Math.max(inner, clamp(payloadLength > 0 ? payloadStart + payloadLength : inner));
    return { layer: at, start: clamp(headerStart), inner, end };
  });
  for (const { start, inner, end } of spans) for (const edge of [start, inner, end]) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);
  const lengths = sorted.slice(1).map((edge, at) => edge - sorted[at]);
  const { widths, widened } = scaledWidths(lengths, width, least);
  const places = [0];
  for (const segment of widths) places.push(places[places.length - 1] + segment);
  const x = (offset: number): number => places[sorted.indexOf(offset)];
  return spans.map(({ layer, start, inner, end }, at) => ({
    layer,
    depth: spans.slice(0, at).filter((other) => other.start <= start && other.end >= end).length,
    left: x(start),
    width: x(end) - x(start),
    header: x(inner) - x(start),
    widened: widened.some((wide, segment) => wide && sorted[segment] >= start && sorted[segment] < inner),
  }));
}
