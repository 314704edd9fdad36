import '@blueprintjs/core/lib/css/blueprint.css';
import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { findHost } from './host/find-host.ts';
import { startSession } from './state/session.ts';

const host = findHost();
void startSession(host);
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
