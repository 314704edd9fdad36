import { create } from 'zustand';
import { remember, replaceSettings, setting, settingTexts } from '../state/settings.ts';

/** Settings that belong to a profile; everything else is the same in all of them. */
const PROFILED = [
  'packet-list.columns',
  'coloring',
  'filter.saved',
  'filter.macros',
  'panes.layout',
  'pages',
  'time-format',
  'names',
  'decode-as',
  'disabled-protocols',
  'decoding-preferences',
  'graphs',
  'find',
] as const;

export const DEFAULT = 'Default';
const MOST = 40;

interface ProfilesState {
  readonly current: string;
  /** Every profile, the first one first. */
  readonly names: readonly string[];
}

export const useProfiles = create<ProfilesState>()(() => ({ current: DEFAULT, names: [DEFAULT] }));

const SETTING = 'profiles';
const snapshotOf = (name: string): string => `profile.${name}`;

export function recallProfiles(): void {
  const known = setting(SETTING, (value) => {
    const { current, names } = (value ?? {}) as Record<string, unknown>;
    if (!Array.isArray(names) || !names.every(isName) || !names.includes(DEFAULT)) return undefined;
    const all = [...new Set(names)].slice(0, MOST);
    return { names: all, current: typeof current === 'string' && all.includes(current) ? current : DEFAULT };
  });
  if (known) useProfiles.setState(known);
}

/** Whether a text can be the name of a profile. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() === value && value !== '' && value.length <= 40;
}

/** Keeps the settings of the present profile, takes up those of another, and shows the window anew. */
export async function switchTo(name: string): Promise<void> {
  const { current, names } = useProfiles.getState();
  if (name === current || !names.includes(name)) return;
  keepSnapshot(current);
  const texts = setting(snapshotOf(name), (value) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined,
  );
  useProfiles.setState({ current: name });
  remember(SETTING, useProfiles.getState());
  // What a profile has never set is as it is at first: an empty text is no setting.
  await replaceSettings(
    Object.fromEntries(PROFILED.map((one) => [one, typeof texts?.[one] === 'string' ? texts[one] : ''])),
  );
  window.location.reload();
}

/** Adds a profile with the settings of the present one. */
export function addProfile(name: string): void {
  const { names } = useProfiles.getState();
  if (!isName(name) || names.includes(name) || names.length >= MOST) return;
  keepSnapshot(name);
  useProfiles.setState({ names: [...names, name] });
  remember(SETTING, useProfiles.getState());
}

export function removeProfile(name: string): void {
  const { current, names } = useProfiles.getState();
  if (name === DEFAULT || name === current) return;
  useProfiles.setState({ names: names.filter((other) => other !== name) });
  remember(SETTING, useProfiles.getState());
  remember(snapshotOf(name), {});
}

function keepSnapshot(name: string): void {
  remember(snapshotOf(name), settingTexts(PROFILED));
}
