import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { CaptureInterface, FrameSink } from '../sources/frame-sink.ts';
import { PcapngWriter } from './pcapng-writer.ts';
import { RecordBuffer } from './record-buffer.ts';

/** When a ring goes on to its next file; undefined: never for this reason. */
export interface RingLimits {
  readonly kilobytes?: number | undefined;
  readonly seconds?: number | undefined;
  readonly packets?: number | undefined;
  /** Files kept; older ones are deleted. 0 keeps all. */
  readonly files: number;
}

/**
 * Writes frames into a ring of pcapng files, `name_00001_20240714120117.pcapng`: number and local time of its begin.
 * Every file describes all interfaces, so each can be opened by itself. Throws the system's errors.
 */
export class RingFiles implements FrameSink {
  /** Paths of the files kept, the oldest first. */
  readonly paths: string[] = [];
  private readonly path: string;
  private readonly limits: RingLimits;
  private readonly buffer = new RecordBuffer();
  private readonly writer = new PcapngWriter(this.buffer);
  private readonly interfaces: CaptureInterface[] = [];
  private fd = -1;
  private made = 0;
  private bytes = 0;
  private packets = 0;
  private began = 0;

  constructor(path: string, limits: RingLimits) {
    this.path = path;
    this.limits = limits;
  }

  captureInterface(info: CaptureInterface): void {
    this.interfaces.push(info);
    if (this.fd >= 0) this.describe(info);
  }

  frame(
    bytes: Uint8Array,
    start: number,
    captured: number,
    original: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
  ): void {
    if (this.fd < 0 || this.due()) this.next();
    this.writer.frame(bytes, start, captured, original, seconds, Math.max(0, nanoseconds), interfaceId);
    this.packets++;
    if (this.buffer.full) this.flush();
  }

  /** Writes what is collected; call it whenever no more frames are at hand. */
  flush(): void {
    if (this.fd < 0 || this.buffer.length === 0) return;
    const taken = this.buffer.take();
    for (let at = 0; at < taken.length; ) at += writeSync(this.fd, taken, at);
    this.bytes += taken.length;
  }

  close(): void {
    this.flush();
    if (this.fd >= 0) closeSync(this.fd);
    this.fd = -1;
  }

  private due(): boolean {
    const { kilobytes, seconds, packets } = this.limits;
    return (
      (kilobytes !== undefined && this.bytes + this.buffer.length >= kilobytes * 1000) ||
      (seconds !== undefined && performance.now() - this.began >= seconds * 1000) ||
      (packets !== undefined && this.packets >= packets)
    );
  }

  private next(): void {
    this.close();
    const path = ringPath(this.path, ++this.made, new Date());
    this.fd = openSync(path, 'wx', 0o600);
    this.paths.push(path);
    this.bytes = 0;
    this.packets = 0;
    this.began = performance.now();
    if (this.limits.files > 0 && this.paths.length > this.limits.files) unlinkSync(this.paths.shift() as string);
    this.writer.section({ application: 'Osiscope', operatingSystem: `${process.platform} ${process.arch}` });
    for (const info of this.interfaces) this.describe(info);
  }

  private describe(info: CaptureInterface): void {
    this.writer.interface({
      linkType: info.linkType,
      snapLength: info.snapLength,
      timeDigits: 9,
      name: info.name,
      description: info.description,
      filter: info.filter,
    });
  }
}

/** The name of a ring's file. */
export function ringPath(path: string, number: number, time: Date): string {
  const extension = extname(path) || '.pcapng';
  const stem = path.slice(0, path.length - extname(path).length).slice(dirname(path).length);
  const p = (n: number, digits = 2): string => String(n).padStart(digits, '0');
  const stamp = `${p(time.getFullYear(), 4)}${p(time.getMonth() + 1)}${p(time.getDate())}${p(time.getHours())}${p(time.getMinutes())}${p(time.getSeconds())}`;
  return join(dirname(path), `${stem.replace(/^[/\\]/, '')}_${p(number, 5)}_${stamp}${extension}`);
}
