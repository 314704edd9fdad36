/** What the sections of a run share. */
export interface Bench {
  /** A generated capture (tools/generate-capture.ts), pcap with microseconds. */
  readonly file: string;
  /** Frames in it. */
  readonly frames: number;
  /** How often each program runs; the best run counts. */
  readonly repeat: number;
  /** For the section's own files; deleted at the end. */
  readonly folder: string;
}

/** One line of the table: what was aimed at and what came out. */
export interface Finding {
  readonly what: string;
  readonly measured: string;
  /** The same of another program, measured in the same run. */
  readonly peer?: string;
  readonly aim?: string;
  /** Whether the aim was reached; absent without an aim and where nothing could be measured. */
  readonly reached?: boolean;
}

/** A part of `npm run bench`, in a file of its own and named in sections.ts. */
export interface Section {
  /** As it is chosen on the command line. */
  readonly name: string;
  /** What it measures, for `--list`. */
  readonly title: string;
  /** Runs only when it is named. */
  readonly onRequest?: boolean;
  run(bench: Bench): Promise<readonly Finding[]> | readonly Finding[];
}
