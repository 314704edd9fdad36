import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field, FieldType } from '../../decoders/model/field.ts';
import { ownersOf } from '../../decoders/model/field-owners.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { entryBytes } from '../../decoders/tree/value-text.ts';
import { type Column, columnOf } from './columns.ts';
import { Entries, entryReader, type ReadEntry, searchedBytes } from './field-values.ts';
import { anyOf, type Decision, type FrameFacts } from './frame-facts.ts';
import type { Literal } from './literals.ts';
import type { Range } from './syntax.ts';
import { type FilterValue, kindOf, type ValueKind } from './value-kind.ts';

/** One side of a comparison: how to get its values in a frame. */
export interface Operand {
  readonly type: FieldType;
  readonly kind: ValueKind;
  /** Fields whose value names may stand for values beside it. */
  readonly fields: readonly Field[];
  /** Set when it is written in the filter itself: always this one value. */
  readonly literal?: Literal;
  /** Set for a field as it is, without slice or function. */
  readonly plain?: FieldOperand;
  /** All values, none where the frame has no such thing. */
  values(d: Dissection): readonly FilterValue[];
  /** Whether it has a value at all: 0 is for sure, 1 only where it is a field. */
  present(facts: FrameFacts): Decision;
}

export class FieldOperand implements Operand {
  readonly type: FieldType;
  readonly kind: ValueKind;
  readonly fields: readonly Field[];
  readonly entries: Entries;
  readonly column: Column | undefined;
  readonly #readers: ReadonlyMap<number, ReadEntry>;
  readonly #presence: ((facts: FrameFacts) => Decision) | undefined;

  /**
   * @param fields that share the name and a kind
   * @param raw their bytes are wanted instead of their values
   */
  constructor(
    fields: readonly Field[],
    type: FieldType,
    layers: readonly Range[] | null,
    registry: Registry,
    raw = false,
  ) {
    this.fields = fields;
    this.type = raw ? 'bytes' : type;
    this.kind = kindOf(this.type);
    this.entries = new Entries(fields, layers);
    this.#readers = new Map(fields.map((field) => [field.id, raw ? entryBytes : entryReader(field)]));
    this.column = layers === null && !raw ? columnOf(fields, registry) : undefined;
    this.#presence = presence(fields, layers, this.column, registry);
  }

  get plain(): FieldOperand {
    return this;
  }

  read(d: Dissection, entry: number): FilterValue {
    return this.#readers.get(d.cursor.tape.field[entry])!(d, entry);
  }

  values(d: Dissection): readonly FilterValue[] {
    const out: FilterValue[] = [];
    for (let entry = this.entries.first(d); entry >= 0; entry = this.entries.next(d, entry + 1)) {
      out.push(this.read(d, entry));
    }
    return out;
  }

  /** What `contains` and `matches` look into. */
  searched(d: Dissection, entry: number): FilterValue {
    return this.type === 'protocol' ? searchedBytes(d, entry) : this.read(d, entry);
  }

  present(facts: FrameFacts): Decision {
    return this.#presence === undefined ? -1 : this.#presence(facts);
  }
}

/** How the presence of fields is told from layers and columns; undefined where it cannot be. */
function presence(
  fields: readonly Field[],
  layers: readonly Range[] | null,
  column: Column | undefined,
  registry: Registry,
): ((facts: FrameFacts) => Decision) | undefined {
  const owners = new Set<number>();
  for (const field of fields) {
    if (field === registry.frame.layer) return layers === null ? () => 1 : undefined;
    const own = ownersOf(field, registry);
    // Every frame has the frame layer: its fields are told by columns alone.
    if (own === undefined || own.has(registry.frame.id)) return column && ((facts) => counted(column, facts));
    for (const id of own) owners.add(id);
  }
  const carried = anyOf(owners);
  const whole = layers === null && [...owners].every((id) => fields.includes(registry.byIndex(id).layer));
  return (facts) => {
    const there = carried.at(facts);
    if (there !== 1 || whole) return there;
    return column ? counted(column, facts) : -1;
  };
}

function counted(column: Column, facts: FrameFacts): Decision {
  const count = column.count(facts);
  return count < 0 ? -1 : count > 0 ? 1 : 0;
}

export function constant(literal: Literal, type: FieldType): Operand {
  const values = [literal.value];
  return { type, kind: kindOf(type), fields: [], literal, values: () => values, present: () => 1 };
}

/** Made from other operands: without values where one of them has none. */
export function derived(
  parts: readonly Operand[],
  type: FieldType,
  values: (d: Dissection) => readonly FilterValue[],
): Operand {
  return {
    type,
    kind: kindOf(type),
    fields: [],
    values,
    present: (facts) => (parts.some((part) => part.present(facts) === 0) ? 0 : -1),
  };
}
