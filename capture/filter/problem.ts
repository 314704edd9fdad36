import { FilterError } from './display-filter.ts';

/** A part of a filter's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** From the start of one part to the end of another. */
export function spanning(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/** Ends compiling: the text is no filter, because of this part. */
export function fail(span: Span, message: string, suggestions: readonly string[] = []): never {
  throw new FilterError({ message, start: span.start, length: span.end - span.start, suggestions });
}
