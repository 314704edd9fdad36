export { list, nullable, object, optional, record, recursive, taggedUnion } from './schema/composites.ts';
export {
  binary,
  boolean,
  int,
  intBetween,
  literal,
  nothing,
  number,
  oneOf,
  text,
  uint,
  uintUpTo,
  where,
} from './schema/scalars.ts';
export type { Infer, Schema } from './schema/schema.ts';
export { readValue, SchemaError } from './schema/schema.ts';
