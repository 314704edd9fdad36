import { Glyph } from '../app/glyphs.tsx';
import { activeCapture, useApp } from '../state/app-state.ts';
import { pages } from './pages.ts';
import './pages.css';
import { type PageId, showPage, usePages } from './pages-state.ts';

/** The pages to choose from, at the left edge. Arrow keys go through them. */
export function PageRail() {
  const chosen = usePages((s) => s.page);
  const capture = useApp((s) => activeCapture(s) !== undefined);
  const offered = pages.filter(({ id, alone }) => capture || alone || id === 'packet');
  if (offered.length === 0) return null;
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = offered.findIndex(({ id }) => id === chosen);
    const next = offered[at + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    showPage(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-page="${next.id}"]`)?.focus();
  };
  return (
    <div className="page-rail" role="tablist" aria-label="Pages" aria-orientation="vertical" onKeyDown={onKeyDown}>
      {offered.map(({ id, title, help, glyph }) => (
        <button
          key={id}
          type="button"
          role="tab"
          className="page-rail-tab"
          data-page={id}
          title={help}
          aria-selected={id === chosen}
          tabIndex={id === focusStop(chosen, offered) ? 0 : -1}
          onClick={() => showPage(id)}
        >
          <Glyph name={id === 'packet' && !capture ? 'home' : glyph} />
          {id === 'packet' && !capture ? 'Start' : title}
        </button>
      ))}
    </div>
  );
}

/** The tab that the Tab key comes to. */
function focusStop(chosen: PageId, offered: typeof pages): PageId | undefined {
  return offered.some(({ id }) => id === chosen) ? chosen : offered[0]?.id;
}
