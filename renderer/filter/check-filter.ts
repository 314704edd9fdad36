import { noVerdict, useFilter } from './filter-state.ts';

/** A text that has been changed is judged anew: by the capture process, when it is applied. */
export function judgeAnew(): void {
  useFilter.setState({ verdict: noVerdict });
}
