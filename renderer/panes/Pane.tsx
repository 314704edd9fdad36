import type { ReactNode } from 'react';
import { openMenu } from '../context-menu/menu-state.ts';
import { type PaneName, paneNames, showPane } from './layout-state.ts';
import { paneMenu } from './pane-menu.ts';

interface PaneProps {
  readonly name: PaneName;
  /** Tabs in place of the title. */
  readonly tabs?: ReactNode;
  /** What stands at the right of the heading. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A pane with its heading. Its menu, and the sign at the right, hide it. */
export function Pane({ name, tabs, tools, children }: PaneProps) {
  return (
    <section className="pane" aria-label={paneNames[name]} data-pane-name={name}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same menu is on the heading's button */}
      <header className="pane-header" onContextMenu={(event) => openMenu(event, paneMenu())}>
        {tabs ?? <h2 className="pane-title">{paneNames[name]}</h2>}
        <span className="pane-space" />
        {tools}
        <button
          type="button"
          className="panes-tool pane-hide"
          title={`Hide ${paneNames[name]}`}
          aria-label={`Hide ${paneNames[name]}`}
          onClick={() => showPane(name, false)}
        >
          ×
        </button>
      </header>
      <div className="pane-body">{children}</div>
    </section>
  );
}
