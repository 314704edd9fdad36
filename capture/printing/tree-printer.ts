import type { Dissection } from '../../decoders/model/dissection.ts';
import { fullMask, type Mask } from '../../decoders/model/mask.ts';
import { HIDDEN } from '../../decoders/model/tape.ts';
import { treeLines } from '../../decoders/tree/tree-lines.ts';
import { noteUndecoded } from '../../decoders/tree/undecoded.ts';
import { frameHexDump } from './hex-dump.ts';
import type { Printer, TextOutput } from './printer.ts';

/** `-V` and `-x`: the field tree, the bytes, or both, with a blank line behind each. */
export class TreePrinter implements Printer {
  readonly mask: Mask = fullMask();
  private readonly out: TextOutput;
  private readonly details: boolean;
  private readonly bytes: boolean;

  constructor(out: TextOutput, details: boolean, bytes: boolean) {
    this.out = out;
    this.details = details;
    this.bytes = bytes;
  }

  frame(d: Dissection): void {
    if (this.details) {
      noteUndecoded(d);
      const { flags } = d.cursor.tape;
      let hiddenBelow = Number.POSITIVE_INFINITY;
      for (const line of treeLines(d)) {
        if (line.depth > hiddenBelow) continue;
        hiddenBelow = flags[line.entry] & HIDDEN ? line.depth : Number.POSITIVE_INFINITY;
        if (hiddenBelow === line.depth) continue;
        this.out.write(`${'    '.repeat(line.depth)}${line.text}\n`);
      }
      this.out.write('\n');
    }
    if (this.bytes) this.out.write(`${frameHexDump(d)}\n`);
  }
}
