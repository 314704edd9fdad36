import { create } from 'zustand';
import type { filterProblem } from '../../contract/messages/filters.ts';
import type { Infer } from '../../contract/schema.ts';
import { remember, setting } from '../state/settings.ts';

export type FilterProblem = Infer<typeof filterProblem>;

/** What is known of the text in the bar. `checking` keeps the colour it had. */
export interface Verdict {
  readonly kind: 'empty' | 'valid' | 'risky' | 'invalid';
  /** The error of an invalid filter, the remarks on a risky one. */
  readonly problems: readonly FilterProblem[];
}

export interface SavedFilter {
  readonly name: string;
  readonly text: string;
  /** Shown as a button beside the bar. */
  readonly button: boolean;
}

/** A text that filters may name: `${name}`, `$name(a, b)`. */
export interface SavedMacro {
  readonly name: string;
  readonly text: string;
}

interface FilterState {
  /** The text in the bar. */
  readonly draft: string;
  readonly verdict: Verdict;
  /** The filter that each capture is shown by, by its number. */
  readonly applied: ReadonlyMap<number, string>;
  /** Applied before, the latest first. */
  readonly history: readonly string[];
  readonly saved: readonly SavedFilter[];
  readonly macros: readonly SavedMacro[];
}

export const noVerdict: Verdict = { kind: 'empty', problems: [] };

export const useFilter = create<FilterState>()(() => ({
  draft: '',
  verdict: noVerdict,
  applied: new Map(),
  history: [],
  saved: [],
  macros: [],
}));

const HISTORY = 'filter.history';
const SAVED = 'filter.saved';
const MACROS = 'filter.macros';
const LONGEST_HISTORY = 30;

export function recallFilters(): void {
  const history = setting(HISTORY, (value) =>
    Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string') : undefined,
  );
  const saved = setting(SAVED, (value) => (Array.isArray(value) ? value.filter(isSaved) : undefined));
  const macros = setting(MACROS, (value) => (Array.isArray(value) ? value.filter(isMacro) : undefined));
  useFilter.setState({ history: history ?? [], saved: saved ?? [], macros: macros ?? [] });
}

/** The filter a capture is shown by; empty for none. */
export function filterOf(capture: number | null): string {
  return capture === null ? '' : (useFilter.getState().applied.get(capture) ?? '');
}

export function noteApplied(capture: number, text: string): void {
  useFilter.setState(({ applied, history }) => ({
    applied: new Map(applied).set(capture, text),
    history: text === '' ? history : [text, ...history.filter((other) => other !== text)].slice(0, LONGEST_HISTORY),
  }));
  if (text !== '') remember(HISTORY, useFilter.getState().history);
}

/** Another process numbers captures anew. */
export function forgetApplied(): void {
  useFilter.setState({ applied: new Map(), draft: '' });
}

export function forgetHistory(): void {
  useFilter.setState({ history: [] });
  remember(HISTORY, []);
}

export function changeSaved(saved: readonly SavedFilter[]): void {
  useFilter.setState({ saved });
  remember(SAVED, saved);
}

export function changeMacros(macros: readonly SavedMacro[]): void {
  useFilter.setState({ macros });
  remember(MACROS, macros);
}

function isMacro(value: unknown): value is SavedMacro {
  const { name, text } = (value ?? {}) as Partial<SavedMacro>;
  return typeof name === 'string' && typeof text === 'string';
}

function isSaved(value: unknown): value is SavedFilter {
  const { name, text, button } = (value ?? {}) as Partial<SavedFilter>;
  return typeof name === 'string' && typeof text === 'string' && typeof button === 'boolean';
}
