import '@blueprintjs/core/lib/css/blueprint.css';
import './theme/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { start } from './app/start.ts';
import { findHost } from './host/find-host.ts';

void start(findHost());
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
