import type { MenuCommand } from '../../contract/menu.ts';
import { keysOf } from './keys.ts';

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether a browser's tab, with keys of its own, shows the window. */
const inTab = window.osiscopeHost === undefined && window.matchMedia('(display-mode: browser)').matches;

/** Keys of a command as a person reads them here, empty where there are none. */
export function shownKeys(command: MenuCommand): string {
  return keysOf(command, isMac, inTab);
}

/** A tooltip's text: what a control does, with its keys. */
export function withKeys(text: string, command: MenuCommand): string {
  const keys = shownKeys(command);
  return keys === '' ? text : `${text} (${keys})`;
}
