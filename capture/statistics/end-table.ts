import type { PairTable } from './pair-table.ts';

/** One address, with its port where there are ports, and what it sent and received. */
export interface End {
  readonly address: number;
  readonly port: number;
  sentFrames: number;
  sentBytes: number;
  receivedFrames: number;
  receivedBytes: number;
  /** Seconds since the capture's first frame. */
  start: number;
  end: number;
  firstFrame: number;
}

/** The endpoints of a layer's conversations, in the order in which they appear. */
export function endsOf(pairs: PairTable): End[] {
  const ends = new Map<number, End>();
  const add = (row: number, address: number, port: number, sent: boolean): void => {
    const key = address * 65_536 + port;
    let end = ends.get(key);
    const start = pairs.start.get(row);
    if (!end) {
      end = {
        address,
        port,
        sentFrames: 0,
        sentBytes: 0,
        receivedFrames: 0,
        receivedBytes: 0,
        start,
        end: start,
        firstFrame: pairs.firstFrame.get(row),
      };
      ends.set(key, end);
    }
    end.sentFrames += sent ? pairs.sentFrames.get(row) : pairs.receivedFrames.get(row);
    end.sentBytes += sent ? pairs.sentBytes.get(row) : pairs.receivedBytes.get(row);
    end.receivedFrames += sent ? pairs.receivedFrames.get(row) : pairs.sentFrames.get(row);
    end.receivedBytes += sent ? pairs.receivedBytes.get(row) : pairs.sentBytes.get(row);
    end.start = Math.min(end.start, start);
    end.end = Math.max(end.end, pairs.end.get(row));
  };
  for (let row = 0; row < pairs.count; row++) {
    add(row, pairs.a.get(row), pairs.aPort.get(row), true);
    add(row, pairs.b.get(row), pairs.bPort.get(row), false);
  }
  return [...ends.values()];
}
