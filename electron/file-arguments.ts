import { resolve } from 'node:path';

/**
 * The capture files named on a command line, absolute. Everything Chromium and Electron put there themselves starts with
 * a dash; `skip` counts the words before the arguments (the program, and in a checkout the application's directory).
 */
export function fileArguments(argv: readonly string[], skip: number, directory: string): string[] {
  const words = argv.slice(skip);
  const end = words.indexOf('--');
  const named = end < 0 ? words : words.slice(0, end);
  const files = named.filter((word) => word !== '' && !word.startsWith('-'));
  return [...files, ...(end < 0 ? [] : words.slice(end + 1))].map((file) => resolve(directory, file));
}
