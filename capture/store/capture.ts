import type { FrameRemarks } from '../../decoders/model/capture-facts.ts';
import { Dissection, type FrameRecord } from '../../decoders/model/dissection.ts';
import { FieldReach } from '../../decoders/model/field-reach.ts';
import { MAX_LAYERS } from '../../decoders/model/layer-rows.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Preferences } from '../../decoders/model/preferences.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { Session } from '../../decoders/model/session.ts';
import type { InterfaceFacts } from '../helper/interface-facts.ts';
import { IndexPass } from '../passes/index-pass.ts';
import { nodeCodecs } from '../passes/node-codecs.ts';
import type { CaptureSource, ReadProgress } from '../sources/capture-source.ts';
import type { CaptureInterface, FrameSink } from '../sources/frame-sink.ts';
import { packetOptions } from '../sources/packet-options.ts';
import { FrameEdits } from './frame-edits.ts';
import { PacketTable } from './packet-table.ts';

/** Milliseconds of work between two turns of the event loop, and frames between two looks at the clock. */
const SLICE = 6;
const LOOKS = 64;

/** A frame that the file says nothing of. */
const noOptions: FrameRemarks = {
  comments: [],
  flags: null,
  dropCount: null,
  packetId: null,
  queue: null,
  verdicts: [],
};

/** What an earlier pass has read of a source. */
export interface ReadFrames {
  readonly session: Session;
  readonly table: PacketTable;
  /** By interface id. */
  readonly interfaces: CaptureInterface[];
  /** What was noted of the frames. */
  readonly edits?: FrameEdits;
}

export type Phase = 'reading' | 'capturing' | 'ready';

/**
 * An opened file or a live run: its frames' rows, what was learned of them, and access to each frame through its layers.
 *
 * Two dissections share the session: the index pass learns in frame order, {@link decode} reads any frame at any time.
 */
export class Capture {
  readonly source: CaptureSource;
  readonly registry: Registry;
  readonly session: Session;
  readonly table: PacketTable;
  /** By interface id. */
  readonly interfaces: CaptureInterface[];
  readonly edits: FrameEdits;
  /** What the system told of a live run's interfaces when it began, by name. */
  media: ReadonlyMap<string, InterfaceFacts> = new Map();
  phase: Phase;
  progress: ReadProgress = { bytes: 0, totalBytes: null, frames: 0 };
  /** Why reading ended early, for a person. */
  problem: string | null = null;
  /** The first frame whose bytes were not found again where they were read from, 0 for none. */
  unreadable = 0;
  /** Called when {@link unreadable} is known. */
  foundUnreadable: () => void = () => {};
  /** Nanoseconds by which the table's times differ from those that were captured. */
  shifted = 0n;
  /** Learns from the frames that come. */
  readonly pass: IndexPass;
  private readonly dissection: Dissection;
  private abort = new AbortController();
  private intake = new Intake(this);
  private readonly record: FrameRecord;
  private finished: Promise<void> | undefined;
  readonly #reaches = new WeakMap<Mask, FieldReach>();

  /** @param known frames that were read already, where there are such */
  constructor(
    source: CaptureSource,
    registry: Registry,
    phase: Phase,
    preferences: Partial<Preferences> = {},
    known?: ReadFrames,
  ) {
    this.source = source;
    this.registry = registry;
    this.phase = phase;
    this.session = known?.session ?? new Session(preferences);
    this.table = known?.table ?? new PacketTable();
    this.interfaces = known?.interfaces ?? [];
    this.edits = known?.edits ?? new FrameEdits();
    this.session.codecs = nodeCodecs;
    this.session.remarks = (frame) => this.#remarks(frame);
    this.session.edits = this.edits;
    this.session.frames = { frameBytes: (frame) => this.frameBytes(frame) };
    this.pass = new IndexPass(new Dissection(registry, this.session), this.table, this.interfaces);
    this.dissection = new Dissection(registry, this.session);
    this.record = {
      number: 0,
      seconds: 0,
      nanoseconds: 0,
      capturedLength: 0,
      originalLength: 0,
      linkType: 0,
      interfaceId: 0,
    };
  }

  /** Reads and indexes all frames in slices between which other work runs. Never rejects: see {@link problem}. */
  read(changed: () => void): Promise<void> {
    this.finished ??= this.readAll(changed);
    return this.finished;
  }

  private async readAll(changed: () => void): Promise<void> {
    const { intake } = this;
    try {
      for await (const progress of this.source.read(intake, { signal: this.abort.signal })) {
        intake.capture.progress = progress;
        changed();
        await turn();
      }
      const stopped = this.abort.signal.aborted ? 'Reading was stopped.' : null;
      intake.capture.problem = this.source.damage?.sentence ?? stopped;
    } catch (error) {
      intake.capture.problem = `Reading ended early: ${(error as Error).message}`;
    }
    intake.capture.phase = 'ready';
    changed();
  }

