/**
 * One capture interface: what a pcap file header or a pcapng Interface Description Block says about where frames came
 * from (draft-ietf-opsawg-pcapng, section 4.2).
 */
export interface CaptureInterface {
  /** Unique in the capture: interfaces are numbered from 0 in the order in which they appear, over all sections. */
  readonly id: number;
  /** Number of the section that describes it, from 0; a pcap file is one section. */
  readonly section: number;
  /**
   * Its number within the section, as Wireshark shows it (frame.interface_id); -1 in a pcap file, which does not number
   * interfaces, and for a pseudo-interface.
   */
  readonly number: number;
  /** LINKTYPE_ value; or one of the values above 0xffff for records that are no packets: see `pseudoLinkType`. */
  readonly linkType: number;
  /** if_name, empty when not given. */
  readonly name: string;
  /** if_description, empty when not given. */
  readonly description: string;
  /** Longest frame that was captured, in bytes; 0 for no limit. */
  readonly snapLength: number;
  /** Decimal digits of the time stamp's fraction as shown: 6 for microseconds, 9 for nanoseconds or finer. */
  readonly timeDigits: number;
  /** if_tsresol as stored: a power of ten, or of two with the top bit set. */
  readonly timeResolution: number;
  /** if_tsoffset: seconds added to every time stamp; already included in the times that a sink gets. */
  readonly timeOffset: number;
  /** Bytes of frame check sequence at the end of each frame, or -1 when not told. */
  readonly fcsLength: number;
  /** if_speed in bits per second, or 0. */
  readonly speed: number;
  /** Further options as text: if_filter, if_os, if_hardware, comments; empty when not given. */
  readonly filter: string;
  readonly operatingSystem: string;
  readonly hardware: string;
  readonly comments: readonly string[];
}

/** Link types of records that Wireshark numbers among the frames although they are no packets. */
export const pseudoLinkType = {
  /** pcapng Custom Block: the bytes are those after the enterprise number. */
  customBlock: 0x10000,
  /** systemd Journal Export Block: the bytes are its text. */
  systemdJournal: 0x10001,
} as const;

/** Value of `nanoseconds` for a frame without a time stamp (Simple Packet Blocks and records that are no packets). */
export const NO_TIME = -1;

/** Receives the frames of a capture in file order. */
export interface FrameSink {
  /** Comes before the first frame of that interface, in order of `id`. */
  captureInterface(info: CaptureInterface): void;
  /**
   * One frame. `bytes` is valid only during the call; the frame is `bytes[start]` to `bytes[start + capturedLength]`.
   * `seconds` is a whole number (negative before 1970, more than 32 bits possible in hostile files), `nanoseconds`
   * 0..999,999,999 or NO_TIME. `offset` is where the frame's first byte stands in the backing file.
   */
  frame(
    bytes: Uint8Array,
    start: number,
    capturedLength: number,
    originalLength: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
    offset: number,
  ): void;
}

/** Where and why reading stopped before the end. Everything before `offset` was delivered. */
export interface Damage {
  /** Of the record that could not be read, in the uncompressed stream. */
  readonly offset: number;
  /** Number that the frame there would have had, from 1. */
  readonly frame: number;
  /**
   * cut-short: the data end inside a record. corrupt: a record contradicts itself or the format. unsupported: a newer
   * version or unknown variant. limit: one of this program's own limits was reached. io: the file could not be read on.
   */
  readonly what: 'cut-short' | 'corrupt' | 'unsupported' | 'limit' | 'io';
  /** One sentence for a person. */
  readonly sentence: string;
}

/** Finds the records of one capture format in large blocks of bytes. Keeps no bytes between calls. */
export interface RecordReader {
  /**
   * Reads whole records from `bytes[from]` up to `bytes[to]`. `fileOffset` is the place of `bytes[0]` in the backing
   * file. Returns the number of bytes consumed; a record that is not whole is left for the next call, and `wanted` then
   * tells how many bytes from there are needed at least. After damage nothing more is consumed.
   */
  read(bytes: Uint8Array, from: number, to: number, fileOffset: number, sink: FrameSink): number;
  /** Bytes needed at once to go on, never more than the format's limit for a record. */
  readonly wanted: number;
  readonly damage: Damage | null;
  /** Frames delivered so far. */
  readonly frames: number;
  /** The stream ends here, with `rest` bytes not consumed: a record cut short becomes damage. */
  end(fileOffset: number, rest: number): void;
}
