import { valueName } from '../../model/field.ts';

/** Values that mean nothing, sent so that peers stay tolerant of unknown ones (RFC 8701): 0x0a0a, 0x1a1a, ... 0xfafa. */
export function isGrease(value: number): boolean {
  return (value & 0x0f0f) === 0x0a0a && value >>> 8 === (value & 0xff);
}

/** Names of a table, and of the values that are reserved to mean nothing. */
export function greaseOr(names: Readonly<Record<number, string>>): (value: number) => string | undefined {
  return (value) => (isGrease(value) ? 'Reserved (GREASE)' : valueName(names, value));
}
