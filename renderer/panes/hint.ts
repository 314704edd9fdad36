import { create } from 'zustand';

/** A short remark to the person, as "There is no marked packet after this one."; a new object each time. */
export const useHint = create<{ readonly hint: { readonly text: string } | null }>()(() => ({ hint: null }));

export function hint(text: string): void {
  useHint.setState({ hint: { text } });
}
