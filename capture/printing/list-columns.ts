import type { Dissection } from '../../decoders/model/dissection.ts';
import { type Summary, summary } from '../../decoders/tree/summary.ts';
import { type FrameTimes, frameTime, type TimeFormat } from '../passes/frame-time.ts';

type Cell = (s: Summary, d: Dissection, times: FrameTimes, timeFormat: TimeFormat) => string;

/** The packet list's columns. */
const columns: ReadonlyMap<string, Cell> = new Map<string, Cell>([
  ['no.', (_, d) => String(d.record.number)],
  ['time', (_, d, times, timeFormat) => frameTime(times, d.record.number, timeFormat)],
  ['source', (s) => s.source],
  ['destination', (s) => s.destination],
  ['protocol', (s) => s.protocol],
  ['length', (s) => String(s.length)],
  ['info', (s) => s.info],
]);

/** Names that Wireshark has had for them. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['number', 'no.'],
  ['def_src', 'source'],
  ['def_dst', 'destination'],
  ['packet_length', 'length'],
]);

const PREFIX = '_ws.col.';

/** The column that a field name such as `_ws.col.Info` stands for, whatever its capitals; undefined for other names. */
export function listColumn(name: string): Cell | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const title = name.slice(PREFIX.length).toLowerCase();
  return columns.get(aliases.get(title) ?? title);
}

/** Texts of columns of the frame just decoded; undefined columns have none. */
export function listCells(
  d: Dissection,
  wanted: readonly (Cell | undefined)[],
  times: FrameTimes,
  timeFormat: TimeFormat,
): (string | undefined)[] {
  const s = summary(d);
  return wanted.map((cell) => cell?.(s, d, times, timeFormat));
}
