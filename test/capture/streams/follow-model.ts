import type { Sent } from './assembled.ts';

interface Fragment {
  readonly frame: number;
  readonly seq: number;
  readonly data: string;
}

/**
 * What "Follow TCP Stream" of Wireshark 4.0 gives for segments (except that it takes the sequence number 0 for none), written down as plainly as possible: lists, one pass over
 * the waiting fragments after another, numbers compared modulo 2^32. Chunks as `1 > GET`.
 */
export function modelOfFollowing(sent: readonly Sent[]): string[] {
  const out: string[] = [];
  const next = [0, 0];
  const begun = [false, false];
  const waiting: [Fragment[], Fragment[]] = [[], []];
  const give = (frame: number, side: number, data: string): void => {
    if (data.length > 0) out.push(`${frame} ${'><'[side]} ${data}`);
  };

  const check = (side: 0 | 1, ack: number | null, frame: number): boolean => {
    const list = waiting[side];
    if (list.length === 0) return false;
    let lowest = list[0].seq;
    for (const [i, f] of list.entries()) {
      if (before(f.seq, lowest)) lowest = f.seq;
      if (f.seq === next[side] || before(f.seq, next[side])) {
        const known = difference(next[side], f.seq);
        if (f.data.length > known) {
          give(f.frame, side, f.data.slice(known));
          next[side] = (next[side] + f.data.length - known) >>> 0;
        }
        list.splice(i, 1);
        return true;
      }
    }
    if (ack === null || !before(lowest, ack)) return false;
    out.push(`${frame} ${'><'[side]} [${difference(lowest, next[side])} missing]`);
    next[side] = lowest;
    return true;
  };

  for (const [i, s] of sent.entries()) {
    const frame = i + 1;
    const side = s.from ?? 0;
    while (check((1 - side) as 0 | 1, (s.ack ?? 0) >>> 0, frame));
    let seq = (s.flags?.includes('S') ? s.seq + 1 : s.seq) >>> 0;
    let data = s.data ?? '';
    let length = s.length ?? data.length;
    if (!begun[side]) next[side] = seq;
    begun[side] = true;
    if (before(seq, next[side])) {
      const end = (seq + length) >>> 0;
      if (before(next[side], end)) {
        const known = difference(next[side], seq);
        data = data.slice(known);
        length -= known;
        seq = next[side];
      }
    }
    if (data.length === 0 || before(seq, next[side])) continue;
    if (seq !== next[side]) waiting[side].push({ frame, seq, data });
    else {
      next[side] = (next[side] + length) >>> 0;
      give(frame, side, data);
      while (check(side, null, frame));
    }
  }
  return out;
}

function difference(a: number, b: number): number {
  return (a - b) | 0;
}

function before(a: number, b: number): boolean {
  return difference(a, b) < 0;
}
