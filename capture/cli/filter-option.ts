import type { Registry } from '../../decoders/model/registry.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { type DisplayFilter, FilterError, type FilterProblem } from '../filter/display-filter.ts';
import { meantAs } from '../filter/mistaken-filter.ts';
import { displayToCapture } from '../filter/to-capture-filter.ts';
import type { Arguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** The filter of `-Y` or `-R`. Throws UsageError with the wrong part underlined; prints remarks on standard error. */
export function filterOption(text: string | undefined, registry: Registry): DisplayFilter | undefined {
  if (text === undefined) return undefined;
  try {
    const filter = compileFilter(text, registry);
    for (const warning of filter.warnings) process.stderr.write(`osiscope: ${underlined(text, warning)}\n`);
    return filter;
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const meant = meantAs(text, registry);
    const note = meant === null ? '' : `\nThis is a capture filter; as a display filter: ${meant}`;
    throw new UsageError(underlined(text, error.problem) + note);
  }
}

/** The filter of `-R`, which tshark takes only with `-2`. */
export function readFilterOption(args: Arguments, registry: Registry): DisplayFilter | undefined {
  if (args.readFilter !== undefined && !args.twoPasses) {
    throw new UsageError('-R without -2 is deprecated. For single-pass filtering use -Y.');
  }
  return filterOption(args.readFilter, registry);
}

/** What is said of a display filter that stands in the place of a capture filter; empty for what is none. */
export function captureFilterNote(text: string, registry: Registry): string {
  try {
    compileFilter(text, registry);
  } catch (error) {
    if (error instanceof FilterError) return '';
    throw error;
  }
  const { text: meant, reason } = displayToCapture(text);
  return meant === null
    ? `\nThis is a display filter, which -Y takes. ${reason}`
    : `\nThis is a display filter; as a capture filter: ${meant}`;
}

/** The message, the filter, and a mark below the part that it is about, as tshark prints them. */
function underlined(text: string, { message, start, length, suggestions }: FilterProblem): string {
  const lines = [message];
  if (length > 0 && !/[\r\n\t]/.test(text)) {
    lines.push(`    ${text}`, `    ${' '.repeat(start)}^${'~'.repeat(length - 1)}`);
  }
  if (suggestions.length > 0) lines.push(`Perhaps: ${suggestions.join(', ')}`);
  return lines.join('\n');
}
