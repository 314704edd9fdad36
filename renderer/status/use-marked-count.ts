import { useEffect, useState } from 'react';
import { useList } from '../packet-list/list-state.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';

/** How many packets of the capture that is shown are marked. */
export function useMarkedCount(): number {
  const view = useApp((s) => s.view?.view);
  const contents = useList((s) => s.contents);
  const [marked, setMarked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of contents may be one of marks
  useEffect(() => {
    if (view === undefined) return setMarked(0);
    let current = true;
    // Marking no frame changes nothing and tells how many are marked.
    client()
      .call('views.mark', { view, frames: [], whole: false, marked: true })
      .then((answer) => current && setMarked(answer.marked))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [view, contents]);
  return marked;
}
