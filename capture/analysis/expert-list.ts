import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Severity } from '../../decoders/model/expert.ts';
import { scanDecoded } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { SEVERITY_BITS } from '../store/packet-table.ts';
import { type ExpertNote, expertMask, expertNotes } from './expert-notes.ts';

/** Groups that a list holds; notes of further kinds are counted by severity alone. */
export const MAX_GROUPS = 20_000;
/** Frames that one group lists, and all groups together. */
export const MAX_FRAMES = 100_000;
const MAX_ALL_FRAMES = 2_000_000;
/** Longest title of a group. */
const MAX_TITLE = 300;

/** Notes of one kind: the same severity, group and protocol, and the same field or, without one, the same message. */
export interface ExpertGroup {
  readonly id: number;
  /** See {@link keyOf}. */
  readonly key: string;
  readonly severity: Severity;
  readonly group: string;
  readonly protocol: string;
  /** The message where all notes have the same, else what they have in common, with the first message as an example. */
  readonly title: string;
  /** Filter for the kind; empty where it has no field. */
  readonly field: string;
  /** Notes. A frame can have several of a kind. */
  readonly count: number;
  /** Frames in ascending order, at most {@link MAX_FRAMES}. */
  readonly frames: readonly number[];
  /** There are more frames than are listed. */
  readonly capped: boolean;
}

type OpenGroup = { -readonly [K in keyof ExpertGroup]: ExpertGroup[K] } & {
  frames: number[];
  /** Its notes have several messages. */
  several: boolean;
};

/**
 * The expert notes of a capture, or of a part of it, by kind. Frames without a note are passed by without decoding them:
 * the packet table tells. {@link update} takes in the frames that have come since.
 */
export class ExpertList {
  readonly capture: Capture;
  readonly groups: ExpertGroup[] = [];
  /** Notes by severity; see decoders/model/expert.ts for the numbers. */
  readonly counts = new Map<Severity, number>();
  /** Last frame that was looked at. */
  scanned = 0;
  /** Notes whose kind was one too many. */
  ungrouped = 0;
  private readonly within: { has(frame: number): boolean } | undefined;
  private readonly byKey = new Map<string, OpenGroup>();
  private listed = 0;
  private turn: Promise<void> = Promise.resolve();

  /** @param within only these frames, where given */
  constructor(capture: Capture, within?: { has(frame: number): boolean }) {
    this.capture = capture;
    this.within = within;
  }

  /** Looks at the frames up to `to` that it has not seen, in slices. Stops soon after `signal` is aborted, and goes on there next time. */
  async update(to: number, signal?: { readonly aborted: boolean }, progress?: (frame: number) => void): Promise<void> {
    const before = this.turn;
    const now = before.then(() => this.scan(to, signal, progress));
    this.turn = now.catch(() => {});
    return now;
  }

  private async scan(
    to: number,
    signal: { readonly aborted: boolean } | undefined,
    progress: ((frame: number) => void) | undefined,
  ): Promise<void> {
    if (signal?.aborted) return;
    const { table } = this.capture;
    const { within } = this;
    const candidates = {
      has: (frame: number) =>
        (table.bits.get(frame) & SEVERITY_BITS) !== 0 && (within === undefined || within.has(frame)),
    };
    const last = await scanDecoded(this.capture, expertMask(), (frame, d) => this.add(frame, d), {
      from: this.scanned + 1,
      to,
      within: candidates,
      signal,
      progress: (frame) => {
        this.scanned = frame;
        progress?.(frame);
      },
    });
    this.scanned = Math.max(this.scanned, last);
  }

  /** Takes in the notes of a frame that was decoded with {@link expertMask}; frames in ascending order. */
  add(frame: number, d: Dissection): void {
    for (const note of expertNotes(d)) {
      this.counts.set(note.severity, (this.counts.get(note.severity) ?? 0) + 1);
      const group = this.groupOf(note);
      if (group === undefined) {
        this.ungrouped++;
        continue;
      }
      group.count++;
      if (group.frames.at(-1) === frame) continue;
      if (group.frames.length < MAX_FRAMES && this.listed < MAX_ALL_FRAMES) {
        group.frames.push(frame);
        this.listed++;
      } else group.capped = true;
    }
  }

  private groupOf(note: ExpertNote): OpenGroup | undefined {
    const key = keyOf(note);
    const known = this.byKey.get(key);
    if (known) {
      if (note.field && !known.several && known.title !== note.message.slice(0, MAX_TITLE)) {
        known.several = true;
        known.title = titleOf(note.field.title, known.title);
      }
      return known;
    }
    if (this.groups.length >= MAX_GROUPS) return undefined;
    const { severity, group, protocol, field } = note;
    const title = note.message.slice(0, MAX_TITLE);
    const opened: OpenGroup = {
      id: this.groups.length,
      key,
      severity,
      group,
      protocol,
      title,
      field: field?.name ?? '',
      count: 0,
      frames: [],
      capped: false,
      several: false,
    };
    this.groups.push(opened);
    this.byKey.set(key, opened);
    return opened;
  }
}

/** What notes have in common, with one of their messages where that says more. */
function titleOf(common: string, message: string): string {
  return message.startsWith(common) ? common : `${common} (${message}, …)`.slice(0, MAX_TITLE);
}

/** Notes with the same key are of one kind. */
export function keyOf({ severity, group, protocol, field, message }: ExpertNote): string {
  return `${severity} ${group} ${protocol} ${field ? `field ${field.name}` : message.slice(0, MAX_TITLE)}`;
}
