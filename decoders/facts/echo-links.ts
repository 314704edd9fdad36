import type { FrameRecord } from '../model/dissection.ts';
import { Uint32Column } from './columns.ts';
import { FrameLinks } from './frame-links.ts';

const WORDS = 4;

/**
 * Echo requests and the replies to them, matched by both addresses (in either direction), identifier, sequence number and
 * checksum: request and reply carry the same data, so their checksums differ by their types alone. A request that is
 * repeated takes the place of the earlier one; only the first reply counts.
 */
export class EchoLinks {
  readonly links = new FrameLinks();
  private readonly seconds = new Uint32Column();
  private readonly nanoseconds = new Uint32Column();
  /** Four words per key: lower and higher address id, checksum, identifier and sequence number. */
  private keys = new Int32Array(WORDS * 256);
  /** Newest link of each key. */
  private newest = new Int32Array(256);
  private slots = new Int32Array(512).fill(-1);
  private count = 0;

  /** @param checksum what the reply's checksum would be without its type, the same for request and reply */
  request(a: number, b: number, checksum: number, echo: number, record: FrameRecord): void {
    const link = this.links.add(record.number);
    this.seconds.set(link, record.seconds);
    this.nanoseconds.set(link, record.nanoseconds);
    const slot = this.slot(Math.min(a, b), Math.max(a, b), checksum, echo);
    const known = this.slots[slot];
    if (known >= 0) this.newest[known] = link;
    else this.insert(slot, Math.min(a, b), Math.max(a, b), checksum, echo, link);
  }

  reply(a: number, b: number, checksum: number, echo: number, record: FrameRecord): void {
    const known = this.slots[this.slot(Math.min(a, b), Math.max(a, b), checksum, echo)];
    if (known < 0) return;
    const link = this.newest[known];
    if (this.links.response.get(link) !== 0) return;
    const nanoseconds = record.nanoseconds - this.nanoseconds.get(link);
    this.links.answer(link, record.number, record.seconds - this.seconds.get(link) + nanoseconds / 1e9);
  }

  private insert(slot: number, a: number, b: number, checksum: number, echo: number, link: number): void {
    const at = this.count++;
    if (at === this.newest.length) {
      this.newest = doubled(this.newest);
      this.keys = doubled(this.keys);
    }
    this.keys[at * WORDS] = a;
    this.keys[at * WORDS + 1] = b;
    this.keys[at * WORDS + 2] = checksum;
    this.keys[at * WORDS + 3] = echo;
    this.newest[at] = link;
    this.slots[slot] = at;
    if (this.count * 2 > this.slots.length) this.rehash();
  }

  private slot(a: number, b: number, checksum: number, echo: number): number {
    const { keys: k, slots } = this;
    const last = slots.length - 1;
    let slot = hash(a, b, checksum, echo) & last;
    for (;;) {
      const at = slots[slot];
      if (at < 0) return slot;
      const row = at * WORDS;
      if (k[row + 3] === echo && k[row + 2] === checksum && k[row] === a && k[row + 1] === b) return slot;
      slot = (slot + 1) & last;
    }
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const k = this.keys;
    for (let at = 0; at < this.count; at++) {
      const row = at * WORDS;
      this.slots[this.slot(k[row], k[row + 1], k[row + 2], k[row + 3])] = at;
    }
  }
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  to.set(from);
  return to;
}

function hash(a: number, b: number, checksum: number, echo: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(echo, 0xc2b2ae35) ^ checksum;
  h = Math.imul(h ^ (h >>> 15), 0x27d4eb2f);
  return h ^ (h >>> 13);
}
