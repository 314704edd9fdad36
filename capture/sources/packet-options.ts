import type { FrameBytes } from '../store/frame-bytes.ts';
import type { CaptureDetails } from './capture-details.ts';
import { option } from './pcapng-format.ts';
import { OptionCursor } from './pcapng-options.ts';

/** The options of one frame (draft-ietf-opsawg-pcapng section 4.3); null for those that are absent. */
export interface PacketOptions {
  readonly comments: readonly string[];
  /** epb_flags: direction, reception type, FCS length, link-layer errors. */
  readonly flags: number | null;
  /** epb_hash: algorithm and value. */
  readonly hashes: readonly { readonly algorithm: number; readonly value: Uint8Array }[];
  /** Frames lost between this one and the one before it on the same interface. */
  readonly dropCount: bigint | null;
  readonly packetId: bigint | null;
  readonly queue: number | null;
  /** epb_verdict: kind (0 hardware, 1 Linux eBPF TC, 2 Linux eBPF XDP) and value. */
  readonly verdicts: readonly { readonly kind: number; readonly value: Uint8Array }[];
  /** epb_processid_threadid, as stored. */
  readonly process: bigint | null;
}

/** Reads the options of a frame (numbered from 1) from the backing file, or null when it has none. */
export function packetOptions(details: CaptureDetails, frameBytes: FrameBytes, frame: number): PacketOptions | null {
  const place = details.frameOptions(frame);
  if (place === null) return null;
  const bytes = frameBytes.read(place.offset, place.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cursor = new OptionCursor(view, 0, bytes.length, place.littleEndian);
  const comments: string[] = [];
  const hashes: { algorithm: number; value: Uint8Array }[] = [];
  const verdicts: { kind: number; value: Uint8Array }[] = [];
  let flags: number | null = null;
  let queue: number | null = null;
  let dropCount: bigint | null = null;
  let packetId: bigint | null = null;
  let process: bigint | null = null;
  while (cursor.next()) {
    switch (cursor.code) {
      case option.comment:
        comments.push(cursor.text());
        break;
      case option.packetFlags:
        flags = cursor.unsigned(4);
        break;
      case option.packetHash:
        if (cursor.length > 0) hashes.push({ algorithm: view.getUint8(cursor.at), value: cursor.bytes(1) });
        break;
      case option.packetDropCount:
        dropCount = cursor.unsigned64();
        break;
      case option.packetId:
        packetId = cursor.unsigned64();
        break;
      case option.packetQueue:
        queue = cursor.unsigned(4);
        break;
      case option.packetVerdict:
        if (cursor.length > 0) verdicts.push({ kind: view.getUint8(cursor.at), value: cursor.bytes(1) });
        break;
      case option.packetProcess:
        process = cursor.unsigned64();
        break;
    }
  }
  return { comments, flags, hashes, dropCount, packetId, queue, verdicts, process };
}
