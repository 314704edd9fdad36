import { expertFields, remarkFields } from './expert.ts';
import type { Field } from './field.ts';

/**
 * Fields that are noted at one place: a pass whose mask has none of them can pass over it. The fields of expert notes
 * belong to every group, since notes are raised anywhere.
 *
 * ```
 * const options = new FieldGroup(Object.values(o));
 * if (c.wantsAny(options)) noteOptions(c);
 * ```
 */
export class FieldGroup {
  private readonly ids: readonly number[];
  private mask: Uint8Array | undefined;
  private wanted = false;

  constructor(fields: readonly Field[]) {
    this.ids = [...fields, ...Object.values(expertFields), ...Object.values(remarkFields)].map(({ id }) => id);
  }

  /** Whether the bytes of a mask have one of the fields. */
  in(mask: Uint8Array): boolean {
    if (mask !== this.mask) {
      this.mask = mask;
      this.wanted = this.ids.some((id) => mask[id] !== 0);
    }
    return this.wanted;
  }
}
