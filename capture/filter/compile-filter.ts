import { maskOf } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { ConditionCompiler } from './condition-compiler.ts';
import { always, type Condition } from './conditions.ts';
import { type DisplayFilter, FilterError, type FilterProblem } from './display-filter.ts';
import { fieldsCalled } from './field-names.ts';
import { FrameFacts } from './frame-facts.ts';
import { expandMacros } from './macros.ts';
import { parse } from './parser.ts';
import type { FilterReferences } from './references.ts';

export interface FilterOptions {
  /** Texts by name: `${name}` and `$name(a, b)` stand for them, `$1` in them for what was given. */
  readonly macros?: ReadonlyMap<string, string>;
  /** Values of the selected frame, for `${ip.src}`. */
  readonly references?: FilterReferences;
}

/**
 * Makes a display filter of its text. The language is Wireshark's: see docs/display-filters.md for what differs. An empty
 * text passes every frame. Throws FilterError.
 */
export function compileFilter(text: string, registry: Registry, options: FilterOptions = {}): DisplayFilter {
  const warnings: FilterProblem[] = [];
  const expanded = expandMacros(text, options.macros ?? new Map(), (name) => fieldsCalled(name, registry).length > 0);
  const place = (problem: FilterProblem): FilterProblem => ({ ...problem, ...expanded.origin(problem) });
  try {
    const compiler = new ConditionCompiler(
      expanded.text,
      registry,
      (span, message, suggestions = []) => {
        warnings.push(place({ message, start: span.start, length: span.end - span.start, suggestions }));
      },
      options.references,
    );
    const node = parse(expanded.text);
    const condition: Condition = node === null ? always : compiler.condition(node);
    const facts = new FrameFacts(registry);
    return {
      text,
      warnings,
      mask: maskOf(compiler.values.wanted),
      decide(frames, frame) {
        facts.turn(frames, frame);
        return condition.decide(facts);
      },
      test: (d) => condition.test(d),
    };
  } catch (error) {
    throw error instanceof FilterError ? new FilterError(place(error.problem)) : error;
  }
}
