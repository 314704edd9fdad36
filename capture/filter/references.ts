import type { Field } from '../../decoders/model/field.ts';
import type { FilterValue } from './value-kind.ts';

/** Gives the values that fields have in the frame which a filter refers to, or undefined without such a frame. */
export type FilterReferences = (fields: readonly Field[]) => readonly FilterValue[] | undefined;
