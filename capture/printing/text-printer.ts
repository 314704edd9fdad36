import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { summary, summaryMask } from '../../decoders/tree/summary.ts';
import { type FrameTimes, frameTime, type TimeFormat } from '../passes/frame-time.ts';
import type { Printer, TextOutput } from './printer.ts';

/** `-T text`: one line a frame in tshark's columns and widths. */
export class TextPrinter implements Printer {
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

  frame(d: Dissection): void {
    const s = summary(d);
    const { number } = d.record;
    const time = frameTime(this.times, number, this.timeFormat, this.before);
    this.before = number;
    this.out.write(
      `${String(number).padStart(5)} ${time.padStart(10)} ${s.source.padStart(12)} → ${s.destination.padEnd(12)} ${s.protocol} ${s.length} ${s.info}\n`,
    );
  }
}
