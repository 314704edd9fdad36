import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Mask } from '../../decoders/model/mask.ts';

/** Takes what printers write. */
export interface TextOutput {
  write(text: string): void;
}

/** Writes frames in one form of output. */
export interface Printer {
  /** Fields that {@link frame} reads. */
  readonly mask: Mask;
  begin?(): void;
  frame(dissection: Dissection): void;
  /** Stands between two frames; written by whoever calls {@link frame}. */
  readonly between?: string;
  /** @param any a frame was written */
  end?(any: boolean): void;
}
