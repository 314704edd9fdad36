/** How the text of an option becomes a value: the value, or a sentence saying what is wrong with the text. */
type Reader<T> = (text: string) => T | Problem;

export interface Problem {
  problem: string;
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/** One option: the only place where its name, meaning, default and syntax stand. Flags, configuration file and help follow. */
export interface Option<T> {
  /** Placeholder of the value in the help; empty for a switch, which takes none. */
  value: string;
  usual: T;
  help: string;
  read: Reader<T>;
  /** The value is a list, to which later occurrences add; otherwise a second occurrence is an error. */
  adds: boolean;
  /** The daemon takes a new value upon HUP; otherwise it needs a restart. */
  reloads: boolean;
  section: string;
}

export type OptionTable = Record<string, Option<unknown>>;
export type Values<Table> = { -readonly [Name in keyof Table]: Table[Name] extends Option<infer T> ? T : never };

interface Details {
  section: string;
  reloads?: boolean;
}

export function toggle(help: string, details: Details): Option<boolean> {
  const read = (text: string): boolean | Problem =>
    text === '' || text === 'yes' ? true : text === 'no' ? false : { problem: `"${text}" is neither yes nor no` };
  return { value: '', usual: false, help, read, adds: false, reloads: false, ...details };
}

export function text(value: string, usual: string, help: string, details: Details): Option<string> {
  return { value, usual, help, read: (given) => given, adds: false, reloads: false, ...details };
}

export function choice<T extends string>(names: readonly T[], usual: T, help: string, details: Details): Option<T> {
  const read = (given: string): T | Problem =>
    names.includes(given as T) ? (given as T) : { problem: `"${given}" is none of ${names.join(', ')}` };
  return { value: names.join('|'), usual, help, read, adds: false, reloads: false, ...details };
}

export function integer(usual: number, least: number, most: number, help: string, details: Details): Option<number> {
  const read = (given: string): number | Problem => {
    const number = Number(given);
    return /^\d{1,10}$/.test(given) && number >= least && number <= most
      ? number
      : { problem: `"${given}" is not a whole number from ${least} to ${most}` };
  };
  return { value: 'N', usual, help, read, adds: false, reloads: false, ...details };
}

/** A time in seconds, fractions allowed; the value is in milliseconds. */
export function seconds(usualMs: number, help: string, details: Details): Option<number> {
  const read = (given: string): number | Problem =>
    /^\d{1,6}(\.\d{1,3})?$/.test(given)
      ? Math.round(Number(given) * 1_000)
      : { problem: `"${given}" is not a time in seconds, such as 2 or 0.5` };
  return { value: 'SECONDS', usual: usualMs, help, read, adds: false, reloads: false, ...details };
}

export function list<T>(value: string, usual: T[], help: string, readOne: Reader<T>, details: Details): Option<T[]> {
  const read = (given: string): T[] | Problem => {
    const values: T[] = [];
    for (const part of given.split(',')) {
      const one = readOne(part.trim());
      if (isProblem(one)) return one;
      values.push(one);
    }
    return values;
  };
  return { value, usual, help, read, adds: true, reloads: false, ...details };
}
