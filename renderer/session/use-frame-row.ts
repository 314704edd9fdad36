import { useEffect, useRef } from 'react';
import { useList } from '../packet-list/list-state.ts';
import type { RowWindow } from '../rows/use-row-window.tsx';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { type LadderRow, useSession } from './session-state.ts';

/**
 * Selects the ladder's row of the packet that is chosen elsewhere and brings it in sight. What a person chooses ends
 * following; the packet that a list shows by itself at first does not. A row moves down when steps from before it arrive
 * later, so it is looked up again with every revision.
 */
export function useFrameRow(list: RowWindow, row: (at: number) => LadderRow | undefined): void {
  const session = useSession((s) => s.session);
  const revision = useSession((s) => s.state?.revision ?? 0);
  const capture = useSession((s) => s.state?.capture ?? null);
  const active = useApp((s) => s.active);
  const frame = useApp((s) => s.frame);
  const place = useList((s) => s.reveal);
  const latest = useRef({ list, row });
  latest.current = { list, row };
  const before = useRef<{ place: typeof place; frame: number | null }>({ place: null, frame: null });
  /** What is still to be brought in sight. */
  const pending = useRef<'chosen' | 'first'>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every revision may have moved the row
  useEffect(() => {
    if (place === null) pending.current = undefined;
    else if (place !== before.current.place) pending.current = before.current.frame === null ? 'first' : 'chosen';
    before.current = { place, frame };
    if (session === null || frame === null || active !== capture) return;
    const show = (at: number): void => {
      const { follow, state } = useSession.getState();
      if (pending.current === 'chosen') useSession.setState({ follow: false });
      if (pending.current === 'chosen' || (pending.current === 'first' && !(follow && state?.phase === 'running')))
        latest.current.list.reveal(at);
      pending.current = undefined;
    };
    const { row: chosen, rowFrame } = useSession.getState();
    if (rowFrame !== frame && chosen >= 0) {
      if (pending.current === undefined) return;
      if (latest.current.row(chosen)?.frames.includes(frame)) return show(chosen);
    }
    let current = true;
    client()
      .call('trace.rowOf', { session, frame })
      .then(({ row: at }) => {
        if (!current || at === null) return;
        useSession.setState({ row: at, rowFrame: frame });
        show(at);
      })
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [session, revision, capture, active, frame, place]);
}
