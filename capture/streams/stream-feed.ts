import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Capture } from '../store/capture.ts';

/** Takes the frames of a conversation, decoded in their order, and puts the stream's bytes into chunks. */
export interface StreamFeed {
  /** What each frame must be decoded with, also for its bytes to be read again. */
  readonly mask: Mask;
  /** The frame whose sender is taken for the client, 0 before there is one. */
  readonly first: number;
  /** Whether the frame is part of the stream. */
  frame(frame: number, d: Dissection): boolean;
  /** No more frames come. */
  finish?(lastFrame: number): void;
}

/** The innermost layer of a protocol, those of quoted packets left out; -1 when there is none. */
export function innermost(d: Dissection, protocol: number): number {
  const { layers } = d;
  for (let i = layers.count - 1; i >= 0; i--) if (layers.protocol(i) === protocol && !layers.quoted(i)) return i;
  return -1;
}

/** One past the last captured byte of the source that a layer stands in, counted as the layer's positions are. */
export function capturedEnd(d: Dissection, source: number): number {
  if (source === 0) return d.record.capturedLength;
  const s = d.sources[source];
  return s.end - s.start;
}

/** The bytes of a source of the frame just decoded, and where it begins in them. */
export function sourceBytes(capture: Capture, d: Dissection, source: number): { bytes: Uint8Array; base: number } {
  if (source === 0) return { bytes: capture.source.frameBytes.bytes, base: capture.source.frameBytes.start };
  const s = d.sources[source];
  return { bytes: s.bytes, base: s.start };
}
