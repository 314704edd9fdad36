import { valueName } from '../../model/field.ts';
import { typeNames } from './record-types.ts';

/** Short name of a record type: `AAAA`. */
export function typeName(type: number): string {
  return valueName(typeNames, type) ?? `Unknown (${type})`;
}
