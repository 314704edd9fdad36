import type { CaptureInterface, FrameSink } from '../../sources/frame-sink.ts';
import { PART_FRAMES } from './parts.ts';

/** Learns where parts begin and end. */
export interface PartWatcher {
  beginPart(part: number): void;
  endPart(part: number): void;
}

/** Passes frames on and tells which part they belong to. */
export class PartSink implements FrameSink {
  private readonly sink: FrameSink;
  private readonly watcher: PartWatcher;
  private readonly size: number;
  private part = -1;
  /** Frames of the part that are still to come. */
  private left = 0;

  /** @param size frames of a part */
  constructor(sink: FrameSink, watcher: PartWatcher, size = PART_FRAMES) {
    this.sink = sink;
    this.watcher = watcher;
    this.size = size;
  }

  captureInterface(info: CaptureInterface): void {
    this.sink.captureInterface(info);
  }

  frame(
    bytes: Uint8Array,
    start: number,
    capturedLength: number,
    originalLength: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
    offset: number,
  ): void {
    if (this.left === 0) {
      this.end();
      this.watcher.beginPart(++this.part);
      this.left = this.size;
    }
    this.left--;
    this.sink.frame(bytes, start, capturedLength, originalLength, seconds, nanoseconds, interfaceId, offset);
  }

  /** No more frames come. */
  end(): void {
    if (this.part >= 0) this.watcher.endPart(this.part);
  }
}
