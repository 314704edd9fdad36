import type { Dissection } from '../../../decoders/model/dissection.ts';
import type { Mask } from '../../../decoders/model/mask.ts';
import type { Registry } from '../../../decoders/model/registry.ts';
import type { Session } from '../../../decoders/model/session.ts';
import type { Capture } from '../../store/capture.ts';
import type { PacketTable } from '../../store/packet-table.ts';
import type { Output } from '../output.ts';

/** What a statistic may look at beside the frame's fields while frames are read: rows up to the frame, and the session. */
export interface TapFrames {
  readonly table: PacketTable;
  readonly session: Session;
}

/** A statistic that `-z NAME` or `-z NAME,ARGUMENTS` asks for. */
export interface Tap {
  /** As tshark's, such as "io,phs". */
  readonly name: string;
  /** What it tells, and the arguments it takes, for `-z help`. */
  readonly help: string;
  /**
   * @param args what follows the name and a comma, or ""
   * @throws UsageError
   */
  parse(args: string, registry: Registry): TapRun;
}

/** A statistic of one run of the program. */
export interface TapRun {
  /** Fields that {@link frame} reads. */
  readonly mask: Mask;
  /** Called for each frame in the order of the file; absent where {@link print} looks at the capture itself. */
  frame?(d: Dissection, frames: TapFrames): void;
  /** Called once after the last frame. `capture` has read all of them; any can be decoded again. */
  print(out: Output, capture: Capture): void | Promise<void>;
}
