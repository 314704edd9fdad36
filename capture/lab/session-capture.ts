import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { standardRegistry } from '../../decoders/protocols.ts';
import type { CaptureHelper, StreamRun } from '../helper/capture-helper.ts';
import { findHelper } from '../helper/find-helper.ts';
import { BEGINNING, KERNEL_BUFFER, ON_THE_WAY } from '../helper/timing.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { Capture } from '../store/capture.ts';
import { LabUnavailable } from './lab-error.ts';
import { hostHelper } from './requirements.ts';

export type OpenStream = (stream: Readable, interfaces: readonly string[]) => Promise<CaptureSource>;

/** The live capture of a run. */
export class SessionCapture {
  readonly capture: Capture;
  readonly helper: CaptureHelper;
  readonly run: StreamRun;

  private constructor(capture: Capture, helper: CaptureHelper, run: StreamRun) {
    this.capture = capture;
    this.helper = helper;
    this.run = run;
  }

  /**
   * Starts to capture; {@link begun} tells when frames are seen. Throws LabUnavailable.
   *
   * @param within what stands in front of the capture program's command, to capture in another namespace
   */
  static async start(
    interfaces: readonly string[],
    filter: string,
    within: readonly string[],
    open: OpenStream,
  ): Promise<SessionCapture> {
    const found = within.length === 0 ? await hostHelper() : await findHelper(within);
    if (found.helper === null) throw new LabUnavailable([found.problem, ...found.advice].join('\n  '));
    const { helper } = found;
    const standard = {
      filter,
      promiscuous: false,
      snapLength: 0,
      bufferMegabytes: KERNEL_BUFFER,
      linkType: '',
    };
    const run = helper.start(
      interfaces.map((name) => ({ name, ...standard })),
      0,
    );
    const source = await open(run.stream, interfaces).catch(async (error: Error) => {
      run.stop();
      throw new LabUnavailable((await run.ended) ?? error.message);
    });
    return new SessionCapture(new Capture(source, standardRegistry(), 'capturing'), helper, run);
  }

  /** Reads the stream, and waits until all interfaces are captured from. */
  async begun(count: number): Promise<void> {
    const { capture, run } = this;
    void capture.read(() => {});
    let over = false;
    void run.ended.then(() => {
      over = true;
    });
    const end = performance.now() + BEGINNING;
    while (capture.interfaces.length < count) {
      if (over || performance.now() > end)
        throw new LabUnavailable((over ? await run.ended : null) ?? 'The capture did not begin within ten seconds.');
      await sleep(10);
    }
  }

  /** Waits for frames that are on their way, then ends. Returns why the capture program ended by itself, or null. */
  async end(): Promise<string | null> {
    await sleep(ON_THE_WAY[this.helper.kind]);
    this.run.stop();
    const reason = await this.run.ended;
    await this.capture.done;
    return reason;
  }
}

export function temporaryFile(stream: Readable): Promise<CaptureSource> {
  return openCaptureFile('-', { standardInput: stream });
}
