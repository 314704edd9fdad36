import type { Cursor } from './cursor.ts';
import { allFields, type Field } from './field.ts';

/**
 * Which fields a pass wants noted: one byte per field id, and a last one for {@link Cursor.labels}. `any` is false for
 * the index pass.
 */
export interface Mask {
  readonly bytes: Uint8Array;
  readonly any: boolean;
}

export function emptyMask(): Mask {
  return { bytes: new Uint8Array(allFields().length + 1), any: false };
}

/** All fields, with the texts of the tree's lines unless `labels` is false; without Osiscope's own unless `own`. */
export function fullMask(labels = true, own = true): Mask {
  const bytes = new Uint8Array(allFields().length + 1).fill(1);
  if (!own) for (const field of allFields()) if (isOwn(field)) bytes[field.id] = 0;
  if (!labels) bytes[bytes.length - 1] = 0;
  return { bytes, any: true };
}

/** A field that Wireshark does not have, such as what a diagnosis rests on: left out of forms that have its shape. */
function isOwn({ name }: Field): boolean {
  return name.startsWith('osiscope.');
}

export function maskOf(wanted: Iterable<Field>, labels = false): Mask {
  const { bytes } = emptyMask();
  let any = false;
  for (const field of wanted) {
    bytes[field.id] = 1;
    any = true;
  }
  if (labels) bytes[bytes.length - 1] = 1;
  return { bytes, any };
}

/** The fields of both masks. */
export function maskUnion(a: Mask, b: Mask): Mask {
  return { bytes: a.bytes.map((byte, id) => byte | b.bytes[id]), any: a.any || b.any };
}
