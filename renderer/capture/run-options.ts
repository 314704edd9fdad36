import type { liveOptions } from '../../contract/messages/live.ts';
import type { Infer } from '../../contract/schema.ts';

export type LiveOptions = Infer<typeof liveOptions>;
type InterfaceOptions = LiveOptions['interfaces'][number];

/** How one interface is captured from. */
export type InterfaceChoice = Omit<InterfaceOptions, 'name'>;

export interface StopConditions {
  readonly packets: number | null;
  readonly seconds: number | null;
  readonly kilobytes: number | null;
}

/** What a person chose for capturing; kept between runs. */
export interface RunChoices {
  /** Interfaces to capture from. */
  readonly selected: readonly string[];
  /** By interface; one that is not here has {@link standardChoice}. */
  readonly interfaces: Readonly<Record<string, InterfaceChoice>>;
  readonly stop: StopConditions;
}

export const standardChoice: InterfaceChoice = {
  filter: '',
  promiscuous: true,
  snapLength: 0,
  bufferMegabytes: 0,
  linkType: '',
};

export const noStop: StopConditions = { packets: null, seconds: null, kilobytes: null };

export const noChoices: RunChoices = { selected: [], interfaces: {}, stop: noStop };

/** Highest values the capture process takes. */
export const limits = { snapLength: 262_144, bufferMegabytes: 4096 } as const;

export function choiceOf(choices: RunChoices, name: string): InterfaceChoice {
  return Object.hasOwn(choices.interfaces, name) ? choices.interfaces[name] : standardChoice;
}

/** Changes how interfaces are captured from. */
export function withChoice(
  choices: RunChoices,
  names: readonly string[],
  change: Partial<InterfaceChoice>,
): RunChoices {
  const interfaces = { ...choices.interfaces };
  for (const name of names) interfaces[name] = { ...choiceOf(choices, name), ...change };
  return { ...choices, interfaces };
}

/** The filter of several interfaces: theirs, or null when they differ. */
export function commonFilter(choices: RunChoices, names: readonly string[]): string | null {
  const filters = new Set(names.map((name) => choiceOf(choices, name).filter));
  if (filters.size > 1) return null;
  return [...filters][0] ?? '';
}

/** What the capture process is asked for, from these interfaces. */
export function liveOptionsOf(choices: RunChoices, names: readonly string[]): LiveOptions {
  const { packets, seconds, kilobytes } = choices.stop;
  return {
    interfaces: names.map((name) => ({ name, ...choiceOf(choices, name) })),
    stop: {
      ...(packets === null ? {} : { packets }),
      ...(seconds === null ? {} : { seconds }),
      ...(kilobytes === null ? {} : { kilobytes }),
    },
  };
}

/** Reads choices that were kept; what does not fit is left out. */
export function readChoices(value: unknown): RunChoices | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { selected, interfaces, stop } = value as Record<string, unknown>;
  const kept: [string, InterfaceChoice][] = [];
  for (const [name, choice] of Object.entries(interfaces ?? {})) {
    if (typeof choice === 'object' && choice !== null) kept.push([name, readChoice(choice as Record<string, unknown>)]);
  }
  const limitsKept = (typeof stop === 'object' && stop !== null ? stop : {}) as Record<string, unknown>;
  return {
    selected: Array.isArray(selected) ? selected.filter((name) => typeof name === 'string') : [],
    interfaces: Object.fromEntries(kept),
    stop: {
      packets: count(limitsKept['packets']),
      seconds: count(limitsKept['seconds']),
      kilobytes: count(limitsKept['kilobytes']),
    },
  };
}

function readChoice({ filter, promiscuous, snapLength, bufferMegabytes, linkType }: Record<string, unknown>) {
  return {
    filter: typeof filter === 'string' ? filter : '',
    promiscuous: promiscuous !== false,
    snapLength: Math.min(count(snapLength) ?? 0, limits.snapLength),
    bufferMegabytes: Math.min(count(bufferMegabytes) ?? 0, limits.bufferMegabytes),
    linkType: typeof linkType === 'string' ? linkType : '',
  };
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}
