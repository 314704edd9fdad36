import { IPV4, type Packet } from '../model/packet.ts';
import type { AddressTable } from './address-table.ts';
import { Int32Column, Uint32Column } from './columns.ts';

/** Kinds of conversations; each is numbered on its own, as `tcp.stream` and `udp.stream` are. */
export const TCP = 6;
export const UDP = 17;

/** Sides of a conversation: the one that was seen first, and the other. */
export const CLIENT = 0;
export const SERVER = 1;

// Columns of the keys, behind both sides
const PORTS = 2;
const SORT = 3;
const CLIENT_ID = 4;
const SERVER_ID = 5;
const STREAM = 6;
const WIDTH = 8;
/** Bit of SORT: the sides are ids of addresses. */
const BY_ID = 0x100;
/** Bits of SORT that are the kind. */
const KIND = 0xff;

/**
 * Conversations of the transport layer, found by both addresses, both ports and kind, in either direction.
 *
 * | column | content |
 * |---|---|
 * | kind, stream | protocol and number within the kind, from 0 |
 * | client, clientPort | address id and port of the side that was seen first |
 * | server, serverPort | the other side |
 * | firstFrame, lastFrame | frame numbers |
 * | earlier | the conversation that used the same addresses and ports before, or -1 |
 *
 * A tuple that is used again (a new SYN with another sequence number) begins a new conversation, chained to the earlier
 * one; {@link find} gives the one that was current at a frame, so a later pass sees what the first pass saw.
 */
export class Conversations {
  count = 0;
  readonly kind = { get: (at: number) => this.keys[at * WIDTH + SORT] & KIND };
  readonly stream = { get: (at: number) => this.streamOf(at) };
  readonly client = { get: (at: number) => this.addressOf(at, CLIENT) };
  readonly server = { get: (at: number) => this.addressOf(at, SERVER) };
  readonly clientPort = { get: (at: number) => this.portOf(at, CLIENT) };
  readonly serverPort = { get: (at: number) => this.portOf(at, SERVER) };
  readonly firstFrame = new Uint32Column();
  readonly lastFrame = new Uint32Column();
  readonly earlier = new Int32Column();
  private readonly addresses: AddressTable;
  /**
   * Eight words per conversation, what a segment needs to find it and its place: client, server, both ports, kind, ids
   * of both addresses, stream. A side is its IPv4 address, or the id of another one and {@link BY_ID} in the kind.
   */
  private keys = new Int32Array(WIDTH * 1024);
  private slots = new Int32Array(1 << 12).fill(-1);
  private readonly streams = new Map<number, number>();
  private tuples = 0;
  // The packet being looked up: both sides as in the keys
  private source = 0;
  private target = 0;
  private sort = 0;
  /** Direction of the last answer: 0 when the packet's source is the client. */
  direction = 0;
  /** True when the last answer of {@link learn} or {@link renew} was begun by it. */
  begun = false;

  constructor(addresses: AddressTable) {
    this.addresses = addresses;
  }

  /** The conversation of the packet's registers at a frame, or -1. */
  find(kind: number, p: Packet, frame: number): number {
    if (!this.seek(kind, p, false)) return -1;
    let at = this.slots[this.slot(p.sourcePort, p.targetPort)];
    while (at >= 0 && this.firstFrame.get(at) > frame) at = this.earlier.get(at);
    if (at >= 0) this.orient(at, p);
    return at;
  }

  /** The conversation of the packet's registers, begun with it if there is none. */
  learn(kind: number, p: Packet, frame: number): number {
    this.seek(kind, p, true);
    const slot = this.slot(p.sourcePort, p.targetPort);
    const at = this.slots[slot];
    if (at < 0) return this.begin(slot, kind, p, frame, -1);
    this.lastFrame.set(at, frame);
    this.begun = false;
    this.orient(at, p);
    return at;
  }

  /** Ends the conversation as far as its tuple goes: the packet begins another one. */
  renew(kind: number, p: Packet, frame: number): number {
    this.seek(kind, p, true);
    const slot = this.slot(p.sourcePort, p.targetPort);
    return this.begin(slot, kind, p, frame, this.slots[slot]);
  }

  /** Number of a conversation within its kind. */
  streamOf(at: number): number {
    return this.keys[at * WIDTH + STREAM];
  }

  /** Address id of a side, {@link CLIENT} or {@link SERVER}. */
  addressOf(at: number, side: number): number {
    return this.keys[at * WIDTH + CLIENT_ID + side];
  }

