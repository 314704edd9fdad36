import type { liveOptions } from '../../contract/messages/live.ts';
import type { Infer } from '../../contract/schema.ts';
import type { CaptureHelper } from '../helper/capture-helper.ts';
import { interfaceFacts } from '../helper/interface-facts.ts';
import { CaptureFileError } from '../sources/capture-file-error.ts';
import { Capture } from '../store/capture.ts';
import type { Captures, OpenCapture } from './captures.ts';
import { type LiveRun, ringStorage, unsavedStorage } from './live-storage.ts';

export type LiveOptions = Infer<typeof liveOptions>;

/** Why a run could not begin; the message is for a person. */
export class LiveError extends Error {}

/** How often the size and the helper's end are looked at, in milliseconds. */
const LOOK = 200;

/**
 * Begins a live run: what the helper writes is kept as it comes, by itself or by this process, and read from there like
 * any capture.
 * Throws LiveError when the helper cannot capture.
 */
export async function startRun(captures: Captures, helper: CaptureHelper, options: LiveOptions): Promise<OpenCapture> {
  const names = options.interfaces.map((i) => i.name);
  const media = await Promise.all(names.map(interfaceFacts));
  const storage = options.ring ? await ringStorage(options.ring) : await unsavedStorage(names);
  const begun = await storage.begin(helper, options.interfaces, options.stop.packets ?? 0);
  const { run } = begun;
  const source = await begun.source.catch(async (error) => {
    run.stop();
    const reason = await run.ended;
    await storage.discard();
    throw new LiveError(reason ?? (error instanceof CaptureFileError ? error.message : String(error)));
  });
  const capture = new Capture(source, captures.registry, 'capturing', captures.preferences);
  capture.media = new Map(media.map((facts) => [facts.name, facts]));
  const stop = async (): Promise<void> => {
    run.stop();
    await run.ended;
    await capture.done;
  };
  const live = { helper: helper.description, dropped: () => run.drops(), stop, options };
  const entry = captures.add(capture, names.join(', '), storage.path, live, storage.discard);
  watch(entry, begun, options);
  return entry;
}

/** Ends the run when its time or size is reached, and tells why it ended by itself. */
function watch(entry: OpenCapture, { run, exhausted }: LiveRun, { stop }: LiveOptions): void {
  const began = performance.now();
  let told = '';
  const timer = setInterval(() => {
    const drops = JSON.stringify(run.drops());
    if (drops !== told) entry.announce.request();
    told = drops;
    const tooLong = stop.seconds !== undefined && performance.now() - began >= stop.seconds * 1000;
    const tooLarge = stop.kilobytes !== undefined && entry.capture.progress.bytes >= stop.kilobytes * 1000;
    if (tooLong || tooLarge) run.stop();
  }, LOOK);
  // Nobody takes what the helper writes when its frames cannot be kept any more.
  void entry.capture.done.then(() => {
    if (!exhausted()) run.stop();
  });
  void run.ended.then(async (reason) => {
    clearInterval(timer);
    await entry.capture.done;
    if (reason !== null) entry.capture.problem = reason;
    entry.announce.flush();
  });
}
