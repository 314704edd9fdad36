import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import { type Mask, maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { exportText } from '../../decoders/tree/value-text.ts';

type FieldCondition = number | string | boolean | { readonly contains: string | Uint8Array };

/**
 * Fields and what they must be: a value that one of their occurrences has, bytes or a text that it contains, true for
 * present, false for absent. The text `$server` stands for the address of the daemon.
 */
export type FieldConditions = Readonly<Record<string, FieldCondition>>;

/** The same with the address put in. */
export function resolved(conditions: FieldConditions, server: string): FieldConditions {
  return Object.fromEntries(
    Object.entries(conditions).map(([name, value]) => [name, value === '$server' ? server : value]),
  );
}

/** The same as a display filter, for a person who wants to see the frames. */
export function filterText(conditions: FieldConditions): string {
  return Object.entries(conditions)
    .map(([name, value]) => {
      if (value === true) return name;
      if (value === false) return `!${name}`;
      if (typeof value === 'object') return `${name} contains ${containedText(value.contains)}`;
      return `${name} == ${typeof value === 'number' || /^[\d.]+$/.test(value) ? value : JSON.stringify(value)}`;
    })
    .join(' && ');
}

function containedText(contained: string | Uint8Array): string {
  if (typeof contained === 'string') return JSON.stringify(contained);
  return Buffer.from(contained)
    .toString('hex')
    .replace(/..(?=.)/g, '$&:');
}

/** Whether a value as it is exported contains a text, or bytes in hexadecimal. */
function contains(exported: string, type: Field['type'], contained: string | Uint8Array): boolean {
  if (type !== 'bytes') return exported.includes(typeof contained === 'string' ? contained : String(contained));
  const digits = Buffer.from(contained as string).toString('hex');
  const bytes = exported.replaceAll(':', '');
  for (let at = bytes.indexOf(digits); at >= 0; at = bytes.indexOf(digits, at + 1)) if (at % 2 === 0) return true;
  return false;
}

interface Occurrence {
  readonly type: Field['type'];
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
        out[column].push({ type: field.type, text: exportText(d, entry, field), value: tape.value[entry] });
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
      if (typeof wanted === 'object')
        return occurrences.some(({ text, type }) => contains(text, type, wanted.contains));
      return occurrences.some(({ text }) => text === wanted);
    });
  }
}
