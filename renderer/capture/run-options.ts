import type { liveOptions } from '../../contract/messages/live.ts';
import type { Infer } from '../../contract/schema.ts';

export type LiveOptions = Infer<typeof liveOptions>;
type InterfaceOptions = LiveOptions['interfaces'][number];

/** How one interface is captured from. */
export type InterfaceChoice = Omit<InterfaceOptions, 'name'>;

/** The same as a person left it: without a filter of theirs, the one that suits the interface is used. */
type KeptChoice = Omit<InterfaceChoice, 'filter'> & { readonly filter: string | null };

export interface StopConditions {
  readonly packets: number | null;
  readonly seconds: number | null;
  readonly kilobytes: number | null;
}

/** A ring of files instead of one that is saved afterwards. */
export interface RingChoice extends StopConditions {
  readonly on: boolean;
  /** What the files' names begin with, with their folder. */
  readonly path: string;
  /** Files that are kept, null for all. */
  readonly files: number | null;
}

/** What a person chose for capturing; kept between runs. */
export interface RunChoices {
  /** Interfaces to capture from. */
  readonly selected: readonly string[];
  /** By interface; one that is not here has {@link standardChoice}. */
  readonly interfaces: Readonly<Record<string, KeptChoice>>;
  /** Filters that suit interfaces, used until a person writes another; not kept between runs. */
  readonly suited: Readonly<Record<string, string>>;
  readonly stop: StopConditions;
  readonly ring: RingChoice;
}

const standardChoice: KeptChoice = {
  filter: null,
  promiscuous: true,
  snapLength: 0,
  bufferMegabytes: 0,
  linkType: '',
};

const noStop: StopConditions = { packets: null, seconds: null, kilobytes: null };

const noRing: RingChoice = { ...noStop, on: false, path: '', files: 10, kilobytes: 100_000 };

export const noChoices: RunChoices = { selected: [], interfaces: {}, suited: {}, stop: noStop, ring: noRing };

/** Highest values the capture process takes. */
export const limits = { snapLength: 262_144, bufferMegabytes: 4096, ringFiles: 100_000 } as const;

export function choiceOf(choices: RunChoices, name: string): InterfaceChoice {
  const kept = keptChoice(choices, name);
  return { ...kept, filter: kept.filter ?? suitedFilter(choices, name) };
}

/** Whether the filter of an interface is one that a person did not write. */
export function isSuited(choices: RunChoices, name: string): boolean {
  return keptChoice(choices, name).filter === null && suitedFilter(choices, name) !== '';
}

function keptChoice({ interfaces }: RunChoices, name: string): KeptChoice {
  return Object.hasOwn(interfaces, name) ? interfaces[name] : standardChoice;
}

function suitedFilter({ suited }: RunChoices, name: string): string {
  return Object.hasOwn(suited, name) ? suited[name] : '';
}

/** Changes how interfaces are captured from. */
export function withChoice(
  choices: RunChoices,
  names: readonly string[],
  change: Partial<InterfaceChoice>,
): RunChoices {
  const interfaces = { ...choices.interfaces };
  for (const name of names) interfaces[name] = { ...keptChoice(choices, name), ...change };
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
  const { ring } = choices;
  return {
    interfaces: names.map((name) => ({ name, ...choiceOf(choices, name) })),
    stop: given(choices.stop),
    ...(ring.on ? { ring: { path: ring.path.trim(), files: ring.files ?? 0, ...given(ring) } } : {}),
  };
}

/** What is missing before a run can begin, as a sentence; empty when nothing is. */
export function missing({ ring }: RunChoices, names: readonly string[]): string {
  if (names.length === 0) return 'Choose an interface.';
  if (!ring.on) return '';
  if (!/[\\/][^\\/]+$/.test(ring.path.trim())) return 'Give the folder and name of the files of the ring.';
  const { packets, seconds, kilobytes } = ring;
  if (packets === null && seconds === null && kilobytes === null) return 'Say when the ring goes on to its next file.';
  return '';
}

/** What a run does by itself, each a sentence: nobody should be surprised by what was chosen another day. */
export function remarks({ stop, ring }: RunChoices): string[] {
  const out: string[] = [];
  const limit = limitText(stop);
  if (limit !== '') out.push(`Stops by itself after ${limit}.`);
  if (ring.on) out.push(`Writes a ring of files: ${ring.path || 'their name is not chosen yet'}.`);
  return out;
}

function limitText({ packets, seconds, kilobytes }: StopConditions): string {
  const parts = [
    packets === null ? '' : `${packets} packet${packets === 1 ? '' : 's'}`,
    seconds === null ? '' : `${seconds} second${seconds === 1 ? '' : 's'}`,
    kilobytes === null ? '' : `${kilobytes} kB`,
  ];
  return parts.filter((part) => part !== '').join(' or ');
}

function given({ packets, seconds, kilobytes }: StopConditions): LiveOptions['stop'] {
  return {
    ...(packets === null ? {} : { packets }),
    ...(seconds === null ? {} : { seconds }),
    ...(kilobytes === null ? {} : { kilobytes }),
  };
}

/** Reads choices that were kept; what does not fit is left out. */
export function readChoices(value: unknown): RunChoices | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { selected, interfaces, stop, ring } = value as Record<string, unknown>;
  const kept: [string, KeptChoice][] = [];
  for (const [name, choice] of Object.entries(interfaces ?? {})) {
    if (typeof choice === 'object' && choice !== null) kept.push([name, readChoice(choice as Record<string, unknown>)]);
  }
  return {
    selected: Array.isArray(selected) ? selected.filter((name) => typeof name === 'string') : [],
    interfaces: Object.fromEntries(kept),
    suited: {},
    stop: readConditions(fieldsOf(stop)),
    ring: typeof ring === 'object' && ring !== null ? readRing(fieldsOf(ring)) : noRing,
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
}

function readConditions({ packets, seconds, kilobytes }: Record<string, unknown>): StopConditions {
  return { packets: count(packets), seconds: count(seconds), kilobytes: count(kilobytes) };
}

function readRing(ring: Record<string, unknown>): RingChoice {
  const { on, path, files } = ring;
  return {
    ...readConditions(ring),
    on: on === true,
    path: typeof path === 'string' ? path : '',
    files: count(files),
  };
}

function readChoice({ filter, promiscuous, snapLength, bufferMegabytes, linkType }: Record<string, unknown>) {
  return {
    filter: typeof filter === 'string' ? filter : null,
    promiscuous: promiscuous !== false,
    snapLength: Math.min(count(snapLength) ?? 0, limits.snapLength),
    bufferMegabytes: Math.min(count(bufferMegabytes) ?? 0, limits.bufferMegabytes),
    linkType: typeof linkType === 'string' ? linkType : '',
  };
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}
