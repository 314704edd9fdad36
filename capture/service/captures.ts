import { unlink } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { captureState } from '../../contract/messages/captures.ts';
import type { Infer } from '../../contract/schema.ts';
import { type Preferences, standardPreferences } from '../../decoders/model/preferences.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { type DecodeChoice, registryWith } from '../decoding/decode-as.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { Capture } from '../store/capture.ts';
import { problemOf } from './capture-problem.ts';
import type { LiveOptions } from './live-runs.ts';
import { Throttle } from './throttle.ts';

export type CaptureState = Infer<typeof captureState>;

/** What only a live run has. */
export interface LiveRun {
  readonly helper: string;
  dropped(): NonNullable<CaptureState['dropped']>;
  /** Resolves when all its frames are here. */
  stop(): Promise<void>;
  readonly options: LiveOptions;
}

/** A capture with what its clients see of it. */
export interface OpenCapture {
  readonly id: number;
  capture: Capture;
  title: string;
  /** Null until a live run is saved. */
  path: string | null;
  unsaved: boolean;
  readonly live: LiveRun | undefined;
  readonly announce: Throttle;
  /** Comments that a session's steps are saved as, by frame; undefined for captures of no session. */
  traceComments?: () => Promise<ReadonlyMap<number, readonly string[]>>;
  /** Stops learning the frames anew. */
  stopLearning?: AbortController;
  /** Deletes the file that an unsaved capture was kept in. */
  readonly discard: (() => Promise<unknown>) | undefined;
}

/** How often clients are told of new frames, in milliseconds. */
const ANNOUNCE = 100;

/** Most captures open at once, as many as the contract lists. */
const MAX_CAPTURES = 64;

export const TOO_MANY = `${MAX_CAPTURES} captures are open. Close one of them first.`;

/** All open captures of this process, shared by its clients. */
export class Captures {
  /** What captures that are opened from now on are read with. */
  registry: Registry;
  decodeChoices: readonly DecodeChoice[] = [];
  /** Names of protocols that are not decoded. */
  disabledProtocols: readonly string[] = [];
  preferences: Preferences = standardPreferences;
  private readonly open = new Map<number, OpenCapture>();
  private readonly changed = new Set<(c: OpenCapture) => void>();
  private readonly closed = new Set<(id: number) => void>();
  private readonly replaced = new Set<(c: OpenCapture, before: Capture) => void>();
  private next = 1;

  constructor(registry: Registry) {
    this.registry = registry;
  }

  /** Decodes by other choices from now on. Throws Error for choices that cannot be. */
  decodeAs(choices: readonly DecodeChoice[]): void {
    this.registry = registryWith(choices, this.disabledProtocols);
    this.decodeChoices = choices;
  }

  /** Leaves protocols undecoded from now on. Throws Error for a name of none. */
  disable(names: readonly string[]): void {
    this.registry = registryWith(this.decodeChoices, names);
    this.disabledProtocols = names;
  }

  /** Throws CaptureFileError. */
  async openFile(path: string, signal?: AbortSignal): Promise<OpenCapture> {
    const source = await openCaptureFile(path === '-' ? path : resolve(path), signal ? { signal } : {});
    const capture = new Capture(source, this.registry, 'reading', this.preferences);
    return this.add(capture, basename(path), path === '-' ? null : resolve(path), undefined, undefined);
  }

  /** Opens what an earlier process left unsaved. Throws CaptureFileError. */
  async recover(path: string, title: string): Promise<OpenCapture> {
    const capture = new Capture(await openCaptureFile(path), this.registry, 'reading', this.preferences);
    return this.add(capture, title, null, undefined, () => unlink(path).catch(() => {}));
  }

  /** Takes over a capture whose source is ready and begins to read it. */
  add(
    capture: Capture,
    title: string,
    path: string | null,
    live: LiveRun | undefined,
    discard: OpenCapture['discard'],
  ): OpenCapture {
    const id = this.next++;
    const announce = new Throttle(ANNOUNCE, () => {
      if (!this.open.has(id)) return;
      for (const listener of this.changed) listener(entry);
    });
    const entry: OpenCapture = { id, capture, title, path, unsaved: path === null, live, announce, discard };
    this.open.set(id, entry);
    capture.foundUnreadable = () => announce.request();
    void capture.read(() => (entry.capture.phase === 'ready' ? announce.flush() : announce.request()));
    return entry;
  }

  /** Whether no more can be opened. */
  get full(): boolean {
    return this.open.size >= MAX_CAPTURES;
  }

  /**
   * Other frames of a capture are ignored than before: views are tested again at once, then what is known of all frames is
   * learned anew, and the capture replaced by what comes of it; also while frames come. A session's steps are joined with
   * the capture that they were begun with: it is learned anew when all its frames have come.
   */
  async edited(entry: OpenCapture): Promise<void> {
    for (const listener of this.replaced) listener(entry, entry.capture);
    entry.stopLearning?.abort();
    const stop = new AbortController();
    entry.stopLearning = stop;
    if (entry.traceComments !== undefined) await entry.capture.done;
    const before = entry.capture;
    const again = stop.signal.aborted ? undefined : await before.learnedAnew(stop.signal);
    if (again === undefined || !this.open.has(entry.id)) return;
    entry.capture = again;
    again.foundUnreadable = () => entry.announce.request();
    for (const listener of this.replaced) listener(entry, before);
    entry.announce.flush();
  }

  get(id: number): OpenCapture | undefined {
    return this.open.get(id);
  }

  list(): OpenCapture[] {
    return [...this.open.values()];
  }

  async close(entry: OpenCapture): Promise<void> {
    this.open.delete(entry.id);
    entry.stopLearning?.abort();
    for (const listener of this.closed) listener(entry.id);
    await entry.live?.stop();
    await entry.capture.close();
    await entry.discard?.();
  }

  /** Ends live runs and closes everything; what is unsaved stays in its file, to be offered again. */
  async closeAll(): Promise<void> {
    for (const entry of this.list()) {
      await entry.live?.stop();
      await entry.capture.close();
      if (!entry.unsaved) await entry.discard?.();
    }
    this.open.clear();
  }

  /** The functions are called until the returned one is. */
  listen(
    changed: (c: OpenCapture) => void,
    closed: (id: number) => void,
    replaced: (c: OpenCapture, before: Capture) => void = () => {},
  ): () => void {
    this.changed.add(changed);
    this.closed.add(closed);
    this.replaced.add(replaced);
    return () => {
      this.changed.delete(changed);
      this.closed.delete(closed);
      this.replaced.delete(replaced);
    };
  }
}

/** What clients are told of a capture. */
export function stateOf(entry: OpenCapture): CaptureState {
  const { capture, live } = entry;
  const { table, progress } = capture;
  return {
    capture: entry.id,
    title: entry.title.slice(0, 300),
    path: entry.path,
    phase: capture.phase,
    frames: table.count,
    bytes: progress.bytes,
    totalBytes: progress.totalBytes,
    unsaved: entry.unsaved,
    problem: problemOf(capture)?.slice(0, 1000) ?? null,
    ...(live ? { dropped: live.dropped(), helper: live.helper.slice(0, 200) } : {}),
    format: capture.source.format.description.slice(0, 100),
    firstTime: table.count > 0 ? table.seconds.get(1) + table.nanoseconds.get(1) / 1e9 : null,
    duration: capture.duration,
  };
}
