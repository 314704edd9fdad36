import { create } from 'zustand';
import { contentsChanged } from '../packet-list/list-state.ts';
import { client } from '../state/session.ts';
import { remember, setting } from '../state/settings.ts';
import { type ColoringRule, defaultRules } from './default-rules.ts';

/** A colour given to a conversation until it is reset. */
export interface TemporaryRule {
  /** 1 to 9. */
  readonly color: number;
  readonly filter: string;
}

interface ColoringState {
  /** Whether rows are coloured by the rules; temporary colours are shown either way. */
  readonly on: boolean;
  readonly rules: readonly ColoringRule[];
  readonly temporary: readonly TemporaryRule[];
  /** What rows refer to: rule n of those that were sent. */
  readonly inForce: readonly ColoringRule[];
  /** What is wrong with a rule, by its filter. */
  readonly problems: ReadonlyMap<string, string>;
}

export const useColoring = create<ColoringState>()(() => ({
  on: true,
  rules: defaultRules,
  temporary: [],
  inForce: [],
  problems: new Map(),
}));

/** Colours of temporary rules, for keys 1 to 9. */
export const temporaryColors = [
  '#ffc0c0',
  '#ffd9b0',
  '#fff2a8',
  '#c8f5c0',
  '#b8efe9',
  '#bfdcff',
  '#d6ccff',
  '#f6c8f0',
  '#dcdcdc',
] as const;

const SETTING = 'coloring';

export function recallColoring(): void {
  const known = setting(SETTING, (value) => {
    const { on, rules } = (value ?? {}) as Record<string, unknown>;
    return {
      on: on !== false,
      rules: Array.isArray(rules) && rules.every(isRule) ? rules.slice(0, 180) : defaultRules,
    };
  });
  if (known) useColoring.setState(known);
}

function changed(): void {
  const { on, rules } = useColoring.getState();
  remember(SETTING, rules === defaultRules ? { on } : { on, rules });
  void sendRules();
}

export function changeRules(rules: readonly ColoringRule[]): void {
  useColoring.setState({ rules });
  changed();
}

export function toggleColoring(): void {
  useColoring.setState((s) => ({ on: !s.on }));
  changed();
}

/** Gives the packets of a filter a colour, in the place of the one that this colour had. */
export function colorTemporarily(color: number, filter: string): void {
  useColoring.setState(({ temporary }) => ({
    temporary: [{ color, filter }, ...temporary.filter((one) => one.color !== color && one.filter !== filter)],
  }));
  void sendRules();
}

export function resetTemporary(): void {
  useColoring.setState({ temporary: [] });
  void sendRules();
}

/** Tells the capture process the rules in force; rows are fetched again. Called after each connecting too. */
export async function sendRules(): Promise<void> {
  const { on, rules, temporary } = useColoring.getState();
  const inForce: ColoringRule[] = [
    ...temporary.map(({ color, filter }) => ({
      name: `Conversation colour ${color}`,
      filter,
      background: temporaryColors[color - 1],
      foreground: '#12272e',
      enabled: true,
    })),
    ...(on ? rules.filter(({ enabled }) => enabled) : []),
  ];
  const { problems } = await client().call('coloring.set', { filters: inForce.map(({ filter }) => filter) });
  useColoring.setState({
    inForce,
    problems: new Map(problems.map(({ rule, message }) => [inForce[rule].filter, message])),
  });
  contentsChanged();
}

function isRule(value: unknown): value is ColoringRule {
  const { name, filter, background, foreground, enabled } = (value ?? {}) as Partial<ColoringRule>;
  return (
    typeof name === 'string' &&
    typeof filter === 'string' &&
    isColor(background) &&
    isColor(foreground) &&
    typeof enabled === 'boolean'
  );
}

function isColor(value: unknown): value is string {
  return typeof value === 'string' && /^#[\da-f]{6}$/i.test(value);
}
