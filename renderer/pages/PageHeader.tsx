import type { ReactNode } from 'react';
import { useApp } from '../state/app-state.ts';
import { toggleLarge, usePages } from './pages-state.ts';

interface PageHeaderProps {
  readonly title: string;
  /** Tabs, choices and buttons of the page. */
  readonly children?: ReactNode;
}

/** The top line of a page: its title, what it offers, and the button that gives it the packet list's room. */
export function PageHeader({ title, children }: PageHeaderProps) {
  const large = usePages((s) => s.large);
  const list = useApp((s) => s.view !== null);
  return (
    <header className="pane-header">
      <h2 className="pane-title">{title}</h2>
      {children}
      <span className="pane-space" />
      {list && (
        <button
          type="button"
          className="panes-tool"
          aria-pressed={large}
          title={large ? 'Show the packet list again' : 'Use the room of the packet list too'}
          onClick={toggleLarge}
        >
          {large ? 'Show list' : 'Enlarge'}
        </button>
      )}
    </header>
  );
}
