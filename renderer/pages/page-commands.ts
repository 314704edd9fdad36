import type { MenuCommand } from '../../contract/menu.ts';
import { pages } from './pages.ts';
import { type PageId, showPage, toggleLarge } from './pages-state.ts';

const commandOf: Readonly<Record<PageId, MenuCommand>> = {
  packet: 'view.page-packet',
  session: 'tools.session',
  streams: 'analyze.streams',
  statistics: 'statistics.conversations',
  graphs: 'statistics.io-graph',
  expert: 'analyze.expert',
};

/** What the menu and its keys do to the page that is shown; `alone` where no capture is needed. */
export const pageCommands: Readonly<Partial<Record<MenuCommand, { run: () => void; alone: boolean }>>> = {
  ...Object.fromEntries(
    pages.map(({ id, alone }) => [commandOf[id], { run: () => showPage(id), alone: alone === true }]),
  ),
  'view.enlarge-page': { run: toggleLarge, alone: false },
};
