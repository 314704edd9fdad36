import type { OptionTable, Problem, Values } from './option.ts';
import { isProblem } from './option.ts';

/** Options that were given, by name, each with the texts it was given. A switch has the text ''. */
export type Given = Map<string, string[]>;

/**
 * Splits command line words into options (`--name VALUE`, `--name=VALUE`, `--switch`) and the other words.
 * After `--` every word is another word.
 */
export function splitFlags(table: OptionTable, words: string[]): { given: Given; rest: string[] } | Problem {
  const given: Given = new Map();
  const rest: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === '--') return { given, rest: [...rest, ...words.slice(index + 1)] };
    if (!word.startsWith('--')) {
      rest.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (!Object.hasOwn(table, name))
      return { problem: `There is no option --${name}.${nearest(table, name)} See --help.` };
    let value = equals < 0 ? '' : word.slice(equals + 1);
    if (equals < 0 && table[name].value !== '') {
      index++;
      if (index >= words.length) return { problem: `--${name} needs a value: ${table[name].value}.` };
      value = words[index];
    }
    addGiven(given, name, value);
  }
  return { given, rest };
}

/** Reads a configuration file: a line is `name value`; `#` begins a comment. Problems name file and line. */
export function splitFile(table: OptionTable, path: string, content: string): Given | Problem {
  const given: Given = new Map();
  for (const [index, line] of content.split('\n').entries()) {
    const bare = line.replace(/(^|\s)#.*$/, '').trim();
    if (bare === '') continue;
    const parts = /^(\S+)(?:\s+(.*))?$/.exec(bare) as RegExpExecArray;
    const [, name, value = ''] = parts;
    const where = `${path}, line ${index + 1}`;
    if (!Object.hasOwn(table, name)) return { problem: `${where}: there is no option ${name}.${nearest(table, name)}` };
    if (value === '' && table[name].value !== '')
      return { problem: `${where}: ${name} needs a value: ${table[name].value}.` };
    const read = table[name].read(value);
    if (isProblem(read)) return { problem: `${where}: ${name}: ${read.problem}.` };
    addGiven(given, name, value);
  }
  return given;
}

/** The values of all options: what was given in the first of `sources` that has it, or the usual value. */
export function resolveValues<Table extends OptionTable>(table: Table, sources: Given[]): Values<Table> | Problem {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    const texts = sources.find((source) => source.has(name))?.get(name);
    let value: unknown = option.usual;
    for (const [index, text] of (texts ?? []).entries()) {
      const read = option.read(text);
      if (isProblem(read)) return { problem: `--${name}: ${read.problem}.` };
      if (index === 0) value = read;
      else if (option.adds) value = [...(value as unknown[]), ...(read as unknown[])];
      else return { problem: `--${name} is given more than once.` };
    }
    values[name] = value;
  }
  return values as Values<Table>;
}

function addGiven(given: Given, name: string, value: string): void {
  given.set(name, [...(given.get(name) ?? []), value]);
}

function nearest(table: OptionTable, name: string): string {
  const near = Object.keys(table).find((other) => other.startsWith(name.slice(0, 4)) || other.includes(name));
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
