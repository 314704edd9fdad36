import { wordsOf } from './command-words.ts';

/** What is to be known of an option to read and write it: its name, and whether it takes a value. */
export interface OptionForm {
  readonly name: string;
  /** Placeholder of its value; empty for a switch. */
  readonly value: string;
}

/** The text that an option is given on a command line; undefined where it is not given. A switch has the text `yes`. */
export function optionText(text: string, { name, value }: OptionForm): string | undefined {
  let found: string | undefined;
  for (const { word, next } of flagsOf(text, name)) {
    const equals = word.indexOf('=');
    const given = equals >= 0 ? word.slice(equals + 1) : value === '' ? 'yes' : (next ?? '');
    found = found === undefined ? given : `${found},${given}`;
  }
  return found;
}

/** A command line with an option set to a text, in the place where it stood; undefined takes it away. */
export function withOption(text: string, { name, value }: OptionForm, given: string | undefined): string {
  const words = wordsOf(text);
  const out: string[] = [];
  const own = given === undefined ? [] : wordsOfOption(name, value, given);
  let placed = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!isFlag(word, name)) {
      out.push(word);
      continue;
    }
    if (!placed) out.push(...own);
    placed = true;
    if (value !== '' && !word.includes('=')) at++;
  }
  if (!placed) out.push(...own);
  return out.map(quoted).join(' ');
}

function wordsOfOption(name: string, value: string, given: string): string[] {
  if (value === '') return [`--${name}`];
  // A value that looks like an option would be read as one.
  return given.startsWith('--') ? [`--${name}=${given}`] : [`--${name}`, given];
}

function isFlag(word: string, name: string): boolean {
  return word === `--${name}` || word.startsWith(`--${name}=`);
}

function flagsOf(text: string, name: string): { word: string; next: string | undefined }[] {
  const words = wordsOf(text);
  return words.flatMap((word, at) => (isFlag(word, name) ? [{ word, next: words[at + 1] }] : []));
}

/** A word that {@link wordsOf} reads back as it is. */
function quoted(word: string): string {
  return /^[^\s"'\\]+$/.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
}
