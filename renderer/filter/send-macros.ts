import { sendRules } from '../coloring/coloring-state.ts';
import { attempt } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { changeMacros, type SavedMacro, useFilter } from './filter-state.ts';

/** Tells the capture process of the macros; what colours rows is made anew with them. Called after each connecting too. */
export function sendMacros(): Promise<void> {
  return attempt(async () => {
    const macros = useFilter.getState().macros.map(({ name, text }) => ({ name, text }));
    await client().call('filters.setMacros', { macros });
    await sendRules();
  });
}

export function replaceMacros(macros: readonly SavedMacro[]): void {
  changeMacros(macros);
  void sendMacros();
}
