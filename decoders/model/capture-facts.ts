/** What a capture tells of its frames besides their bytes. The capture fills it in; the frame layer shows it. */

/** An interface that frames were captured on. */
export interface InterfaceFacts {
  /** Empty when not known. */
  readonly name: string;
  readonly description: string;
  /** Number within its section; -1 where the file does not number interfaces (pcap) and for records that are no packets. */
  readonly number: number;
  /** Number of the file's section, from 0. */
  readonly section: number;
  /** Bytes of frame check sequence at the end of each frame, or -1 when not told. */
  readonly fcsLength: number;
}

/** Times of the frames read so far, by frame number. */
export interface FrameTimes {
  readonly seconds: { get(frame: number): number };
  /** Below 0 for a frame without a time stamp. */
  readonly nanoseconds: { get(frame: number): number };
}

/** A set of frames. */
export interface FrameNumbers {
  has(frame: number): boolean;
}

/** Options that a pcapng file gives a single frame (draft-ietf-opsawg-pcapng section 4.3); null where it gives none. */
export interface FrameRemarks {
  readonly comments: readonly string[];
  /** epb_flags: direction, reception type, FCS length, link-layer errors. */
  readonly flags: number | null;
  /** Frames lost between this one and the one before it on the same interface. */
  readonly dropCount: bigint | null;
  readonly packetId: bigint | null;
  readonly queue: number | null;
  /** Verdicts on the packet by who gave them: 0 hardware, 1 Linux eBPF TC, 2 Linux eBPF XDP. */
  readonly verdicts: readonly { readonly kind: number; readonly value: Uint8Array }[];
}
