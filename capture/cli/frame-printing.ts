import { Dissection } from '../../decoders/model/dissection.ts';
import { needsConnections } from '../../decoders/model/field-needs.ts';
import { emptyMask, type Mask, maskUnion } from '../../decoders/model/mask.ts';
import type { Preferences } from '../../decoders/model/preferences.ts';
import { standardPreferences } from '../../decoders/model/preferences.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { Session } from '../../decoders/model/session.ts';
import { parseDecodeAs, registryWith } from '../decoding/decode-as.ts';
import type { DisplayFilter } from '../filter/display-filter.ts';
import type { IndexedFrames } from '../filter/frame-facts.ts';
import type { FrameTimes } from '../passes/frame-time.ts';
import { IndexPass } from '../passes/index-pass.ts';
import { nodeCodecs } from '../passes/node-codecs.ts';
import { CsvPrinter } from '../printing/csv-printer.ts';
import { JsonPrinter } from '../printing/json-printer.ts';
import { PdmlPrinter } from '../printing/pdml-printer.ts';
import type { Printer } from '../printing/printer.ts';
import { TextPrinter } from '../printing/text-printer.ts';
import { TreePrinter } from '../printing/tree-printer.ts';
import { productVersion } from '../service/product-version.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import type { CaptureInterface } from '../sources/frame-sink.ts';
import { packetOptions } from '../sources/packet-options.ts';
import { Capture } from '../store/capture.ts';
import { PacketTable } from '../store/packet-table.ts';
import type { Arguments } from './arguments.ts';
import { FieldsPrinter } from './fields-printer.ts';
import { Output } from './output.ts';
import { PartSink } from './parallel/part-sink.ts';
import type { TapRun } from './statistics/tap.ts';
import { UsageError } from './usage-error.ts';

/** What {@link FramePrinting} can be given. */
interface PrintingOptions {
  /** What becomes of the frames that pass, where they are not printed. */
  readonly printer?: Printer;
  /** Default: standard output. */
  readonly out?: Output;
}

/** Which parts of a capture are printed. */
export interface PartTurns {
  /** Frames of a part; default: {@link PART_FRAMES}. */
  readonly size?: number;
  /** True when the part is to be printed. */
  take(part: number): boolean;
  /** All of a part that was taken has been written. */
  end(part: number): void;
  /** Called after every slice that was read. */
  slice(): Promise<void>;
}

/** Decodes frames in one pass, or with `-2` in two, and prints them as the arguments say. */
export class FramePrinting {
  readonly out: Output;
  private readonly args: Arguments;
  private readonly registry: Registry;
  private readonly preferences: Partial<Preferences>;
  /** What the printer takes times from: the frames that are being read. */
  private readonly times = { table: new PacketTable(), interfaces: [] as CaptureInterface[] };
  private readonly printer: Printer;
  private readonly filter: DisplayFilter | undefined;
  private readonly readFilter: DisplayFilter | undefined;
  private readonly taps: readonly TapRun[];
  /** The frame printed last, of the part that is being printed; 0 for none. */
  private shown = 0;

  /** Throws UsageError for arguments that make no sense. The language of filters is loaded only for those who filter. */
  static async prepare(args: Arguments, options: PrintingOptions = {}): Promise<FramePrinting> {
    const registry = registryOf(args.decodeAs);
    const taps = await tapsOf(args, registry);
    if (args.displayFilter === undefined && args.readFilter === undefined) {
      return new FramePrinting(args, registry, undefined, undefined, taps, options);
    }
    const { filterOption, readFilterOption } = await import('./filter-option.ts');
    const filter = filterOption(args.displayFilter, registry);
    return new FramePrinting(args, registry, filter, readFilterOption(args, registry), taps, options);
  }

  private constructor(
    args: Arguments,
    registry: Registry,
    filter: DisplayFilter | undefined,
    readFilter: DisplayFilter | undefined,
    taps: readonly TapRun[],
    { printer, out = new Output() }: PrintingOptions,
  ) {
    this.out = out;
    this.args = args;
    this.registry = registry;
    this.preferences = readPreferences(args.preferences);
    this.filter = filter;
    this.readFilter = readFilter;
    this.taps = taps;
    this.printer = printer ?? printerFor(args, out, this.registry, this.times);
  }

  /** Rows of the frames read so far. */
  get table(): PacketTable {
    return this.times.table;
  }

