import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { summary, summaryMask } from '../../decoders/tree/summary.ts';
import { type FrameTimes, frameTime, type TimeFormat } from '../passes/frame-time.ts';
import type { Printer, TextOutput } from './printer.ts';

/** `-T csv`: the packet list's columns with a heading, all values in double quotes (RFC 4180). */
export class CsvPrinter implements Printer {
  readonly mask: Mask;
  private readonly out: TextOutput;
  private readonly times: FrameTimes;
  private readonly timeFormat: TimeFormat;
  /** The frame in the line above, 0 for none. */
  private before = 0;

  constructor(out: TextOutput, registry: Registry, times: FrameTimes, timeFormat: TimeFormat) {
    this.out = out;
    this.mask = summaryMask(registry);
    this.times = times;
    this.timeFormat = timeFormat;
  }

  begin(): void {
    this.out.write('"No.","Time","Source","Destination","Protocol","Length","Info"\n');
  }

  frame(d: Dissection): void {
    const s = summary(d);
    const { number } = d.record;
    const time = frameTime(this.times, number, this.timeFormat, this.before);
    this.before = number;
    const cells = [String(number), time, s.source, s.destination, s.protocol, String(s.length), s.info];
    this.out.write(`${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`);
  }
}
