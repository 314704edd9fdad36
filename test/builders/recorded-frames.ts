import type { FrameColumns } from '../../capture/export/frame-columns.ts';
import type { CaptureInterface, FrameSink } from '../../capture/sources/frame-sink.ts';

export interface RecordedFrame {
  readonly bytes: Uint8Array;
  readonly originalLength: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  readonly interfaceId: number;
  readonly offset: number;
}

/** A sink that keeps everything it is given, and a small packet store for tests of writing. */
export class RecordedFrames implements FrameSink, FrameColumns {
  readonly interfaces: CaptureInterface[] = [];
  readonly frames: RecordedFrame[] = [];

  readonly seconds = this.#column((frame) => frame.seconds);
  readonly nanoseconds = this.#column((frame) => frame.nanoseconds);
  readonly offset = this.#column((frame) => frame.offset);
  readonly captured = this.#column((frame) => frame.bytes.length);
  readonly original = this.#column((frame) => frame.originalLength);
  readonly interface = this.#column((frame) => frame.interfaceId);

  get count(): number {
    return this.frames.length;
  }

  captureInterface(info: CaptureInterface): void {
    if (info.id !== this.interfaces.length) throw new Error(`interface ${info.id} out of order`);
    this.interfaces.push(info);
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
    if (this.interfaces[interfaceId] === undefined) throw new Error(`interface ${interfaceId} unknown`);
    if (start + capturedLength > bytes.length) throw new Error('a frame reaches beyond its bytes');
    const copy = bytes.slice(start, start + capturedLength);
    this.frames.push({ bytes: copy, originalLength, seconds, nanoseconds, interfaceId, offset });
  }

  #column(value: (frame: RecordedFrame) => number) {
    return { get: (frame: number) => value(this.frames[frame - 1]) };
  }
}
