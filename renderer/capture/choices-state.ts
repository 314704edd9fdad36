import { create } from 'zustand';
import { remember, setting } from '../state/settings.ts';
import { type InterfaceChoice, noChoices, type RunChoices, readChoices, withChoice } from './run-options.ts';

const SETTING = 'capture.choices';

export const useChoices = create<RunChoices>()(() => noChoices);

export function recallChoices(): void {
  const { suited } = useChoices.getState();
  useChoices.setState({ ...(setting(SETTING, readChoices) ?? noChoices), suited });
}

export function changeChoices(change: (choices: RunChoices) => RunChoices): void {
  useChoices.setState(change);
  const { selected, interfaces, stop, ring } = useChoices.getState();
  remember(SETTING, { selected, interfaces, stop, ring });
}

/** Takes note of filters that suit interfaces. */
export function suitFilters(suited: Readonly<Record<string, string>>): void {
  useChoices.setState({ suited });
}

export function selectInterfaces(selected: readonly string[]): void {
  changeChoices((choices) => ({ ...choices, selected }));
}

export function chooseFor(names: readonly string[], change: Partial<InterfaceChoice>): void {
  changeChoices((choices) => withChoice(choices, names, change));
}
