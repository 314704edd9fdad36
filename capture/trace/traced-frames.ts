import { setImmediate } from 'node:timers/promises';
import { Dissection } from '../../decoders/model/dissection.ts';
import { allFields } from '../../decoders/model/field.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import { Session } from '../../decoders/model/session.ts';
import { standardRegistry } from '../../decoders/protocols.ts';
import { summary, summaryMask } from '../../decoders/tree/summary.ts';
import { IndexPass } from '../passes/index-pass.ts';
import { nodeCodecs } from '../passes/node-codecs.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import type { CaptureInterface } from '../sources/frame-sink.ts';
import { PacketTable } from '../store/packet-table.ts';
import { type FrameFacts, FrameFactsReader } from './frame-facts.ts';
import type { FrameLine } from './timeline.ts';

/** The frames of a capture as the join and the timeline need them, gathered while they are read. */
export class TracedFrames {
  readonly table = new PacketTable();
  readonly interfaces: CaptureInterface[] = [];
  readonly facts: FrameFacts[] = [];
  readonly lines: FrameLine[] = [];
  readonly #pass: IndexPass;

  constructor() {
    const registry = standardRegistry();
    const reader = new FrameFactsReader(registry);
    const session = new Session();
    session.codecs = nodeCodecs;
    const shown = summaryMask(registry);
    const mask = maskOf([...allFields().filter((field) => shown.bytes[field.id] === 1), ...reader.wanted]);
    this.#pass = new IndexPass(new Dissection(registry, session), this.table, this.interfaces, mask, (d) => {
      const facts = reader.read(d);
      if (facts !== undefined) this.facts.push(facts);
      const { number, seconds, nanoseconds } = d.record;
      const time = nanoseconds < 0 ? undefined : BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
      const { source, destination, protocol, length, info } = summary(d);
      this.lines.push({ number, time, text: `${source} → ${destination} ${protocol} ${length} ${info}` });
    });
  }

  /** Reads to the end of the source. */
  async read(source: CaptureSource): Promise<void> {
    for await (const _ of source.read(this.#pass)) await setImmediate();
  }
}
