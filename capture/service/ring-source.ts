import type { RingFiles } from '../export/ring-files.ts';
import { ReadStop } from '../sources/capture-file-error.ts';
import type { CaptureSource, ReadOptions, ReadProgress } from '../sources/capture-source.ts';
import type { FrameSink } from '../sources/frame-sink.ts';
import type { SpillSegments } from '../sources/spill-segments.ts';

/**
 * A source whose frames also go into a ring of files as they are read. Frames of files that the ring has deleted are
 * given up in the spill too, so that a run of any length takes bounded space.
 */
export class RingSource implements CaptureSource {
  private readonly source: CaptureSource;
  private readonly ring: RingFiles;
  private readonly spill: SpillSegments;
  /** Where the first frame of each of the ring's files stands in the spill. */
  private readonly starts: { path: string; offset: number }[] = [];

  constructor(source: CaptureSource, ring: RingFiles, spill: SpillSegments) {
    this.source = source;
    this.ring = ring;
    this.spill = spill;
  }

  get path() {
    return this.source.path;
  }

  get format() {
    return this.source.format;
  }

  get details() {
    return this.source.details;
  }

  get frameBytes() {
    return this.source.frameBytes;
  }

  get damage() {
    return this.source.damage;
  }

  async *read(sink: FrameSink, options?: ReadOptions): AsyncGenerator<ReadProgress, void, void> {
    try {
      for await (const progress of this.source.read(this.both(sink), options)) {
        this.write(() => this.ring.flush());
        await this.forget();
        yield progress;
      }
    } finally {
      this.ring.close();
    }
  }

  async close(): Promise<void> {
    await this.source.close();
    await this.spill.close();
  }

  private both(sink: FrameSink): FrameSink {
    return {
      captureInterface: (info) => {
        this.ring.captureInterface(info);
        sink.captureInterface(info);
      },
      frame: (bytes, start, captured, original, seconds, nanoseconds, interfaceId, offset) => {
        this.write(() => this.ring.frame(bytes, start, captured, original, seconds, nanoseconds, interfaceId));
        const path = this.ring.paths.at(-1);
        if (path !== undefined && path !== this.starts.at(-1)?.path) this.starts.push({ path, offset });
        sink.frame(bytes, start, captured, original, seconds, nanoseconds, interfaceId, offset);
      },
    };
  }

  private write(action: () => void): void {
    try {
      action();
    } catch (error) {
      throw new ReadStop('io', `The ring of files cannot be written: ${(error as Error).message}.`);
    }
  }

  private async forget(): Promise<void> {
    const [oldest] = this.ring.paths;
    if (oldest === undefined || this.starts[0]?.path === oldest) return;
    while (this.starts.length > 1 && this.starts[0].path !== oldest) this.starts.shift();
    await this.spill.forget(this.starts[0].offset);
  }
}
