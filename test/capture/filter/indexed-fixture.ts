import { compileFilter, type FilterOptions } from '../../../capture/filter/compile-filter.ts';
import type { DisplayFilter } from '../../../capture/filter/display-filter.ts';
import type { IndexedFrames } from '../../../capture/filter/frame-facts.ts';
import { IndexPass } from '../../../capture/passes/index-pass.ts';
import { nodeCodecs } from '../../../capture/passes/node-codecs.ts';
import { PacketTable } from '../../../capture/store/packet-table.ts';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { fullMask, type Mask } from '../../../decoders/model/mask.ts';
import { Session } from '../../../decoders/model/session.ts';
import { type Fixture, type FixtureFrame, record, registry } from '../../decoders/listing.ts';

const everything = fullMask(false);

/** The frames of a fixture, indexed as those of an opened file are. */
export class IndexedFixture implements IndexedFrames {
  readonly table = new PacketTable();
  readonly session = new Session();
  readonly #frames: readonly FixtureFrame[];
  readonly #dissection: Dissection;

  constructor(fixture: Pick<Fixture, 'frames'>) {
    this.#frames = fixture.frames;
    this.session.codecs = nodeCodecs;
    this.session.frames = { frameBytes: (number) => this.#frames[number - 1]?.bytes };
    const faces: { id: number; linkType: number }[] = [];
    const pass = new IndexPass(new Dissection(registry, this.session), this.table, faces as never);
    this.#frames.forEach((frame, index) => {
      const linkType = frame.linkType ?? 1;
      faces[linkType] ??= { id: linkType, linkType };
      const r = record(frame, index);
      pass.frame(frame.bytes, 0, r.capturedLength, r.originalLength, r.seconds, r.nanoseconds, linkType, 0);
    });
    this.#dissection = new Dissection(registry, this.session);
  }

  get count(): number {
    return this.#frames.length;
  }

  decode(frame: number, mask: Mask = everything): Dissection {
    const bytes = this.#frames[frame - 1];
    this.#dissection.decode(record(bytes, frame - 1), bytes.bytes, 0, mask);
    return this.#dissection;
  }

  /** What the filter says of a frame; throws where its quick answer is not what decoding finds. */
  passes(filter: DisplayFilter, frame: number): boolean {
    const narrow = filter.test(this.decode(frame, filter.mask), this);
    const decided = filter.decide(this, frame);
    const told = { frame, filter: filter.text, decided, narrow };
    if (decided >= 0 && (decided === 1) !== narrow) throw new Error(`not what decoding finds: ${JSON.stringify(told)}`);
    if (filter.test(this.decode(frame), this) !== narrow) throw new Error(`hangs on the mask: ${JSON.stringify(told)}`);
    return narrow;
  }

  /** Numbers of the frames that pass. */
  select(text: string, options?: FilterOptions): number[] {
    const filter = compileFilter(text, registry, options);
    const out: number[] = [];
    for (let frame = 1; frame <= this.count; frame++) if (this.passes(filter, frame)) out.push(frame);
    return out;
  }

  /** Numbers of the frames that have to be decoded. */
  undecided(text: string): number[] {
    const filter = compileFilter(text, registry);
    const out: number[] = [];
    for (let frame = 1; frame <= this.count; frame++) if (filter.decide(this, frame) < 0) out.push(frame);
    return out;
  }
}
