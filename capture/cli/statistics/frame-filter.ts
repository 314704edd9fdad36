import type { Dissection } from '../../../decoders/model/dissection.ts';
import { type Mask, maskUnion } from '../../../decoders/model/mask.ts';
import type { Registry } from '../../../decoders/model/registry.ts';
import { filterOption } from '../filter-option.ts';
import type { TapFrames } from './tap.ts';

/** The frames that a statistic looks at. */
export interface FrameFilter {
  /** Fields that the statistic and its filter need. */
  readonly mask: Mask;
  /** Whether the frame just decoded with {@link mask} is one. */
  passes(d: Dissection, frames: TapFrames): boolean;
}

/** Frames that pass the filter given, all where it is empty. Throws UsageError. */
export function frameFilter(text: string, registry: Registry, mask: Mask): FrameFilter {
  const filter = filterOption(text.trim() === '' ? undefined : text, registry);
  if (!filter) return { mask, passes: () => true };
  return {
    mask: filter.mask.any ? maskUnion(mask, filter.mask) : mask,
    passes(d, frames) {
      const decided = filter.decide(frames, d.record.number);
      return decided === 1 || (decided < 0 && filter.test(d, frames));
    },
  };
}