  /** Prints the frames of a source as they come, or when all of them are known; stops after `-c` frames. */
  async print(source: CaptureSource, live: boolean): Promise<void> {
    const { count, twoPasses } = this.args;
    this.begin();
    const capture = await (twoPasses && !live ? this.printKnown(source) : this.printComing(source, live));
    this.end(this.shown !== 0);
    capture.table.count = Math.min(capture.table.count, count ?? capture.table.count);
    // The statistic asked for last comes first, as in tshark.
    for (const tap of this.taps.toReversed()) await tap.print(this.out, capture);
    this.out.flush();
  }

  /**
   * Parts can be printed by several threads: frames in one pass, without statistics or an end given. What speaks of the frame
   * printed before does so only where that is the frame before.
   */
  get divisible(): boolean {
    const { twoPasses, count, quiet, timeFormat } = this.args;
    if (twoPasses || count !== undefined || quiet || this.taps.length > 0 || timeFormat === 'dd') return false;
    const sinceDisplayed = this.registry.fieldsNamed('frame.time_delta_displayed');
    return this.filter === undefined || !sinceDisplayed.some(({ id }) => this.mask.bytes[id] !== 0);
  }

  /** What stands between two frames. */
  get between(): string | undefined {
    return this.printer.between;
  }

  begin(): void {
    if (!this.args.quiet) this.printer.begin?.();
  }

  /** @param any a frame was printed, by whatever thread */
  end(any: boolean): void {
    if (!this.args.quiet) this.printer.end?.(any);
  }

  /**
   * Prints the parts of a {@link divisible} printing that `turns` gives, between {@link begin} and {@link end}, and learns
   * from all frames that stand in the first `length` bytes of the file. Returns their number.
   */
  async printParts(source: CaptureSource, turns: PartTurns, length: number): Promise<number> {
    const nothing = emptyMask();
    let mine = false;
    const { pass, frames } = this.startPass(source, (d) => {
      if (mine && passes(this.filter, frames, d)) this.show(d);
    });
    const beginPart = (part: number): void => {
      mine = turns.take(part);
      pass.mask = mine ? this.mask : nothing;
      this.shown = 0;
    };
    const endPart = (part: number): void => {
      if (!mine) return;
      this.out.flush();
      turns.end(part);
    };
    const sink = new PartSink(pass, { beginPart, endPart }, turns.size);
    for await (const _ of source.read(sink, { length })) await turns.slice();
    sink.end();
    return this.table.count;
  }

  private async printComing(source: CaptureSource, live: boolean): Promise<Capture> {
    const abort = new AbortController();
    const { count, quiet } = this.args;
    const watching = this.taps.filter((tap) => tap.frame !== undefined);
    const { pass, frames } = this.startPass(source, (d) => {
      if (count !== undefined && d.record.number > count) return abort.abort();
      for (const tap of watching) tap.frame?.(d, frames);
      if (!quiet && passes(this.filter, frames, d)) this.show(d);
    });
    frames.session.displayedBefore = () => this.shown;
    for await (const _ of source.read(pass, { signal: abort.signal })) {
      if (live) this.out.flush();
      if (abort.signal.aborted) break;
    }
    const { interfaces } = this.times;
    return new Capture(source, this.registry, 'ready', this.preferences, { ...frames, interfaces });
  }

  private startPass(source: CaptureSource, each: (d: Dissection) => void): { pass: IndexPass; frames: IndexedFrames } {
    const session = new Session(this.preferences);
    session.codecs = nodeCodecs;
    session.remarks = (frame) => packetOptions(source.details, source.frameBytes, frame);
    const { table, interfaces } = this.times;
    const dissection = new Dissection(this.registry, session);
    // Filters and statistics also ask for layer stacks and conversations.
    const asked = this.filter !== undefined || this.taps.length > 0;
    dissection.connections = asked || needsConnections(this.mask, this.registry);
    const pass = new IndexPass(dissection, table, interfaces, this.mask, each);
    return { pass, frames: { table, session } };
  }

  private show(d: Dissection): void {
    if (this.shown !== 0 && this.printer.between) this.out.write(this.printer.between);
    this.shown = d.record.number;
    this.printer.frame(d);
  }

  /** Every frame is printed with what is known from all of them. */
  private async printKnown(source: CaptureSource): Promise<Capture> {
    const capture = await this.known(source);
    this.times.table = capture.table;
    this.times.interfaces = capture.interfaces;
    const watching = this.taps.filter((tap) => tap.frame !== undefined);
    if (this.args.quiet && watching.length === 0) return capture;
    capture.session.displayedBefore = () => this.shown;
    for (let frame = 1; frame <= capture.table.count; frame++) {
      if (capture.edits.ignored.has(frame)) continue;
      const d = capture.decode(frame, this.mask);
      if (!d) continue;
      for (const tap of watching) tap.frame?.(d, capture);
      if (!this.args.quiet && passes(this.filter, capture, d)) this.show(d);
    }
    return capture;
  }

