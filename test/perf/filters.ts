import { bestRun, runProgram } from './measure.ts';
import type { Section } from './section.ts';

/** Filters that rows decide, and filters for which frames are decoded again. */
const byRows = [
  'tcp.port == 443',
  'ip.addr == 10.0.0.0/16',
  'tcp.flags.syn == 1 and tcp.flags.ack == 0',
  'dns or http',
];
const byDecoding = ['http.host contains "a"', 'dns.qry.name matches "^www"', 'ip.ttl < 60', 'tcp.len > 500'];
/** Milliseconds for a million frames. */
const AIM = 50;
const FASTER = { rows: 200, decoding: 20 };

interface Found {
  readonly text: string;
  readonly milliseconds: number;
  readonly frames: number;
  readonly decoded: number;
}

/** Display filters over an indexed capture, in processor time, beside `tshark -Y` with its reading of the file. */
export const filters: Section = {
  name: 'filters',
  title: 'display filters over all frames',
  run({ file }) {
    const { count, found } = runProgram<{ count: number; found: Found[] }>('filters.ts', [
      file,
      ...byRows,
      ...byDecoding,
    ]);
    const peer = (filter: string) =>
      bestRun(1, 'tshark', ['-n', '-r', file, '-Y', filter, '-T', 'fields', '-e', 'frame.number']);
    const theirs = { rows: peer(byRows[0]), decoding: peer(byDecoding[0]) };
    return found.map(({ text, milliseconds, frames, decoded }) => {
      const kind = byRows.includes(text) ? 'rows' : 'decoding';
      const other = theirs[kind];
      const times = other ? (other.processor * 1000) / milliseconds : undefined;
      const million = (milliseconds * 1e6) / count;
      return {
        what: `filter ${text}`,
        measured: `${milliseconds.toFixed(0)} ms (${million.toFixed(0)} ms a million frames), ${frames} found, ${decoded} decoded`,
        peer:
          other && times
            ? `tshark -Y ${other.processor.toFixed(1)} s: ${times.toFixed(0)} x as fast`
            : 'tshark is not installed',
        aim: kind === 'rows' ? `${AIM} ms a million frames, ${FASTER.rows} x tshark` : `${FASTER.decoding} x tshark`,
        ...(times && { reached: times >= FASTER[kind] && (kind === 'decoding' || million <= AIM) }),
      };
    });
  },
};
