import { useEffect, useState } from 'react';
import { type FilterProblem, useFilter } from './filter-state.ts';

/** Milliseconds of rest before what is wrong is put into words: half a filter is always wrong. */
const REST = 500;

/** What is wrong with the filter, and what it could be instead. */
export function FilterProblems() {
  const { kind, problems } = useFilter((s) => s.verdict);
  const [rested, setRested] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with every verdict
  useEffect(() => {
    setRested(false);
    const timer = setTimeout(() => setRested(true), REST);
    return () => clearTimeout(timer);
  }, [problems]);
  if (!rested || problems.length === 0) return null;
  return (
    <div className={`filter-problems filter-problems-${kind}`} role={kind === 'invalid' ? 'alert' : 'status'}>
      {problems.map((problem) => (
        <p key={`${problem.start} ${problem.message}`}>
          {problem.message}
          {problem.suggestions.map((text) => (
            <button key={text} type="button" className="filter-suggestion" onClick={() => use(problem, text)}>
              {text}
            </button>
          ))}
        </p>
      ))}
    </div>
  );
}

/** Puts a suggestion in the place of what it is for. */
function use({ start, length }: FilterProblem, text: string): void {
  const { draft } = useFilter.getState();
  useFilter.setState({ draft: draft.slice(0, start) + text + draft.slice(start + length) });
}
