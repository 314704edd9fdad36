import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { type Mask, maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { exportText } from '../../decoders/tree/value-text.ts';

/** Fields and what they must be: a value that one of their occurrences has, true for present, false for absent. */
export type FieldConditions = Readonly<Record<string, number | string | boolean>>;

/** The same as a display filter, for a person who wants to see the frames. */
export function filterText(conditions: FieldConditions): string {
  return Object.entries(conditions)
    .map(([name, value]) => {
      if (value === true) return name;
      if (value === false) return `!${name}`;
      return `${name} == ${typeof value === 'number' || /^[\d.]+$/.test(value) ? value : JSON.stringify(value)}`;
    })
    .join(' && ');
}

interface Occurrence {
  readonly text: string;
  readonly value: number;
}

/** Reads the values of named fields from decoded frames. Throws for a name that no field has. */
export class FieldReader {
  readonly mask: Mask;
  readonly #names: readonly string[];
  readonly #columns: (number[] | undefined)[] = [];

  constructor(registry: Registry, names: readonly string[]) {
    this.#names = names;
    const wanted: Field[] = [];
    names.forEach((name, column) => {
      const fields = registry.fieldsNamed(name);
      if (fields.length === 0) throw new Error(`There is no field ${name}.`);
      for (const field of fields) {
        wanted.push(field);
        const known = this.#columns[field.id];
        if (known === undefined) this.#columns[field.id] = [column];
        else known.push(column);
      }
    });
    this.mask = maskOf(
      wanted,
      wanted.some(({ type }) => type === 'protocol'),
    );
  }

  /** The occurrences of each field in the frame just decoded, in the order of the names. */
  read(d: Dissection): Occurrence[][] {
    const out: Occurrence[][] = this.#names.map(() => []);
    const { tape } = d.cursor;
    for (let entry = 0; entry < tape.count; entry++) {
      const field = allFields()[tape.field[entry]];
      for (const column of this.#columns[field.id] ?? [])
        out[column].push({ text: exportText(d, entry, field), value: tape.value[entry] });
    }
    return out;
  }

  /** Whether the frame just decoded meets conditions whose names this reader was made with, in their order. */
  meets(d: Dissection, conditions: FieldConditions): boolean {
    const found = this.read(d);
    return Object.values(conditions).every((wanted, column) => {
      const occurrences = found[column];
      if (typeof wanted === 'boolean') return occurrences.length > 0 === wanted;
      if (typeof wanted === 'number') return occurrences.some(({ value }) => value === wanted);
      return occurrences.some(({ text }) => text === wanted);
    });
  }
}
