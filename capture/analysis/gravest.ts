import { ERROR, type Severity } from '../../decoders/model/expert.ts';
import { scanFrames } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { SEVERITY_BITS } from '../store/packet-table.ts';

/** The gravest severity of a capture's notes, by the packet table alone; each frame is looked at once. */
export class Gravest {
  private readonly capture: Capture;
  private severity: Severity | 0 = 0;
  private scanned = 0;

  constructor(capture: Capture) {
    this.capture = capture;
  }

  /** Looks at the frames that have come since. Returns 0 where no frame has a note. */
  async update(signal?: { readonly aborted: boolean }): Promise<Severity | 0> {
    if (this.severity === ERROR) return ERROR;
    const { bits } = this.capture.table;
    const look = (frame: number): void => {
      const found = bits.get(frame) & SEVERITY_BITS;
      if (found > this.severity) this.severity = found as Severity;
    };
    const last = await scanFrames(this.capture, look, { from: this.scanned + 1, signal });
    this.scanned = Math.max(this.scanned, last);
    return this.severity;
  }
}
