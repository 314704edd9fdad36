import { useSyncExternalStore } from 'react';
import type { MenuState } from '../../contract/menu.ts';
import { useInterfaces } from '../capture/interfaces-state.ts';
import { useColoring } from '../coloring/coloring-state.ts';
import { useNames } from '../names/names-state.ts';
import { useApp } from '../state/app-state.ts';
import { menuState } from './commands.ts';

let current: MenuState = {};
let text = '';

/** What can be done now; the same object while nothing of it changes. */
export function currentMenuState(): MenuState {
  const next = menuState();
  const nextText = JSON.stringify(next);
  if (nextText !== text) {
    text = nextText;
    current = next;
  }
  return current;
}

/** Calls back when what can be done may have changed, until the returned function is called. */
export function onMenuState(changed: () => void): () => void {
  const stops = [
    useApp.subscribe((now, before) => {
      const same =
        now.connection === before.connection &&
        now.active === before.active &&
        now.captures === before.captures &&
        (now.frame === null) === (before.frame === null) &&
        now.packet === before.packet &&
        now.follow === before.follow &&
        now.theme === before.theme &&
        now.timeFormat === before.timeFormat;
      if (!same) changed();
    }),
    useColoring.subscribe(changed),
    useNames.subscribe(changed),
    useInterfaces.subscribe((now, before) => {
      if (now.helper !== before.helper) changed();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export function useMenuState(): MenuState {
  return useSyncExternalStore(onMenuState, currentMenuState);
}
