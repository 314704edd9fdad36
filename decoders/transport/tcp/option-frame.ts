import type { Cursor } from '../../model/cursor.ts';
import { NOTE } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { n } from './fields.ts';
import { o } from './option-fields.ts';

/** Notes an option's heading, kind and length; what follows are its children until the cursor's `unnest`. */
export function beginOption(c: Cursor, heading: Field, length: number, at: number): number {
  const entry = c.at(heading, at, length, 0);
  c.nest();
  c.u8(o.kind);
  c.u8(o.length);
  return entry;
}

/** Notes at the option's length that it is wrong. */
export function lengthFault(c: Cursor, text: string): void {
  c.nest();
  c.expert(NOTE, 'Sequence', text, n.optionLength);
  c.unnest();
}

/** True when the option has the length that its kind must have; otherwise notes that it has not. */
export function checkLength(c: Cursor, length: number, wanted: number): boolean {
  if (length === wanted) return true;
  lengthFault(c, c.noting ? `option length should be ${wanted}` : '');
  return false;
}
