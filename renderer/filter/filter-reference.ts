import { useApp } from '../state/app-state.ts';

/** The packet whose values `${ip.src}` stands for: the selected one, for filters that may refer to it. */
export function referenceOf(text: string): { readonly capture: number; readonly frame: number } | undefined {
  const { active, frame } = useApp.getState();
  return text.includes('$') && active !== null && frame !== null ? { capture: active, frame } : undefined;
}
