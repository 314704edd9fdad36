import type { PacketTable } from '../store/packet-table.ts';
import type { StreamForm } from './row.ts';
import type { Direction } from './tcp-assembler.ts';

/** What the lines before a chunk's bytes tell. */
export interface ChunkFacts {
  readonly frame: number;
  readonly direction: Direction;
  /** Chunks of its direction before it. */
  readonly number: number;
  readonly time: string;
}

/** The lines before the bytes of a chunk in forms that are read by programs. */
export function chunkHead(form: StreamForm, { frame, direction, number, time }: ChunkFacts): readonly string[] {
  if (form === 'c') return [`char peer${direction}_${number}[] = { /* Packet ${frame} */`];
  if (form !== 'yaml') return [];
  return [`  - packet: ${frame}`, `    peer: ${direction}`, `    timestamp: ${time}`, '    data: !!binary |'];
}

/** Seconds since 1970 with nanoseconds. */
export function timeText({ seconds, nanoseconds }: PacketTable, frame: number): string {
  return `${seconds.get(frame)}.${String(Math.max(0, nanoseconds.get(frame))).padStart(9, '0')}`;
}
