import { nodeCodecs } from '../../capture/passes/node-codecs.ts';
import { Dissection, type FrameRecord } from '../../decoders/model/dissection.ts';
import { fullMask, type Mask } from '../../decoders/model/mask.ts';
import { Session } from '../../decoders/model/session.ts';
import { standardRegistry } from '../../decoders/protocols.ts';
import { summary } from '../../decoders/tree/summary.ts';
import { treeLines } from '../../decoders/tree/tree-lines.ts';

/** One frame of a fixture. */
export interface FixtureFrame {
  readonly bytes: Uint8Array;
  /** LINKTYPE_ number, default Ethernet. */
  readonly linkType?: number;
  /** Seconds since the first frame, default 1 ms per frame. */
  readonly time?: number;
  readonly originalLength?: number;
}

/** A short capture: frames in order, as one protocol's test needs them. */
export interface Fixture {
  readonly name: string;
  readonly frames: readonly FixtureFrame[];
  /** OSI layer from which on the golden shows the layers; default: all but the frame layer. */
  readonly from?: number;
}

export const registry = standardRegistry();

export function record(frame: FixtureFrame, index: number): FrameRecord {
  const time = frame.time ?? index / 1000;
  return {
    number: index + 1,
    seconds: 1_700_000_000 + Math.floor(time),
    nanoseconds: Math.round((time % 1) * 1e9),
    capturedLength: frame.bytes.length,
    originalLength: frame.originalLength ?? frame.bytes.length,
    linkType: frame.linkType ?? 1,
    interfaceId: 0,
  };
}

/** A session that has learned the whole fixture, as after indexing. */
export function learned(fixture: Fixture, mask?: Mask, each?: (d: Dissection, index: number) => void): Dissection {
  const session = new Session();
  session.codecs = nodeCodecs;
  session.firstSeconds = 1_700_000_000;
  session.frames = { frameBytes: (number) => fixture.frames[number - 1]?.bytes };
  const d = new Dissection(registry, session);
  d.learning = true;
  const m = mask ?? fullMask();
  fixture.frames.forEach((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, m);
    each?.(d, i);
  });
  d.learning = false;
  return d;
}

/**
 * The golden text of a fixture: for each frame its columns, then one line per field with source, byte range, filter name
 * and the tree's text. Facts are those after the whole fixture was learned.
 */
export function listing(fixture: Fixture): string {
  const d = learned(fixture);
  const out: string[] = [];
  fixture.frames.forEach((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, fullMask());
    const s = summary(d);
    out.push(`# frame ${i + 1}: ${s.source} > ${s.destination} ${s.protocol} ${s.length} ${s.info}`);
    const first = firstShown(d, fixture.from ?? 2);
    for (const line of treeLines(d)) {
      if (d.cursor.tape.layer[line.entry] < first) continue;
      const { tape } = d.cursor;
      const source = tape.source[line.entry];
      const start = tape.start[line.entry];
      const range = `${source ? `${source}:` : ''}${start}+${tape.length[line.entry]}`;
      out.push(
        `${range.padEnd(9)} ${'  '.repeat(line.depth)}${line.field.name.padEnd(28 - line.depth * 2)} ${line.text}`,
      );
    }
  });
  return `${out.join('\n')}\n`;
}

/** The first layer of at least this OSI number; the number of layers when there is none. */
function firstShown(d: Dissection, osi: number): number {
  const { layers } = d;
  let layer = 1;
  while (layer < layers.count && registry.byIndex(layers.protocol(layer)).osi < osi) layer++;
  return layer;
}
