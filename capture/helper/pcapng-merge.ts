import { PassThrough, type Readable } from 'node:stream';
import { PcapngWriter } from '../export/pcapng-writer.ts';
import { RecordBuffer } from '../export/record-buffer.ts';
import type { CaptureInterface, FrameSink } from '../sources/frame-sink.ts';
import { PcapReader } from '../sources/pcap-reader.ts';

export interface MergedInterface {
  readonly name: string;
  readonly filter: string;
  readonly description?: string;
}

/** Joins the pcap streams of several programs, one an interface, into one pcapng stream, frames in order of arrival. */
export class PcapngMerge {
  readonly stream = new PassThrough({ highWaterMark: 4 * 1024 * 1024 });
  private readonly buffer = new RecordBuffer();
  private readonly writer = new PcapngWriter(this.buffer);
  /** Frames that may still come; Infinity without a limit. */
  private left: number;
  private open = 0;
  private full: () => void = () => {};

  /** @param packets ends the stream after so many frames, 0 for no limit */
  constructor(packets: number) {
    this.left = packets > 0 ? packets : Number.POSITIVE_INFINITY;
    this.writer.section({ application: 'Osiscope', operatingSystem: `${process.platform} ${process.arch}` });
    this.stream.write(this.buffer.take().slice());
  }

  /** Calls `listener` when the limit is reached. */
  onFull(listener: () => void): void {
    this.full = listener;
  }

  add(input: Readable, info: MergedInterface): void {
    this.open++;
    const reader = new PcapReader();
    const sink = this.sink(info);
    let rest: Uint8Array = new Uint8Array(0);
    input.on('data', (chunk: Buffer) => {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const consumed = reader.read(bytes, 0, bytes.length, 0, sink);
      rest = bytes.subarray(consumed);
      if (this.buffer.length > 0 && !this.stream.write(this.buffer.take().slice())) {
        input.pause();
        this.stream.once('drain', () => input.resume());
      }
    });
    input.once('close', () => {
      if (--this.open === 0) this.stream.end();
    });
  }

  private sink(info: MergedInterface): FrameSink {
    let number = -1;
    return {
      captureInterface: (described: CaptureInterface) => {
        number = this.writer.interface({
          linkType: described.linkType,
          snapLength: described.snapLength,
          timeDigits: 9,
          name: info.name,
          ...(info.description ? { description: info.description } : {}),
          ...(info.filter ? { filter: info.filter } : {}),
        });
      },
      frame: (bytes, start, captured, original, seconds, nanoseconds) => {
        if (this.left <= 0) return;
        this.writer.frame(bytes, start, captured, original, seconds, nanoseconds, number);
        if (--this.left === 0) this.full();
      },
    };
  }
}
