import type { MenuItem } from '../context-menu/menu-state.ts';
import { type PaneName, paneNames, resetLayout, togglePane, useLayout } from './layout-state.ts';

/** Shows and hides panes. */
export function paneMenu(): MenuItem[] {
  const { hidden } = useLayout.getState();
  return [
    { heading: 'Panes' },
    ...Object.entries(paneNames).map(([name, title]): MenuItem => {
      const pane = name as PaneName;
      return { title, checked: !hidden.includes(pane), run: () => togglePane(pane) };
    }),
    '-',
    { title: 'Reset Layout', run: resetLayout },
  ];
}
