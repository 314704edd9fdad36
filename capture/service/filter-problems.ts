import type { filterProblem } from '../../contract/messages/filters.ts';
import type { Infer } from '../../contract/schema.ts';
import type { FilterProblem } from '../filter/display-filter.ts';

/** A problem as clients are told of it. */
export function shownProblem({ message, start, length, suggestions }: FilterProblem): Infer<typeof filterProblem> {
  return {
    message: message.slice(0, 1000),
    start,
    length,
    suggestions: suggestions.slice(0, 8).map((suggestion) => suggestion.slice(0, 300)),
  };
}
