import { formatTraceEvent, parseTraceEvent, type TraceEvent } from '../../contract/trace-event.ts';
import type { CaptureDetails } from '../sources/capture-details.ts';
import { packetOptions } from '../sources/packet-options.ts';
import type { FrameBytes } from '../store/frame-bytes.ts';
import type { FrameFacts } from './frame-facts.ts';
import { LONGEST_RUN } from './saved-run.ts';
import { formatSystemCall, parseSystemCall, type SystemCall } from './system-call.ts';
import { type Trace, type TracedStep, timeOf } from './trace.ts';

/**
 * A trace is saved in comments on frames, one for each event or call: the prefix, then the line of `formatTraceEvent` or
 * `formatSystemCall` (which has a member `call`). A comment stands on the first frame of its step, or, for a step without
 * frames, on the last frame before it. Comments keep the frame count what it is, in every program; custom blocks would
 * be counted as frames. What the run knew besides stands on the first frame, in pieces with a prefix of their own.
 */
const PREFIX = 'Osiscope trace: ';
const RUN_PREFIX = 'Osiscope session: ';

/** Letters of a piece of a run. */
const PIECE = 60_000;

/** Comments on one frame, in UTF-16 units; a block may not exceed 16 MiB. */
const MOST_TEXT = 2_000_000;
/** Events and calls that are read back. */
const MOST_STEPS = 1_000_000;

/** Comments by frame number. `run` is a line of ASCII, see `formatRun`. `left` counts the steps for which there was no room, or no frame at all. */
export function traceComments(
  steps: readonly TracedStep[],
  frames: readonly FrameFacts[],
  frameCount: number,
  run = '',
): { comments: Map<number, string[]>; left: number } {
  const comments = new Map<number, string[]>();
  const sizes = new Map<number, number>();
  let left = 0;
  let before = 0;
  if (run !== '' && frameCount > 0) {
    const pieces = Math.ceil(run.length / PIECE);
    comments.set(
      1,
      Array.from({ length: pieces }, (_, at) => RUN_PREFIX + run.slice(at * PIECE, (at + 1) * PIECE)),
    );
    sizes.set(1, run.length + pieces * RUN_PREFIX.length);
  }
  for (const step of steps) {
    while (before < frames.length && frames[before].time <= timeOf(step)) before++;
    const text = PREFIX + (step.kind === 'event' ? formatTraceEvent(step.event) : formatSystemCall(step.call));
    let frame = step.frames[0] ?? frames[before - 1]?.number ?? 1;
    while (frame <= frameCount && (sizes.get(frame) ?? 0) + text.length > MOST_TEXT) frame++;
    // A comment holds at most 65,535 bytes; cut text would not be read back.
    if (frame > frameCount || Buffer.byteLength(text) > 65_535) {
      left++;
      continue;
    }
    sizes.set(frame, (sizes.get(frame) ?? 0) + text.length);
    const known = comments.get(frame);
    if (known === undefined) comments.set(frame, [text]);
    else known.push(text);
  }
  return { comments, left };
}

/** Whether a comment holds a part of a trace, and is nothing that a person wrote. */
export function isTraceComment(comment: string): boolean {
  return comment.startsWith(PREFIX) || comment.startsWith(RUN_PREFIX);
}

/** The trace in the comments of a capture that was read to its end; empty when it has none. */
export function savedTrace(details: CaptureDetails, frameBytes: FrameBytes): Trace & { readonly run: string } {
  const events: TraceEvent[] = [];
  const calls: SystemCall[] = [];
  let run = '';
  for (let index = 0; index < details.framesWithOptions; index++) {
    const options = packetOptions(details, frameBytes, details.frameWithOptions(index));
    for (const comment of options?.comments ?? []) {
      if (comment.startsWith(RUN_PREFIX) && run.length < 2 * LONGEST_RUN) run += comment.slice(RUN_PREFIX.length);
      if (!comment.startsWith(PREFIX) || events.length + calls.length >= MOST_STEPS) continue;
      const line = comment.slice(PREFIX.length);
      const event = parseTraceEvent(line);
      if (typeof event !== 'string') {
        events.push(event);
        continue;
      }
      const call = parseSystemCall(line);
      if (typeof call !== 'string') calls.push(call);
    }
  }
  return { events, calls, run };
}