  /**
   * The first pass. The read filter is asked with what is known up to each frame; those that it rejects are learned from, and
   * then left alone by all that follows.
   */
  private async known(source: CaptureSource): Promise<Capture> {
    const { readFilter } = this;
    const count = this.args.count ?? Number.POSITIVE_INFINITY;
    const capture = new Capture(source, this.registry, 'reading', this.preferences);
    if (readFilter === undefined) {
      await capture.read(() => {});
      capture.table.count = Math.min(capture.table.count, count);
      return capture;
    }
    const { session, table, interfaces, edits } = capture;
    const pass = new IndexPass(new Dissection(this.registry, session), table, interfaces, readFilter.mask, (d) => {
      if (!passes(readFilter, capture, d)) edits.ignored.add(d.record.number);
    });
    for await (const _ of source.read(pass)) if (table.count >= count) break;
    table.count = Math.min(table.count, count);
    capture.phase = 'ready';
    return capture;
  }

  /** Fields that printing, filtering and statistics need. */
  private get mask(): Mask {
    const printed = this.args.quiet ? [] : [this.printer, this.filter];
    this.wanted ??= [...printed, ...this.taps]
      .flatMap((part) => (part?.mask.any ? [part.mask] : []))
      .reduce(maskUnion, emptyMask());
    return this.wanted;
  }

  private wanted: Mask | undefined;
}

/** Whether a frame just decoded passes; without a filter every frame does. */
function passes(filter: DisplayFilter | undefined, frames: IndexedFrames, d: Dissection): boolean {
  if (filter === undefined) return true;
  const decided = filter.decide(frames, d.record.number);
  return decided === 1 || (decided < 0 && filter.test(d, frames));
}

/** The statistics of `-z`; they are loaded only for those who ask for one. */
async function tapsOf({ statistics }: Arguments, registry: Registry): Promise<readonly TapRun[]> {
  if (statistics.length === 0) return [];
  const { tapRun } = await import('./statistics/taps.ts');
  return statistics.map((argument) => tapRun(argument, registry));
}

function registryOf(decodeAs: readonly string[]): Registry {
  try {
    return registryWith(decodeAs.map(parseDecodeAs));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function printerFor(args: Arguments, out: Output, registry: Registry, times: FrameTimes): Printer {
  switch (args.form) {
    case 'fields':
      return fieldsPrinter(args, out, registry, times);
    case 'json':
      return new JsonPrinter(out);
    case 'pdml':
      return new PdmlPrinter(out, `osiscope/${productVersion()}`, args.read ?? '');
    case 'csv':
      return new CsvPrinter(out, registry, times, args.timeFormat);
    case 'text':
      return args.details || args.hexDump
        ? new TreePrinter(out, args.details, args.hexDump)
        : new TextPrinter(out, registry, times, args.timeFormat);
  }
}

/** A field that is not known leaves its column empty, so that scripts written for tshark go on; it is named. */
function fieldsPrinter(args: Arguments, out: Output, registry: Registry, times: FrameTimes): FieldsPrinter {
  const printer = new FieldsPrinter(out, registry, times, args);
  const { unknown } = printer;
  if (unknown.length > 0) {
    const what = unknown.length === 1 ? 'There is no field' : 'There are no fields';
    process.stderr.write(`osiscope: ${what} ${unknown.map((name) => `"${name}"`).join(', ')}: nothing stands there.\n`);
  }
  return printer;
}

/**
 * `-o tcp.check_checksum:TRUE`. A preference that only other programs have is named on standard error and changes nothing,
 * so that scripts written for tshark go on.
 */
function readPreferences(given: readonly string[]): Partial<Preferences> {
  const out: Record<string, boolean> = {};
  for (const text of given) {
    const m = /^([\w.]+):(.*)$/s.exec(text);
    if (!m) throw new UsageError(`-o takes NAME:VALUE, not "${text}".`);
    const name = m[1].toLowerCase();
    if (!Object.hasOwn(standardPreferences, name)) {
      process.stderr.write(`osiscope: there is no preference "${name}"; it changes nothing.\n`);
      continue;
    }
    const value = m[2].toLowerCase();
    if (value !== 'true' && value !== 'false') throw new UsageError(`-o ${name} takes TRUE or FALSE, not "${m[2]}".`);
    out[name] = value === 'true';
  }
  return out as Partial<Preferences>;
}
