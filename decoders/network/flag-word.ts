import type { Cursor } from '../model/cursor.ts';
import { type Field, valueName } from '../model/field.ts';

/**
 * Notes the bit fields of the word just read below it, and names those that are set behind the word, as Wireshark does:
 * `Flags: 0x60000000, Solicited, Override`.
 */
export function noteFlags(c: Cursor, heading: Field, word: number, digits: number, parts: readonly Field[]): void {
  if (!c.noting) return;
  if (c.wants(heading)) {
    const text = `${heading.title}: 0x${word.toString(16).padStart(digits, '0')}`;
    c.label(c.tape.count - 1, text + parts.map((field) => partText(field, word)).join(''));
  }
  c.nest();
  for (const field of parts) c.bits(field, word);
  c.unnest();
}

function partText(field: Field, word: number): string {
  const value = (word & field.mask) >>> field.shift;
  if (field.type === 'bool') return value === 0 ? '' : `, ${field.title}`;
  const name = valueName(field.names, value);
  return name === undefined ? '' : `, ${field.title}: ${name}`;
}
