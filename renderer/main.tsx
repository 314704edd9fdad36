import '@blueprintjs/core/lib/css/blueprint.css';
import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { findHost } from './host/find-host.ts';
import { recallWorkspace } from './panes/recall.ts';
import { startSession } from './state/session.ts';
import { loadSettings } from './state/settings.ts';
import { startTheme } from './theme/theme.ts';

startTheme();
void startSession(findHost(), async () => {
  await loadSettings();
  recallWorkspace();
});
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