  /**
   * The same frames learned anew, in slices, as if those that are ignored now were not there, with times shifted as is asked
   * for now; ignored ones have rows without content. Frames that come meanwhile are learned too, and all later ones go to the
   * capture that is returned: this one grows no further. Undefined when stopped, and then nothing has changed.
   */
  async learnedAnew(signal: { readonly aborted: boolean }): Promise<Capture | undefined> {
    const { source, registry, table: old, interfaces, edits } = this;
    const known = { session: new Session(this.session.preferences), table: new PacketTable(), interfaces, edits };
    const again = new Capture(source, registry, this.phase, {}, known);
    again.media = this.media;
    again.shifted = edits.shift;
    const shift = timeShift(edits.shift - this.shifted);
    for (const info of [...interfaces]) if (info !== undefined) again.pass.captureInterface(info);
    let end = performance.now() + SLICE;
    for (let frame = 1; frame <= old.count; frame++) {
      if (frame % LOOKS === 0 && performance.now() >= end) {
        await turn();
        if (signal.aborted) return undefined;
        end = performance.now() + SLICE;
      }
      const ignored = edits.ignored.has(frame);
      const [offset, captured, original] = [old.offset.get(frame), old.captured.get(frame), old.original.get(frame)];
      const at = old.interface.get(frame);
      let [seconds, nanoseconds] = [old.seconds.get(frame), old.nanoseconds.get(frame)];
      if (shift !== undefined && nanoseconds >= 0) [seconds, nanoseconds] = shift(seconds, nanoseconds);
      if (ignored) {
        again.pass.skip(captured, original, seconds, nanoseconds, at, offset);
        continue;
      }
      const bytes = source.frameBytes;
      const length = bytes.locate(offset, captured);
      again.pass.frame(bytes.bytes, bytes.start, length, original, seconds, nanoseconds, at, offset);
    }
    again.goOnFor(this);
    return again;
  }

  /** Takes over what is still to come. */
  private goOnFor(before: Capture): void {
    this.phase = before.phase;
    this.progress = before.progress;
    this.problem = before.problem;
    this.finished = before.finished;
    this.abort = before.abort;
    this.intake = before.intake;
    this.intake.capture = this;
  }

  stopReading(): void {
    this.abort.abort();
  }

  /** Resolves when no more frames come. */
  get done(): Promise<void> {
    return this.finished ?? Promise.resolve();
  }

  /**
   * Takes a frame through its layers, with all facts known by now. The dissection is reused: read it before the next call.
   * Returns undefined for a frame that does not exist.
   */
  decode(frame: number, mask: Mask): Dissection | undefined {
    return this.#decode(frame, mask, MAX_LAYERS);
  }

  /** As {@link decode}, for those who look at the mask's fields only: layers above the last that can have one are left out. */
  decodeFields(frame: number, mask: Mask): Dissection | undefined {
    let reach = this.#reaches.get(mask);
    if (reach === undefined) {
      reach = new FieldReach(mask, this.registry);
      this.#reaches.set(mask, reach);
    }
    return this.#decode(frame, mask, reach.layers(this.session.stacks, this.table.stack.get(frame)));
  }

  #decode(frame: number, mask: Mask, layers: number): Dissection | undefined {
    const { table, record } = this;
    if (frame < 1 || frame > table.count) return undefined;
    const bytes = this.source.frameBytes;
    const known = table.captured.get(frame);
    const captured = bytes.locate(table.offset.get(frame), known);
    if (captured < known && this.unreadable === 0) {
      this.unreadable = frame;
      this.foundUnreadable();
    }
    record.number = frame;
    record.seconds = table.seconds.get(frame);
    record.nanoseconds = table.nanoseconds.get(frame);
    record.capturedLength = captured;
    record.originalLength = table.original.get(frame);
    record.interfaceId = table.interface.get(frame);
    record.linkType = this.interfaces[record.interfaceId]?.linkType ?? -1;
    this.dissection.decode(record, bytes.bytes, bytes.start, mask, layers);
    return this.dissection;
  }

  /** The captured bytes of a frame, or undefined when they cannot be read again. */
  frameBytes(frame: number): Uint8Array | undefined {
    if (frame < 1 || frame > this.table.count) return undefined;
    const length = this.table.captured.get(frame);
    const bytes = this.source.frameBytes.read(this.table.offset.get(frame), length);
    return bytes.length === length ? bytes : undefined;
  }

  /** The comments of a frame, as they were read or as they are now. */
  commentsOf(frame: number): readonly string[] {
    const { details, frameBytes } = this.source;
    return this.edits.comments.get(frame) ?? packetOptions(details, frameBytes, frame)?.comments ?? [];
  }

  #remarks(frame: number): FrameRemarks | null {
    const { details, frameBytes } = this.source;
    const options = packetOptions(details, frameBytes, frame);
    const comments = this.edits.comments.get(frame);
    if (comments === undefined) return options;
    return { ...(options ?? noOptions), comments };
  }

  /** Seconds from the first frame to the last. */
  get duration(): number {
    const { count, seconds, nanoseconds } = this.table;
    if (count === 0) return 0;
    return seconds.get(count) - seconds.get(1) + (nanoseconds.get(count) - nanoseconds.get(1)) / 1e9;
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.source.close();
    await this.done;
  }
}

/** Gives frames as they are read to the capture that goes on with them. */
class Intake implements FrameSink {
  capture: Capture;

  constructor(capture: Capture) {
    this.capture = capture;
  }

  captureInterface(info: CaptureInterface): void {
    this.capture.pass.captureInterface(info);
  }

  frame(
    bytes: Uint8Array,
    start: number,
    captured: number,
    original: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
    offset: number,
  ): void {
    this.capture.pass.frame(bytes, start, captured, original, seconds, nanoseconds, interfaceId, offset);
  }
}

/** Adds nanoseconds to a time; undefined where there is nothing to add. */
function timeShift(by: bigint): ((seconds: number, nanoseconds: number) => [number, number]) | undefined {
  if (by === 0n) return undefined;
  const rest = Number(((by % BILLION) + BILLION) % BILLION);
  const whole = Number((by - BigInt(rest)) / BILLION);
  return (seconds, nanoseconds) => {
    const sum = nanoseconds + rest;
    return sum >= 1e9 ? [seconds + whole + 1, sum - 1e9] : [seconds + whole, sum];
  };
}

const BILLION = 1_000_000_000n;

/** Lets the event loop turn: requests that wait are answered before the next slice. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
