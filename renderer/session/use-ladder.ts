import { useEffect, useReducer, useRef } from 'react';
import { client } from '../state/session.ts';
import type { LadderRow } from './session-state.ts';

const PAGE = 100;
const PAGES = 30;

interface Page {
  rows: readonly LadderRow[];
  revision: number;
}

/** Rows of a session's ladder by windows: old ones stay until new ones arrive, two pages at most are asked for at once. */
export function useLadder(
  session: number | null,
  revision: number,
  total: number,
  first: number,
  count: number,
): (row: number) => LadderRow | undefined {
  const pages = useRef(new Map<number, Page>());
  const asked = useRef(new Set<number>());
  const shown = useRef(session);
  const [, arrived] = useReducer((n: number) => n + 1, 0);
  if (shown.current !== session) {
    shown.current = session;
    pages.current = new Map();
    asked.current = new Set();
  }
  useEffect(() => {
    if (session === null || total === 0) return;
    const fetchPage = async (page: number): Promise<void> => {
      asked.current.add(page);
      try {
        const { rows, revision: known } = await client().call('trace.rows', {
          session,
          first: page * PAGE,
          count: PAGE,
        });
        if (shown.current !== session) return;
        pages.current.set(page, { rows, revision: known });
        if (pages.current.size > PAGES) pages.current.delete(pages.current.keys().next().value as number);
        arrived();
      } catch {
        // The session is gone: its state tells.
      } finally {
        asked.current.delete(page);
      }
    };
    const last = Math.min(total, first + count) - 1;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      const known = pages.current.get(page);
      const stale = known === undefined || known.revision < revision;
      if (stale && !asked.current.has(page) && asked.current.size < 2) void fetchPage(page);
    }
  });
  return (row) => pages.current.get(Math.floor(row / PAGE))?.rows[row % PAGE];
}
