import { readFile } from 'node:fs/promises';

/** Frames and bytes an interface has received and sent since it came up. */
export interface Counters {
  readonly packets: number;
  readonly bytes: number;
}

/** Counters of all interfaces, from /proc/net/dev; empty where there is no such file. */
export async function interfaceCounters(): Promise<Map<string, Counters>> {
  const text = await readFile('/proc/net/dev', 'utf8').catch(() => '');
  return parseCounters(text);
}

/** Columns of /proc/net/dev: eight of receiving, then eight of sending; bytes and packets come first in each. */
export function parseCounters(text: string): Map<string, Counters> {
  const out = new Map<string, Counters>();
  for (const line of text.split('\n').slice(2)) {
    const colon = line.lastIndexOf(':');
    if (colon < 0) continue;
    const n = line
      .slice(colon + 1)
      .trim()
      .split(/\s+/)
      .map(Number);
    if (n.length < 16 || n.some(Number.isNaN)) continue;
    const name = line.slice(0, colon).trim();
    // The loopback interface counts a frame once as sent and once as received.
    const both = name === 'lo' ? 0 : 1;
    out.set(name, { bytes: n[0] + both * n[8], packets: n[1] + both * n[9] });
  }
  return out;
}
