import { describeError } from '../shell/errno.ts';
import type { Ending } from './exit-status.ts';
import { endingOf } from './exit-status.ts';

/** How one connection ended. */
export interface Outcome {
  ending: Ending;
  text: string;
}

/** The way out of the six steps when one of them fails. */
export class StepFailed extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.text);
    this.outcome = outcome;
  }
}

export function failureOf(what: string, error: unknown): Outcome {
  const { errno, error: text } = describeError(error);
  return { ending: endingOf(errno), text: `${what}: ${text} (${errno})` };
}
