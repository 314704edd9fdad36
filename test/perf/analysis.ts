import { bestRun, runProgram } from './measure.ts';
import type { Finding, Section } from './section.ts';

/** How many times faster than tshark, and bytes a second. */
const AIM = { statistics: 50, find: 1e9 };
const sorted = ['length', 'source', 'info'];

interface Found {
  /** Milliseconds of the main thread. */
  readonly hierarchy: number;
  readonly conversations: number;
  readonly sorts: readonly { readonly column: string; readonly milliseconds: number; readonly rows: number }[];
  readonly find: { readonly exact: number; readonly folded: number };
  readonly bytes: number;
  readonly frames: number;
}

/** Statistics, sorting and searching of an indexed capture, in processor time, beside tshark with its reading of the file. */
export const analysis: Section = {
  name: 'analysis',
  title: 'statistics, sorting and finding over all frames',
  run({ file }) {
    const found = runProgram<Found>('analysis.ts', [file, ...sorted]);
    return [
      statistic('protocol hierarchy', found.hierarchy, file, 'io,phs'),
      statistic('TCP conversations', found.conversations, file, 'conv,tcp'),
      ...found.sorts.map(({ column, milliseconds, rows }) => ({
        what: `sort by ${column}`,
        measured: rows === found.frames ? `${milliseconds.toFixed(0)} ms` : `refused: ${rows} of ${found.frames} rows`,
      })),
      search('exact', found.find.exact, found.bytes),
      search('whatever its capitals', found.find.folded, found.bytes),
    ];
  },
};

function statistic(what: string, milliseconds: number, file: string, tap: string): Finding {
  const theirs = bestRun(1, 'tshark', ['-n', '-q', '-r', file, '-z', tap]);
  const times = theirs ? (theirs.processor * 1000) / milliseconds : undefined;
  return {
    what,
    measured: `${milliseconds.toFixed(0)} ms`,
    peer:
      theirs && times
        ? `tshark -z ${tap} ${theirs.processor.toFixed(1)} s: ${times.toFixed(0)} x as fast`
        : 'tshark is not installed',
    aim: `${AIM.statistics} x tshark`,
    ...(times && { reached: times >= AIM.statistics }),
  };
}

function search(how: string, milliseconds: number, bytes: number): Finding {
  const speed = (bytes / milliseconds) * 1000;
  return {
    what: `find a text that is not there, ${how}`,
    measured: `${milliseconds.toFixed(0)} ms for ${(bytes / 1e6).toFixed(0)} MB: ${(speed / 1e9).toFixed(2)} GB/s`,
    aim: '1 GB/s',
    reached: speed >= AIM.find,
  };
}
