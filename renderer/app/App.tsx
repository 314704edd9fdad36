import { FilterBar } from '../filter/FilterBar.tsx';
import { FindBar } from '../find/FindBar.tsx';
import { MenuBar } from '../menu/MenuBar.tsx';
import { LostConnection } from '../notices/LostConnection.tsx';
import { Notices } from '../notices/Notices.tsx';
import { ProblemBanner } from '../notices/ProblemBanner.tsx';
import { useReconnecting } from '../notices/reconnect.ts';
import { PageArea } from '../pages/PageArea.tsx';
import { PageRail } from '../pages/PageRail.tsx';
import { pages } from '../pages/pages.ts';
import { usePages } from '../pages/pages-state.ts';
import { PacketWorkspace } from '../panes/PacketWorkspace.tsx';
import { activeCapture, useApp } from '../state/app-state.ts';
import { StatusBar } from '../status/StatusBar.tsx';
import { Toolbar } from '../toolbar/Toolbar.tsx';
import { Welcome } from '../welcome/Welcome.tsx';
import './app.css';
import { Dialogs } from './Dialogs.tsx';
import { DropTarget } from './DropTarget.tsx';
import { useWindowTitle } from './use-window-title.ts';

/** The window. */
export function App() {
  const lost = useApp((s) => s.connection === 'lost');
  const trying = useReconnecting((s) => s.trying);
  const active = useApp((s) => s.active);
  const started = useApp((s) => s.connection === 'open' || s.captures.length > 0);
  const alone = usePages((s) => pages.find(({ id }) => id === s.page)?.alone === true);
  useWindowTitle();
  return (
    <DropTarget>
      {window.osiscopeHost === undefined && (
        <header className="app-menu">
          <span className="app-name">Osiscope</span>
          <MenuBar />
        </header>
      )}
      <Toolbar />
      <main className="app-main">
        {active !== null && <FilterBar />}
        {active !== null && <FindBar />}
        {active !== null && <ProblemBanner />}
        <div className="app-pages">
          {started && <PageRail />}
          <div className="app-page">
            {active !== null ? (
              <Workspace key={active} />
            ) : !started ? (
              <Connecting />
            ) : alone ? (
              <PageArea />
            ) : (
              <Welcome />
            )}
          </div>
        </div>
      </main>
      <StatusBar />
      <Dialogs />
      <Notices />
      {(lost || trying) && <LostConnection />}
    </DropTarget>
  );
}

/** The packets of the capture that is shown. */
function Workspace() {
  const known = useApp((s) => activeCapture(s) !== undefined || s.view !== null);
  return known ? <PacketWorkspace /> : null;
}

/** Said only when connecting takes noticeably long: it fades in. */
function Connecting() {
  const lost = useApp((s) => s.connection === 'lost');
  return lost ? null : <p className="app-connecting">Connecting to the capture process…</p>;
}