  /** Port of a side. */
  portOf(at: number, side: number): number {
    const ports = this.keys[at * WIDTH + PORTS];
    return side === CLIENT ? ports >>> 16 : ports & 0xffff;
  }

  /** Takes both sides of the packet. False when an address is new and none may be learned. */
  private seek(kind: number, p: Packet, learning: boolean): boolean {
    if (p.sourceKind === IPV4 && p.targetKind === IPV4) {
      this.source = p.source0;
      this.target = p.target0;
      this.sort = kind;
      return true;
    }
    const a = this.addresses;
    this.source = learning ? a.sourceOf(p) : a.find(p.sourceKind, p.source0, p.source1, p.source2, p.source3);
    this.target = learning ? a.targetOf(p) : a.find(p.targetKind, p.target0, p.target1, p.target2, p.target3);
    this.sort = kind | BY_ID;
    return this.source >= 0 && this.target >= 0;
  }

  /** Tells the direction, and the packet the ids of its addresses: nobody needs to look them up. */
  private orient(at: number, p: Packet): void {
    const k = this.keys;
    const row = at * WIDTH;
    const forward = k[row] === this.source && k[row + PORTS] >>> 16 === p.sourcePort;
    this.direction = forward ? 0 : 1;
    p.sourceId = k[row + (forward ? CLIENT_ID : SERVER_ID)];
    p.targetId = k[row + (forward ? SERVER_ID : CLIENT_ID)];
  }

  private begin(slot: number, kind: number, p: Packet, frame: number, earlier: number): number {
    const at = this.count++;
    const row = at * WIDTH;
    if (row === this.keys.length) {
      const keys = new Int32Array(this.keys.length * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    const { keys, addresses } = this;
    const stream = this.streams.get(kind) ?? 0;
    this.streams.set(kind, stream + 1);
    keys[row] = this.source;
    keys[row + 1] = this.target;
    keys[row + PORTS] = (p.sourcePort << 16) | p.targetPort;
    keys[row + SORT] = this.sort;
    keys[row + CLIENT_ID] = addresses.sourceOf(p);
    keys[row + SERVER_ID] = addresses.targetOf(p);
    keys[row + STREAM] = stream;
    this.firstFrame.set(at, frame);
    this.lastFrame.set(at, frame);
    this.earlier.set(at, earlier);
    this.slots[slot] = at;
    this.direction = 0;
    this.begun = true;
    if (earlier < 0 && ++this.tuples * 2 > this.slots.length) this.rehash();
    return at;
  }

  /** The slot that holds the newest conversation of the sides being looked up, or the free one where it belongs. */
  private slot(sourcePort: number, targetPort: number): number {
    const { slots, keys, source, target, sort } = this;
    const last = slots.length - 1;
    const there = (sourcePort << 16) | targetPort;
    const back = (targetPort << 16) | sourcePort;
    let slot = hash(sort, source, sourcePort, target, targetPort) & last;
    for (;;) {
      const at = slots[slot];
      if (at < 0) return slot;
      const row = at * WIDTH;
      const one = keys[row];
      const other = keys[row + 1];
      const ports = keys[row + PORTS];
      const same =
        (ports === there && one === source && other === target) ||
        (ports === back && one === target && other === source);
      if (same && keys[row + SORT] === sort) return slot;
      slot = (slot + 1) & last;
    }
  }

  private rehash(): void {
    const { keys, slots: old } = this;
    this.slots = new Int32Array(old.length * 2).fill(-1);
    const last = this.slots.length - 1;
    for (const at of old) {
      if (at < 0) continue;
      const row = at * WIDTH;
      const ports = keys[row + PORTS];
      let slot = hash(keys[row + SORT], keys[row], ports >>> 16, keys[row + 1], ports & 0xffff) & last;
      while (this.slots[slot] >= 0) slot = (slot + 1) & last;
      this.slots[slot] = at;
    }
  }
}

/** The same for both directions. */
function hash(kind: number, a: number, aPort: number, b: number, bPort: number): number {
  const one = Math.imul(a ^ Math.imul(aPort, 0x9e3779b1), 0x85ebca6b);
  const two = Math.imul(b ^ Math.imul(bPort, 0x9e3779b1), 0x85ebca6b);
  let h = Math.imul((one ^ two) + kind + Math.imul(one, two), 0xc2b2ae35);
  h ^= h >>> 15;
  return Math.imul(h, 0x27d4eb2f) ^ (h >>> 13);
}
