import type { Dissection } from '../../decoders/model/dissection.ts';
import { type Mask, maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import type { FilterReferences } from './references.ts';
import { valuesIn } from './value-compiler.ts';

/** References to one frame, which `decode` decodes for the fields that are asked for. The values outlive its bytes. */
export function referencesTo(decode: (mask: Mask) => Dissection | undefined, registry: Registry): FilterReferences {
  return (fields) => {
    const d = decode(maskOf(fields));
    return d && valuesIn(d, fields, registry).map((value) => (value instanceof Uint8Array ? value.slice() : value));
  };
}
