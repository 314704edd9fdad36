import type { Layout } from 'react-resizable-panels';
import { create } from 'zustand';
import { remember, setting } from '../state/settings.ts';

/** Panes that can be hidden. */
export const paneNames = {
  osi: 'OSI Layers',
  details: 'Details',
  bytes: 'Bytes',
  diagram: 'Header Diagram',
} as const;

export type PaneName = keyof typeof paneNames;

interface LayoutState {
  readonly hidden: readonly PaneName[];
  /** Shares of each group's panels in percent, by group. */
  readonly sizes: Readonly<Record<string, Layout>>;
}

export const useLayout = create<LayoutState>()(() => ({ hidden: [], sizes: {} }));

const SETTING = 'panes.layout';

export function recallLayout(): void {
  const layout = setting(SETTING, read);
  if (layout) useLayout.setState(layout);
}

export function showPane(name: PaneName, shown: boolean): void {
  useLayout.setState((s) => ({
    hidden: shown ? s.hidden.filter((other) => other !== name) : [...new Set([...s.hidden, name])],
  }));
  remember(SETTING, useLayout.getState());
}

export function togglePane(name: PaneName): void {
  showPane(name, useLayout.getState().hidden.includes(name));
}

/** Keeps the sizes a person gave to a group's panels. */
export function resized(group: string, layout: Layout): void {
  useLayout.setState((s) => ({ sizes: { ...s.sizes, [group]: layout } }));
  remember(SETTING, useLayout.getState());
}

export function resetLayout(): void {
  useLayout.setState({ hidden: [], sizes: {} });
  remember(SETTING, useLayout.getState());
}

function read(value: unknown): LayoutState | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { hidden, sizes } = value as Record<string, unknown>;
  const known: Record<string, Layout> = {};
  for (const [group, layout] of Object.entries(sizes ?? {})) {
    if (typeof layout !== 'object' || layout === null) continue;
    const shares = Object.entries(layout).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
    known[group] = Object.fromEntries(shares);
  }
  return {
    hidden: Array.isArray(hidden) ? hidden.filter((name): name is PaneName => Object.hasOwn(paneNames, name)) : [],
    sizes: known,
  };
}
