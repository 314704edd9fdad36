/** Limits of what waits for its missing fragments: datagrams, and bytes of all of them. */
export const MAX_PENDING = 1024;
export const MAX_PENDING_BYTES = 32 << 20;
/** Fragments and stored bytes of one datagram: enough for 64 KiB in pieces of eight bytes, and for overlaps. */
const MAX_FRAGMENTS = 8192;
const MAX_BYTES = 256 << 10;

const BUCKETS = 1 << 11;
const SMALL_BUFFER = 1 << 12;
/** Datagrams kept for use again, with buffers up to this size. */
const MAX_FREE = 64;
const MAX_FREE_BYTES = 1 << 16;

/** A datagram some of whose fragments have arrived. Objects are used again for other datagrams. */
export class PendingDatagram {
  a = 0;
  b = 0;
  ident = 0;
  protocol = 0;
  /** Row of the datagram in the fragment table. */
  datagram = 0;
  /** Length of the datagram, -1 until its last fragment has arrived. */
  end = -1;
  flags = 0;
  /** Rows of the fragments in order of arrival, and where their payloads begin in {@link bytes}. */
  count = 0;
  rows = new Int32Array(8);
  bytes: Uint8Array = new Uint8Array(SMALL_BUFFER);
  used = 0;
  /** Next of the same bucket; neighbours by age. */
  chained: PendingDatagram | undefined;
  older: PendingDatagram | undefined;
  younger: PendingDatagram | undefined;
  private starts = new Int32Array(8);
  /** Offset and end of the fragments, ascending by offset. */
  private offsets = new Int32Array(8);
  private ends = new Int32Array(8);

  /** False when the datagram takes too much room. */
  add(row: number, offset: number, length: number, bytes: Uint8Array, start: number): boolean {
    if (this.count === MAX_FRAGMENTS || this.used + length > MAX_BYTES) return false;
    const at = this.count++;
    if (at === this.rows.length) this.growRows();
    if (this.used + length > this.bytes.length) this.growBytes(this.used + length);
    this.rows[at] = row;
    this.starts[at] = this.used;
    this.bytes.set(bytes.subarray(start, start + length), this.used);
    this.used += length;
    let place = at;
    while (place > 0 && this.offsets[place - 1] > offset) place--;
    this.offsets.copyWithin(place + 1, place, at);
    this.ends.copyWithin(place + 1, place, at);
    this.offsets[place] = offset;
    this.ends[place] = offset + length;
    return true;
  }

  /** True when the last fragment has arrived and nothing is missing before it. */
  isComplete(): boolean {
    if (this.end < 0 || this.used < this.end) return false;
    let reached = 0;
    for (let i = 0; i < this.count && this.offsets[i] <= reached; i++) {
      if (this.ends[i] > reached) reached = this.ends[i];
    }
    return reached >= this.end;
  }

  /** Where the payload of a fragment begins in {@link bytes}; its row must be one of {@link rows}. */
  startOf(row: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle] < row) low = middle + 1;
      else high = middle;
    }
    return this.starts[low];
  }

  private growRows(): void {
    this.rows = grown(this.rows);
    this.starts = grown(this.starts);
    this.offsets = grown(this.offsets);
    this.ends = grown(this.ends);
  }

  private growBytes(needed: number): void {
    const bytes = new Uint8Array(Math.min(MAX_BYTES, Math.max(needed, this.bytes.length * 2)));
    bytes.set(this.bytes.subarray(0, this.used));
    this.bytes = bytes;
  }
}

function grown(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}

/** Datagrams that wait for fragments: a bounded number, the oldest is given up for a new one. */
export class PendingDatagrams {
  private readonly buckets: (PendingDatagram | undefined)[] = new Array(BUCKETS).fill(undefined);
  private readonly free: PendingDatagram[] = [];
  private oldest: PendingDatagram | undefined;
  private youngest: PendingDatagram | undefined;
  count = 0;
  /** Bytes of the buffers of all waiting datagrams. */
  held = 0;

  /** The datagram that waits under a key, or an empty one that does from now on. */
  claim(a: number, b: number, ident: number, protocol: number): PendingDatagram {
    const bucket = bucketOf(a, b, ident, protocol);
    for (let d = this.buckets[bucket]; d; d = d.chained) {
      if (d.ident === ident && d.a === a && d.b === b && d.protocol === protocol) return d;
    }
    if (this.oldest && this.count >= MAX_PENDING) this.release(this.oldest);
    const d = this.free.pop() ?? new PendingDatagram();
    d.a = a;
    d.b = b;
    d.ident = ident;
    d.protocol = protocol;
    d.end = -1;
    d.flags = d.count = d.used = 0;
    d.chained = this.buckets[bucket];
    this.buckets[bucket] = d;
    d.older = this.youngest;
    d.younger = undefined;
    if (this.youngest) this.youngest.younger = d;
    else this.oldest = d;
    this.youngest = d;
    this.count++;
    this.held += d.bytes.length;
    return d;
  }

  /**
   * Adds a fragment to a waiting datagram, at the cost of the oldest ones when memory is short. False when the datagram
   * takes too much room; it is then given up.
   */
  add(d: PendingDatagram, row: number, offset: number, length: number, bytes: Uint8Array, start: number): boolean {
    const before = d.bytes.length;
    const added = d.add(row, offset, length, bytes, start);
    this.held += d.bytes.length - before;
    if (!added) this.release(d);
    while (this.held > MAX_PENDING_BYTES && this.oldest && this.oldest !== d) this.release(this.oldest);
    return added;
  }

  release(d: PendingDatagram): void {
    const bucket = bucketOf(d.a, d.b, d.ident, d.protocol);
    let at = this.buckets[bucket];
    if (at === d) this.buckets[bucket] = d.chained;
    else {
      while (at && at.chained !== d) at = at.chained;
      if (at) at.chained = d.chained;
    }
    if (d.older) d.older.younger = d.younger;
    else this.oldest = d.younger;
    if (d.younger) d.younger.older = d.older;
    else this.youngest = d.older;
    d.chained = d.older = d.younger = undefined;
    this.count--;
    this.held -= d.bytes.length;
    if (this.free.length < MAX_FREE && d.bytes.length <= MAX_FREE_BYTES) this.free.push(d);
  }
}

function bucketOf(a: number, b: number, ident: number, protocol: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(ident, 0xc2b2ae35) ^ protocol;
  h ^= h >>> 15;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 13)) & (BUCKETS - 1);
}
