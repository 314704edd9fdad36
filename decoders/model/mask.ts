import { allFields, type Field } from './field.ts';

/** Which fields a pass wants noted: one byte per field id. `any` is false for the index pass. */
export interface Mask {
  readonly bytes: Uint8Array;
  readonly any: boolean;
}

export function emptyMask(): Mask {
  return { bytes: new Uint8Array(allFields().length), any: false };
}

export function fullMask(): Mask {
  return { bytes: new Uint8Array(allFields().length).fill(1), any: true };
}

export function maskOf(wanted: Iterable<Field>): Mask {
  const bytes = new Uint8Array(allFields().length);
  let any = false;
  for (const field of wanted) {
    bytes[field.id] = 1;
    any = true;
  }
  return { bytes, any };
}
