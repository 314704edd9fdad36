// Warns of files that have grown too long to read. Run by `npm run check`; alone: node tools/check-sizes.ts
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const longest = 400;

/** Tables of names and numbers are as long as what they list. */
const isTable = (file: string): boolean => /(?:^|[-/])(?:names|services|table|vendors|numbers)\.ts$/.test(file);

/** One line per source file over the limit, the longest first. */
export function checkSizes(root: string): string[] {
  return globSync('{decoders,contract,capture,reference,renderer,electron,tools,test}/**/*.{ts,tsx,mjs,css}', {
    cwd: root,
  })
    .filter((file) => !isTable(file))
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > longest)
    .sort((left, right) => right.lines - left.lines)
    .map(({ file, lines }) => `${file}: ${lines} lines (over ${longest}; consider splitting it)`);
}

if (import.meta.main) for (const line of checkSizes(join(import.meta.dirname, '..'))) console.log(line);
