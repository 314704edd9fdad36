import { activeCapture, useApp } from '../state/app-state.ts';
import { numberText, percentText } from '../status/number-texts.ts';
import { useFilter } from './filter-state.ts';

/** How many packets pass, and how far the filter is where it has not been through all of them. */
export function FilterCount() {
  const active = useApp((s) => s.active);
  const filtered = useFilter((s) => active !== null && (s.applied.get(active) ?? '') !== '');
  const total = useApp((s) => s.view?.total ?? 0);
  const tested = useApp((s) => s.view?.tested ?? 0);
  const frames = useApp((s) => activeCapture(s)?.frames ?? 0);
  if (!filtered) return null;
  return (
    <output className="filter-count" title={`${numberText(total)} of ${numberText(tested)} packets pass`}>
      {tested < frames
        ? `${numberText(total)} so far, ${percentText(tested, frames)} looked at`
        : `${numberText(total)} of ${numberText(frames)}`}
    </output>
  );
}
