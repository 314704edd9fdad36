import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Decision, IndexedFrames } from './frame-facts.ts';

/** Something about a filter's text: an error, or a remark on a risky use. */
export interface FilterProblem {
  /** For a person: what is wrong and, where known, what to do. */
  readonly message: string;
  /** The part of the text that it is about, in UTF-16 units; a length of 0 stands for the end of the text. */
  readonly start: number;
  readonly length: number;
  /** What could stand there instead, the nearest first. */
  readonly suggestions: readonly string[];
}

/** Thrown for a text that is no display filter. */
export class FilterError extends Error {
  readonly problem: FilterProblem;

  constructor(problem: FilterProblem) {
    super(problem.message);
    this.name = 'FilterError';
    this.problem = problem;
  }
}

/**
 * A display filter ready to be asked about frames. Cheap answers come first: {@link decide} looks at the packet table and
 * the session alone; only where it cannot tell is the frame decoded with {@link mask} and given to {@link test}.
 *
 * ```
 * const answer = filter.decide(capture, frame);
 * const shown = answer >= 0 ? answer === 1 : filter.test(capture.decode(frame, filter.mask), capture);
 * ```
 */
export interface DisplayFilter {
  readonly text: string;
  readonly warnings: readonly FilterProblem[];
  /** Fields that a frame must be decoded with for {@link test}. */
  readonly mask: Mask;
  /** 1: the frame passes, 0: it does not, -1: it has to be decoded. */
  decide(frames: IndexedFrames, frame: number): Decision;
  /** Whether the frame just decoded with at least {@link mask} passes. */
  test(d: Dissection, frames: IndexedFrames): boolean;
}
