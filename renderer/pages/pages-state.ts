import { create } from 'zustand';
import { remember, setting } from '../state/settings.ts';

export const pageIds = ['packet', 'session', 'streams', 'statistics', 'graphs', 'expert'] as const;
export type PageId = (typeof pageIds)[number];

interface PagesState {
  readonly page: PageId;
  /** The page has the room of the packet list too. */
  readonly large: boolean;
}

/** Which page stands below the packet list. */
export const usePages = create<PagesState>()(() => ({ page: 'packet', large: false }));

const SETTING = 'pages';

export function recallPages(): void {
  const page = setting(SETTING, (value) => pageIds.find((id) => id === value));
  if (page) usePages.setState({ page });
}

export function showPage(page: PageId): void {
  usePages.setState((s) => ({ page, large: page === s.page && s.large }));
  remember(SETTING, page);
}

/** Gives the page the room of the packet list, or gives it back. */
export function toggleLarge(): void {
  usePages.setState((s) => ({ large: !s.large && s.page !== 'packet' }));
}
