import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { summary, summaryMask } from '../../decoders/tree/summary.ts';
import type { Output } from './output.ts';
import type { Printer } from './printer.ts';

/** `-T text`: one line a frame in tshark's columns. */
export class TextPrinter implements Printer {
  readonly mask: Mask;
  private readonly out: Output;

  constructor(out: Output, registry: Registry) {
    this.out = out;
    this.mask = summaryMask(registry);
  }

  frame(d: Dissection): void {
    const s = summary(d);
    const { record, session } = d;
    const time = record.seconds - session.firstSeconds + (record.nanoseconds - session.firstNanoseconds) / 1e9;
    const number = String(record.number).padStart(5);
    const line = `${number} ${time.toFixed(9).padStart(13)} ${s.source.padStart(12)} → ${s.destination.padEnd(12)} ${s.protocol} ${s.length} ${s.info}`;
    this.out.write(`${line}\n`);
  }
}
