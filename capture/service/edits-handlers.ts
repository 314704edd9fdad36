import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import type { Capture } from '../store/capture.ts';
import { LONGEST_COMMENT } from '../store/frame-edits.ts';
import type { FrameSet } from '../store/frame-set.ts';
import type { View } from '../store/view.ts';
import { isTraceComment } from '../trace/saved-trace.ts';
import type { ClientState } from './client.ts';
import { searchRows } from './row-search.ts';

type Names =
  | 'edits.ignore'
  | 'edits.reference'
  | 'edits.nextReference'
  | 'edits.comment'
  | 'edits.shiftTimes'
  | 'edits.timeShift';

const BILLION = 1_000_000_000n;

export function editsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  return {
    'edits.ignore': ({ view, frames, whole, ignored }) => {
      const v = client.view(view);
      const set = v.capture.edits.ignored;
      change(v, set, frames, whole, ignored);
      const entry = client.captures.list().find(({ capture }) => capture === v.capture);
      if (entry) void client.captures.edited(entry);
      return { ignored: set.count };
    },
    'edits.reference': ({ view, frames, whole, set: wanted }) => {
      const v = client.view(view);
      const set = v.capture.edits.references;
      if (whole && !wanted) set.clear();
      else change(v, set, frames, whole, wanted);
      return { references: set.count };
    },
    'edits.nextReference': ({ view, frame, backwards }, { signal }) => {
      const v = client.view(view);
      return searchRows(v, frame, backwards, signal, (at) => v.capture.edits.references.has(at));
    },
    'edits.comment': ({ capture: id, frame, comments }, { fail }) => {
      const entry = client.capture(id);
      const { capture } = entry;
      if (frame < 1 || frame > capture.table.count) throw fail('no-frame', `There is no frame ${frame}.`);
      if (comments.some((text) => Buffer.byteLength(text) > LONGEST_COMMENT)) {
        throw fail('too-long', 'A comment holds at most 65,535 bytes.');
      }
      // A trace that stands there stays: nobody was shown it.
      const kept = capture.commentsOf(frame).filter(isTraceComment);
      capture.edits.comments.set(frame, [...kept, ...comments.filter((text) => text !== '')]);
      entry.unsaved = true;
      entry.announce.flush();
      return {};
    },
    'edits.shiftTimes': async ({ capture: id, seconds, nanoseconds }, { fail }) => {
      const entry = client.capture(id);
      const { capture } = entry;
      if (capture.phase !== 'ready') throw fail('not-ready', 'Times can be shifted when all packets are here.');
      if (entry.traceComments) throw fail('session', "A session's packets keep the clock of its programs.");
      const shift = BigInt(seconds) * BILLION + BigInt(nanoseconds);
      if (earliest(capture) + shift < 0n) throw fail('range', 'A capture file holds no times before 1970.');
      capture.edits.shift = shift;
      entry.unsaved = true;
      await client.captures.edited(entry);
      return {};
    },
    'edits.timeShift': ({ capture: id }) => {
      const { shift } = client.capture(id).capture.edits;
      const nanoseconds = ((shift % BILLION) + BILLION) % BILLION;
      return { seconds: Number((shift - nanoseconds) / BILLION), nanoseconds: Number(nanoseconds) };
    },
  };
}

/** The earliest time that was captured, in nanoseconds since 1970. */
function earliest({ table, shifted }: Capture): bigint {
  let first = Number.POSITIVE_INFINITY;
  for (let frame = 1; frame <= table.count; frame++) {
    if (table.nanoseconds.get(frame) >= 0) first = Math.min(first, table.seconds.get(frame));
  }
  return first === Number.POSITIVE_INFINITY ? 0n : BigInt(first) * BILLION - shifted;
}

/** Puts frames of a view into a set, or takes them out. */
export function change(view: View, set: FrameSet, frames: readonly number[], whole: boolean, into: boolean): void {
  const one = (frame: number): void => {
    if (into) set.add(frame);
    else set.delete(frame);
  };
  if (whole) for (let row = 0; row < view.total; row++) one(view.frameAt(row));
  for (const frame of frames) if (frame >= 1 && frame <= view.capture.table.count) one(frame);
}
