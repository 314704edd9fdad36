import type { Registry } from '../../decoders/model/registry.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { type DisplayFilter, FilterError, type FilterProblem } from '../filter/display-filter.ts';
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
    throw new UsageError(underlined(text, error.problem));
  }
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
