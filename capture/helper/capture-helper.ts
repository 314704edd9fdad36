import type { Readable } from 'node:stream';

/** An interface that a helper can capture from. */
export interface CapturableInterface {
  readonly name: string;
  readonly description: string;
}

export interface LinkType {
  /** As libpcap names it, for `-y`: EN10MB. */
  readonly name: string;
  readonly description: string;
}

/** What is captured from one interface. */
export interface InterfaceOptions {
  readonly name: string;
  /** BPF filter, empty for all. */
  readonly filter: string;
  readonly promiscuous: boolean;
  /** Bytes kept of each frame, 0 for all. */
  readonly snapLength: number;
  /** Kernel buffer in MiB, 0 for the standard. */
  readonly bufferMegabytes: number;
  /** Name of the link type, empty for the standard one. */
  readonly linkType: string;
}

/** Frames lost so far; null where nobody tells. */
export interface Drops {
  readonly kernel: number | null;
  readonly interface: number | null;
  /** By the helper itself. */
  readonly helper: number;
}

/** A capture program at work. */
export interface HelperRun {
  drops(): Drops;
  /** Process ids of the programs, for whoever must end them when this process dies. */
  readonly pids: readonly number[];
  /** Ends the run; frames that the program still holds come first. */
  stop(): void;
  /** Resolves when the program has ended: null when it did as told, else why it ended, for a person. */
  readonly ended: Promise<string | null>;
}

export interface StreamRun extends HelperRun {
  /** pcapng bytes as they come; ends when the run does. */
  readonly stream: Readable;
}

/** A program with the rights to capture. It parses nothing: it writes what it gets to a pipe or a file. */
export interface CaptureHelper {
  readonly kind: 'dumpcap' | 'tcpdump' | 'cap';
  /** Name, version and what its time stamps are worth. */
  readonly description: string;
  interfaces(): Promise<CapturableInterface[]>;
  /** Empty where the program cannot tell. */
  linkTypes(name: string): Promise<LinkType[]>;
  /** What libpcap says against a filter on an interface, or null when it can be used. */
  checkFilter(name: string, filter: string): Promise<string | null>;
  /** @param packets ends the run after so many frames, 0 for no limit */
  start(interfaces: readonly InterfaceOptions[], packets: number): StreamRun;
  /**
   * The same with pcapng going into an open file, for programs that write it by themselves: what is captured then never
   * waits for this process, however busy it is with what came before.
   *
   * @param file its descriptor
   */
  startInto?(interfaces: readonly InterfaceOptions[], packets: number, file: number): HelperRun;
}
