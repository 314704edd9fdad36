import { request } from '../message.ts';
import { boolean, list, nullable, object, oneOf, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';
import { timeFormat, viewId } from './views.ts';

export const expertSeverity = oneOf('error', 'warning', 'note', 'chat', 'comment');

/** Whose notes: all of the view's capture, or only those of the frames that the view shows. */
const of = { view: viewId, displayed: boolean };

/** Collects the notes of frames that have come since. Reports `{ frame, frames }` as progress; can be stopped. */
export const scanNotes = request('expert.scan', {
  params: object(of),
  result: object({ scanned: uint }),
  errors: ['no-view'],
  cancel: true,
});

/** Notes of one kind. */
export const expertGroup = object({
  /** Names the group in `expert.frames`. */
  group: uint,
  severity: expertSeverity,
  /** What the notes are about: Sequence, Checksum, Malformed, ... */
  about: text(60),
  protocol: text(60),
  title: text(400),
  /** Display filter field of the kind; empty where it has none. */
  field: text(200),
  count: uint,
  /** Frames listed, which are fewer than there are when `capped`. */
  frames: uint,
  capped: boolean,
});

/** Groups that a client can have open at a time. */
export const MAX_OPEN_GROUPS = 1000;

/** A window of the groups collected so far that have one of the severities and the text, the gravest first. */
export const expertGroups = request('expert.groups', {
  params: object({
    ...of,
    severities: list(expertSeverity, 5),
    /** Part of title, protocol, field or subject, in any case; empty for all. */
    text: text(200),
    first: uint,
    count: uintUpTo(500),
    /** Groups whose place is wanted wherever the window is, since their frames are listed below them. */
    open: list(uint, MAX_OPEN_GROUPS),
  }),
  result: object({
    /** Last frame that was looked at, and frames there are. */
    scanned: uint,
    frames: uint,
    /** Notes by severity, whatever is asked for. */
    counts: object({ error: uint, warning: uint, note: uint, chat: uint, comment: uint }),
    /** Notes of kinds beyond the most that are told apart. */
    ungrouped: uint,
    total: uint,
    groups: list(expertGroup, 500),
    /** Those of `open` that are among the groups asked for, by their place from 0 on. */
    opened: list(object({ at: uint, group: expertGroup }), MAX_OPEN_GROUPS),
  }),
  errors: ['no-view'],
});

/** A window of a group's frames. */
export const expertFrames = request('expert.frames', {
  params: object({ ...of, group: uint, first: uint, count: uintUpTo(500), timeFormat }),
  result: list(
    object({
      frame: uint,
      time: text(100),
      source: text(200),
      destination: text(200),
      /** What the note says of this frame. */
      message: text(400),
    }),
    500,
  ),
  errors: ['no-view', 'no-group'],
});

/** The gravest severity of a capture's notes by now; null where there are none. */
export const gravest = request('expert.gravest', {
  params: object({ capture: captureId }),
  result: object({ severity: nullable(expertSeverity) }),
  errors: ['no-capture'],
  cancel: true,
});

/** A line of what a diagnosis rests on. */
export const evidenceLine = object({
  kind: oneOf('rule', 'value', 'threshold', 'alternative'),
  text: text(600),
  /** The frame that the line speaks of, null for none. */
  frame: nullable(uint),
});

/** The notes of one frame, each with what it rests on as far as that is kept. */
export const frameNotes = request('expert.notes', {
  params: object({ capture: captureId, frame: uint }),
  result: list(
    object({
      severity: expertSeverity,
      about: text(60),
      protocol: text(60),
      message: text(400),
      field: text(200),
      help: text(1000),
      rfc: text(200),
      evidence: list(evidenceLine, 64),
    }),
    64,
  ),
  errors: ['no-capture', 'no-frame'],
});
