import { create } from 'zustand';

export interface NoticeAction {
  readonly title: string;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly severity: 'info' | 'warning' | 'error';
  /** What happened. */
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string | undefined;
  readonly action?: NoticeAction | undefined;
}

/** Most notices on screen; older ones give way. */
const MAX = 5;

export const useNotices = create<{ readonly notices: readonly Notice[] }>()(() => ({ notices: [] }));

let last = 0;

/** Tells the person something that answers no question of theirs. The same text is not shown twice. */
export function notify(notice: Omit<Notice, 'id'>): void {
  useNotices.setState(({ notices }) => {
    const others = notices.filter(({ text }) => text !== notice.text);
    return { notices: [...others, { ...notice, id: ++last }].slice(-MAX) };
  });
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** The sentence an error holds. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs something a person asked for and tells when it fails. Cancelling is no failure; a lost connection is told by itself. */
export async function attempt(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code !== 'cancelled' && code !== 'closed') notify({ severity: 'error', text: sentenceOf(error) });
  }
}
