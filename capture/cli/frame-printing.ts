import { Dissection } from '../../decoders/model/dissection.ts';
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
import type { TapRun } from './statistics/tap.ts';
import { UsageError } from './usage-error.ts';

/** Decodes frames in one pass, or with `-2` in two, and prints them as the arguments say. */
export class FramePrinting {
  readonly out = new Output();
  private readonly args: Arguments;
  private readonly registry: Registry;
  private readonly preferences: Partial<Preferences>;
  /** What the printer takes times from: the frames that are being read. */
  private readonly times = { table: new PacketTable(), interfaces: [] as CaptureInterface[] };
  private readonly printer: Printer;
  private readonly filter: DisplayFilter | undefined;
  private readonly readFilter: DisplayFilter | undefined;
  private readonly taps: readonly TapRun[];

  /**
   * Throws UsageError for arguments that make no sense. The language of filters is loaded only for those who filter.
   *
   * @param printer what becomes of the frames that pass, where they are not printed
   */
  static async prepare(args: Arguments, printer?: Printer): Promise<FramePrinting> {
    const registry = registryOf(args.decodeAs);
    const taps = await tapsOf(args, registry);
    if (args.displayFilter === undefined && args.readFilter === undefined) {
      return new FramePrinting(args, registry, undefined, undefined, taps, printer);
    }
    const { filterOption, readFilterOption } = await import('./filter-option.ts');
    const filter = filterOption(args.displayFilter, registry);
    return new FramePrinting(args, registry, filter, readFilterOption(args, registry), taps, printer);
  }

  private constructor(
    args: Arguments,
    registry: Registry,
    filter: DisplayFilter | undefined,
    readFilter: DisplayFilter | undefined,
    taps: readonly TapRun[],
    printer: Printer | undefined,
  ) {
    this.args = args;
    this.registry = registry;
    this.preferences = readPreferences(args.preferences);
    this.filter = filter;
    this.readFilter = readFilter;
    this.taps = taps;
    this.printer = printer ?? printerFor(args, this.out, this.registry, this.times);
  }

  /** Rows of the frames read so far. */
  get table(): PacketTable {
    return this.times.table;
  }

  /** Prints the frames of a source as they come, or when all of them are known; stops after `-c` frames. */
  async print(source: CaptureSource, live: boolean): Promise<void> {
    const { quiet, count } = this.args;
    if (!quiet) this.printer.begin?.();
    const capture = await (this.args.twoPasses && !live ? this.printKnown(source) : this.printComing(source, live));
    if (!quiet) this.printer.end?.();
    capture.table.count = Math.min(capture.table.count, count ?? capture.table.count);
    // The statistic asked for last comes first, as in tshark.
    for (const tap of this.taps.toReversed()) await tap.print(this.out, capture);
    this.out.flush();
  }

  private async printComing(source: CaptureSource, live: boolean): Promise<Capture> {
    const session = new Session(this.preferences);
    session.codecs = nodeCodecs;
    session.remarks = (frame) => packetOptions(source.details, source.frameBytes, frame);
    const abort = new AbortController();
    const { count, quiet } = this.args;
    const { table, interfaces } = this.times;
    const frames = { table, session };
    let displayed = 0;
    session.displayedBefore = () => displayed;
    const watching = this.taps.filter((tap) => tap.frame !== undefined);
    const pass = new IndexPass(new Dissection(this.registry, session), table, interfaces, this.mask, (d) => {
      if (count !== undefined && d.record.number > count) return abort.abort();
      for (const tap of watching) tap.frame?.(d, frames);
      if (quiet || !passes(this.filter, frames, d)) return;
      displayed = d.record.number;
      this.printer.frame(d);
    });
    for await (const _ of source.read(pass, { signal: abort.signal })) {
      if (live) this.out.flush();
      if (abort.signal.aborted) break;
    }
    return new Capture(source, this.registry, 'ready', this.preferences, { ...frames, interfaces });
  }

  /** Every frame is printed with what is known from all of them. */
  private async printKnown(source: CaptureSource): Promise<Capture> {
    const capture = await this.known(source);
    this.times.table = capture.table;
    this.times.interfaces = capture.interfaces;
    const watching = this.taps.filter((tap) => tap.frame !== undefined);
    if (this.args.quiet && watching.length === 0) return capture;
    let displayed = 0;
    capture.session.displayedBefore = () => displayed;
    for (let frame = 1; frame <= capture.table.count; frame++) {
      if (capture.edits.ignored.has(frame)) continue;
      const d = capture.decode(frame, this.mask);
      if (!d) continue;
      for (const tap of watching) tap.frame?.(d, capture);
      if (this.args.quiet || !passes(this.filter, capture, d)) continue;
      displayed = frame;
      this.printer.frame(d);
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
