import { client } from '../state/session.ts';
import { referenceOf } from './filter-reference.ts';
import { noVerdict, useFilter, type Verdict } from './filter-state.ts';

/** Milliseconds that typing may pause before the text is judged. */
const PAUSE = 120;

/** Has the capture process judge the text in the bar when typing pauses; the function returned calls it off. */
export function checkSoon(text: string): () => void {
  if (text.trim() === '') {
    useFilter.setState({ verdict: noVerdict });
    return () => {};
  }
  let current = true;
  const timer = setTimeout(() => {
    const reference = referenceOf(text);
    client()
      .call('filters.check', { text, ...(reference && { reference }) })
      .then(({ state, problem, warnings, translation }) => {
        if (!current) return;
        const problems = problem ? [problem] : warnings;
        // What was meant stands in the place of the whole text.
        const meant = translation === null ? [] : [translationProblem(text, translation)];
        const verdict: Verdict = { kind: state, problems: [...meant, ...problems] };
        useFilter.setState({ verdict });
      })
      .catch(() => {});
  }, PAUSE);
  return () => {
    current = false;
    clearTimeout(timer);
  };
}

function translationProblem(text: string, translation: string) {
  return {
    message: 'This is a capture filter. As a display filter:',
    start: 0,
    length: text.length,
    suggestions: [translation],
  };
}
