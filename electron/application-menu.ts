import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import {
  type MenuCommand,
  type MenuEntry,
  type MenuState,
  type Menu as MenuTable,
  menuCommands,
  menus,
} from '../contract/menu.ts';
import { acceleratorFor } from './accelerator.ts';

type Item = MenuItemConstructorOptions;

const separator: Item = { type: 'separator' };
const isMac = process.platform === 'darwin';

/** Entries that the desktop host itself carries out, by the menu they are appended to. */
const ownItems: Partial<Record<MenuTable['title'], Item[]>> = {
  File: isMac ? [] : [separator, { role: 'quit' }],
  Edit: [
    separator,
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ],
  View: [
    separator,
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    separator,
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools', accelerator: 'F12' } as Item]),
  ],
};

/**
 * Replaces Chromium's menu, whose keys (reload, close, developer tools) mean other things here. On Linux and Windows
 * the keys are shown only: the page handles them, as it does in a browser. On macOS the menu has to.
 */
export function setApplicationMenu(state: MenuState, run: (command: MenuCommand) => void): void {
  const item = (entry: MenuEntry): Item => {
    if (entry === '-') return separator;
    if (typeof entry !== 'string') return { label: entry.title, submenu: entry.entries.map(item) };
    const { title, keys } = menuCommands[entry];
    const { enabled, checked } = state[entry] ?? { enabled: false };
    return {
      label: title,
      accelerator: keys === undefined ? undefined : acceleratorFor(keys),
      registerAccelerator: isMac,
      enabled,
      ...(checked === undefined ? {} : { type: 'checkbox', checked }),
      click: () => run(entry),
    };
  };
  const template: Item[] = menus.map(({ title, entries }) => ({
    label: title,
    submenu: [...entries.map(item), ...(ownItems[title] ?? [])],
  }));
  if (isMac) template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
