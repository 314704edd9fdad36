import type { Lab } from './lab.ts';
import type { Recording } from './recording.ts';

export const scenarioGroups = [
  'Connections',
  'Trouble',
  'Daemons',
  'Protection',
  'Signals',
  'Applications',
  'Network',
] as const;
export type ScenarioGroup = (typeof scenarioGroups)[number];

export type OsiLayer = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A lesson that runs: programs are started, what they do and send is recorded, and what it shows is checked. */
export interface Scenario {
  /** For the command line: lower case, words joined by hyphens. */
  readonly name: string;
  readonly title: string;
  readonly group: ScenarioGroup;
  /** What happens and why it matters, in a few sentences. */
  readonly summary: string;
  /** What to look for, by OSI layer; a layer with nothing of note is left out. */
  readonly layers: Readonly<Partial<Record<OsiLayer, string>>>;
  readonly needs?: Needs;
  readonly steps: readonly ScenarioStep[];
  readonly checks: readonly Check[];
}

export interface Needs {
  /** Programs that must be installed. */
  readonly tools?: readonly string[];
  /** A network namespace of its own: `required`, or `wanted` where rights allow it. */
  readonly namespace?: 'wanted' | 'required';
}

export interface ScenarioStep {
  /** What is done, for a person: "Start the daemon". */
  readonly title: string;
  run(lab: Lab): Promise<unknown>;
}

/** Something that must be true of what was recorded. */
export interface Check {
  /** What is true when the check is ok. */
  readonly sentence: string;
  look(recording: Recording): Evidence | Promise<Evidence>;
}

export interface Evidence {
  readonly ok: boolean;
  /** The values found, or what was found instead. */
  readonly text: string;
  /** Frames that show it, in ascending order. */
  readonly frames: readonly number[];
}

export interface CheckResult extends Evidence {
  readonly sentence: string;
}
