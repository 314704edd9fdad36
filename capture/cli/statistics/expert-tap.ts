import type { Dissection } from '../../../decoders/model/dissection.ts';
import { CHAT, COMMENT, ERROR, NOTE, type Severity, WARN } from '../../../decoders/model/expert.ts';
import type { Mask } from '../../../decoders/model/mask.ts';
import type { Registry } from '../../../decoders/model/registry.ts';
import { expertMask, expertNotes } from '../../analysis/expert-notes.ts';
import type { Output } from '../output.ts';
import { type FrameFilter, frameFilter } from './frame-filter.ts';
import type { Tap, TapFrames, TapRun } from './tap.ts';

/** Lines told apart at most. */
const MOST = 100_000;
const RULE = '='.repeat(13);

/** From the gravest down, with tshark's headings and the words of `-z expert,WORD`. */
const levels: readonly (readonly [Severity, heading: string, word: string])[] = [
  [ERROR, 'Errors', 'error'],
  [WARN, 'Warns', 'warn'],
  [NOTE, 'Notes', 'note'],
  [CHAT, 'Chats', 'chat'],
  [COMMENT, 'Comments', 'comment'],
];

/** `-z expert[,error|warn|note|chat|comment][,FILTER]`: how often each expert note was made, from a severity up. */
export const expertTap: Tap = {
  name: 'expert',
  help: 'expert notes and how often each was made; [,error|warn|note|chat|comment] [,FILTER]',
  parse(args, registry) {
    const [first, ...rest] = args.split(',');
    const at = levels.findIndex(([, , word]) => word === first);
    const lowest = at < 0 ? COMMENT : levels[at][0];
    const filter = at < 0 ? args : rest.join(',');
    return new ExpertRun(lowest, filter.trim(), registry);
  },
};

interface Line {
  readonly group: string;
  readonly protocol: string;
  readonly message: string;
  count: number;
}

class ExpertRun implements TapRun {
  readonly mask: Mask;
  private readonly lowest: Severity;
  private readonly wanted: FrameFilter;
  /** By severity, then by what is printed of the note. */
  private readonly lines = new Map<Severity, Map<string, Line>>(levels.map(([severity]) => [severity, new Map()]));
  /** Notes that tshark does not make, which stand apart. */
  private readonly own = new Map<string, Line>();
  private known = 0;
  private omitted = 0;

  constructor(lowest: Severity, filter: string, registry: Registry) {
    this.lowest = lowest;
    this.wanted = frameFilter(filter, registry, expertMask());
    this.mask = this.wanted.mask;
  }

  frame(d: Dissection, frames: TapFrames): void {
    if (d.packet.severity < this.lowest || !this.wanted.passes(d, frames)) return;
    for (const { severity, group, protocol, message, own } of expertNotes(d)) {
      if (severity < this.lowest) continue;
      const lines = own ? this.own : (this.lines.get(severity) as Map<string, Line>);
      const key = `${group}\n${protocol}\n${message}`;
      const line = lines.get(key);
      if (line) line.count++;
      else if (this.known++ < MOST) lines.set(key, { group, protocol, message, count: 1 });
      else this.omitted++;
    }
  }

  print(out: Output): void {
    for (const [severity, heading] of levels) {
      printLines(out, heading, [...(this.lines.get(severity) as Map<string, Line>).values()]);
    }
    printLines(out, 'Remarks of Osiscope', [...this.own.values()]);
    if (this.omitted > 0) out.write(`\n${this.omitted} more notes are not listed: there are too many kinds.\n`);
  }
}

function printLines(out: Output, heading: string, lines: readonly Line[]): void {
  if (lines.length === 0) return;
  const sum = lines.reduce((n, line) => n + line.count, 0);
  out.write(`\n${heading} (${sum})\n${RULE}\n   Frequency      Group           Protocol  Summary\n`);
  for (const { group, protocol, message, count } of lines) {
    out.write(`${String(count).padStart(12)} ${group.padStart(10)} ${protocol.padStart(18)}  ${message}\n`);
  }
}
