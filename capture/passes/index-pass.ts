import type { Dissection, FrameRecord } from '../../decoders/model/dissection.ts';
import { COMPLETE, type LayerRows, MALFORMED_LAYER, TRUNCATED_LAYER } from '../../decoders/model/layer-rows.ts';
import { emptyMask, type Mask } from '../../decoders/model/mask.ts';
import type { CaptureInterface, FrameSink } from '../sources/frame-sink.ts';
import { BACKWARD, MALFORMED_BIT, type PacketTable, TRUNCATED_BIT } from '../store/packet-table.ts';

/**
 * The pass in frame order: decodes each frame as it is read, lets the session learn from it and adds its row to the
 * table, and each interface to `interfaces`. With a mask and `each` it also serves one-pass output, where only facts of earlier frames are known.
 */
export class IndexPass implements FrameSink {
  private readonly interfaces: CaptureInterface[];
  private readonly dissection: Dissection;
  private readonly table: PacketTable;
  /** Fields that are noted of the next frame. */
  mask: Mask;
  private readonly each: ((dissection: Dissection) => void) | undefined;
  private readonly record: FrameRecord = {
    number: 0,
    seconds: 0,
    nanoseconds: 0,
    capturedLength: 0,
    originalLength: 0,
    linkType: 0,
    interfaceId: 0,
  };

  constructor(
    dissection: Dissection,
    table: PacketTable,
    interfaces: CaptureInterface[],
    mask: Mask = emptyMask(),
    each?: (dissection: Dissection) => void,
  ) {
    this.dissection = dissection;
    this.table = table;
    this.interfaces = interfaces;
    dissection.session.times = table;
    table.ends.conversations = dissection.session.conversations;
    this.mask = mask;
    this.each = each;
  }

  captureInterface(info: CaptureInterface): void {
    this.interfaces[info.id] = info;
    this.dissection.session.interfaces[info.id] = info;
  }

  frame(
    bytes: Uint8Array,
    start: number,
    capturedLength: number,
    originalLength: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
    offset: number,
  ): void {
    const { dissection: d, record } = this;
    const number = this.skip(capturedLength, originalLength, seconds, nanoseconds, interfaceId, offset);
    record.number = number;
    record.seconds = seconds;
    record.nanoseconds = nanoseconds;
    record.capturedLength = capturedLength;
    record.originalLength = originalLength;
    record.linkType = this.interfaces[interfaceId]?.linkType ?? -1;
    record.interfaceId = interfaceId;
    d.learning = true;
    d.decode(record, bytes, start, this.mask);
    if (d.connections) this.summarise();
    this.each?.(d);
  }

  /** Gives a frame its row and its time, and learns nothing from it. Returns its number. */
  skip(
    capturedLength: number,
    originalLength: number,
    seconds: number,
    nanoseconds: number,
    interfaceId: number,
    offset: number,
  ): number {
    const number = this.table.append(seconds, nanoseconds, offset, capturedLength, originalLength, interfaceId);
    const { session } = this.dissection;
    if (number === 1 || session.firstNanoseconds < 0) {
      session.firstSeconds = seconds;
      session.firstNanoseconds = nanoseconds;
    }
    return number;
  }

  /** Describes the frame in its row; passes that leave connections out are asked for nothing but what they note. */
  private summarise(): void {
    const { dissection: d, table } = this;
    const { layers, packet, session } = d;
    let stack = 0;
    for (let i = 1; i < layers.count; i++) stack = session.stacks.step(stack, layers.protocol(i));
    const damage = layers.worst === COMPLETE ? 0 : damageOf(layers);
    const a = session.addresses;
    table.describe(
      stack,
      a.sourceOf(packet),
      a.targetOf(packet),
      packet.sourcePort,
      packet.targetPort,
      packet.conversation + 1,
      packet.tcpFlags,
      packet.severity | damage | (packet.direction === 1 ? BACKWARD : 0),
    );
  }
}

function damageOf(layers: LayerRows): number {
  let damage = 0;
  for (let i = 1; i < layers.count; i++) {
    const state = layers.state(i);
    if (state === TRUNCATED_LAYER) damage |= TRUNCATED_BIT;
    else if (state === MALFORMED_LAYER) damage |= MALFORMED_BIT;
  }
  return damage;
}
