import { useSyncExternalStore } from 'react';
import { type AppState, useApp } from '../state/app-state.ts';
import { remember, setting } from '../state/settings.ts';

type Theme = AppState['theme'];

const SETTING = 'theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** Puts the theme chosen, or the system's, on the page, and follows both. */
export function startTheme(): void {
  dark.addEventListener('change', apply);
  useApp.subscribe((now, before) => {
    if (now.theme !== before.theme) apply();
  });
  apply();
}

export function recallTheme(): void {
  const theme = setting(SETTING, (value) =>
    value === 'light' || value === 'dark' || value === 'system' ? value : undefined,
  );
  if (theme) useApp.setState({ theme });
}

export function chooseTheme(theme: Theme): void {
  useApp.setState({ theme });
  remember(SETTING, theme);
}

/** Whether the dark theme is on the page. */
export function useDark(): boolean {
  const theme = useApp((s) => s.theme);
  const system = useSyncExternalStore(followSystem, () => dark.matches);
  return theme === 'dark' || (theme === 'system' && system);
}

function followSystem(changed: () => void): () => void {
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
}

function apply(): void {
  const { theme } = useApp.getState();
  const isDark = theme === 'dark' || (theme === 'system' && dark.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  document.body.classList.toggle('bp6-dark', isDark);
}
