import { COMPLETE, TRUNCATED_LAYER } from '../model/layer-rows.ts';
import type { LayerView } from '../model/layer-view.ts';

/**
 * What a layer did here, in a sentence for a learner; empty for a protocol that tells nothing. Of a layer that was cut or is
 * damaged nothing is told that needs a field which it lacks.
 */
export function storyOf(view: LayerView, layer: number): string {
  const { layers, registry } = view.frame;
  const told = registry.byIndex(layers.protocol(layer)).story?.(view.of(layer)) ?? '';
  const state = layers.state(layer);
  if (state === COMPLETE || !view.lacking) return told;
  return state === TRUNCATED_LAYER
    ? 'Too little of it was captured to tell what it did.'
    : 'It is damaged: what it did cannot be told.';
}
