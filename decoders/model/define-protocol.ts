import { fields, none } from './field.ts';
import type { Protocol, ProtocolSpec } from './protocol.ts';

let count = 0;

/** Declares a protocol. What it claims in dispatch tables takes effect in the registries that list it. */
export function protocol<State = unknown>(spec: ProtocolSpec<State>): Protocol<State> {
  const { layer } = fields(spec.name, { layer: { ...none('', spec.title), type: 'protocol' } });
  // One shape for all protocols: the driver's loop stays monomorphic.
  return {
    id: count++,
    layer,
    decode: spec.decode,
    after: spec.after,
    lateFields: spec.lateFields,
    headerFields: spec.headerFields,
    name: spec.name,
    title: spec.title,
    short: spec.short,
    osi: spec.osi,
    rule: spec.rule,
    unit: spec.unit,
    rfc: spec.rfc,
    fields: spec.fields,
    claims: spec.claims,
    heading: spec.heading,
    column: spec.column,
    info: spec.info,
    prefix: spec.prefix,
    infoFields: spec.infoFields,
    story: spec.story,
    createState: spec.createState,
    leaf: spec.leaf ?? false,
    wrapped: spec.wrapped ?? false,
    extends: spec.extends ?? false,
    gathers: spec.gathers ?? false,
    recognises: spec.recognises,
    stream: spec.stream,
  };
}
