import { useEffect, useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { withKeys } from '../menu/platform.ts';
import { useApp } from '../state/app-state.ts';
import { focusPacketList } from '../toolbar/go-to-field.ts';
import { applyFilter, clearFilter, showFiltered } from './apply-filter.ts';
import './filter.css';
import { checkSoon } from './check-filter.ts';
import { completeFilter } from './complete-filter.ts';
import { FilterCount } from './FilterCount.tsx';
import { FilterEditor } from './FilterEditor.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { FilterProblems } from './FilterProblems.tsx';
import { filterOf, useFilter } from './filter-state.ts';

const titles = {
  empty: 'No filter: every packet is shown',
  valid: 'This is a display filter. Enter applies it',
  risky: 'This filter may not do what it looks like',
  invalid: 'This is no display filter',
} as const;

/** The display filter of the capture that is shown: its text, what is wrong with it, and the filters used before. */
export function FilterBar() {
  const active = useApp((s) => s.active);
  const draft = useFilter((s) => s.draft);
  const verdict = useFilter((s) => s.verdict);
  const applied = useFilter((s) => (active === null ? '' : (s.applied.get(active) ?? '')));
  const buttons = useFilter((s) => s.saved);
  const macros = useFilter((s) => s.macros);
  const referred = useApp((s) => (draft.includes('$') ? s.frame : null));
  const [focused, setFocused] = useState(false);

  useEffect(() => useFilter.setState({ draft: filterOf(active) }), [active]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what a text means changes with the macros and the packet it refers to
  useEffect(() => checkSoon(draft), [draft, macros, referred]);

  const leave = (): void => {
    useFilter.setState({ draft: applied });
    focusPacketList();
  };
  // What was said of the text may be older than its last letters: the capture process judges it anew.
  const apply = (text: string): void => void showFiltered(text);
  const changed = draft.trim() !== applied || draft.includes('$');
  return (
    <div
      className="filter-row"
      role="search"
      aria-label="Display filter"
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
    >
      <div
        className={`filter-bar filter-bar-${verdict.kind}`}
        title={withKeys(titles[verdict.kind], 'view.focus-filter')}
      >
        <FilterMenu />
        <FilterEditor
          text={draft}
          problems={verdict.problems}
          changed={(text) => useFilter.setState({ draft: text })}
          apply={apply}
          leave={leave}
          complete={completeFilter}
        />
        <FilterCount />
        {(draft !== '' || applied !== '') && (
          <button
            type="button"
            className="quiet-button"
            title="Clear the filter and show every packet"
            onClick={clearFilter}
          >
            <Glyph name="close" />
          </button>
        )}
        <button
          type="button"
          className="filter-apply"
          disabled={!changed || verdict.kind === 'invalid'}
          title="Show the packets that pass the filter (Enter)"
          onClick={() => apply(draft)}
        >
          Apply
        </button>
      </div>
      {buttons
        .filter(({ button }) => button)
        .map(({ name, text }) => (
          <button key={name} type="button" className="filter-button" title={text} onClick={() => applyFilter(text)}>
            {name}
          </button>
        ))}
      {(focused || verdict.kind === 'invalid') && <FilterProblems />}
    </div>
  );
}
