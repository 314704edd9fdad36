import type { Packet } from '../model/packet.ts';
import type { AddressTable } from './address-table.ts';
import { Int32Column, Uint8Column, Uint16Column, Uint32Column } from './columns.ts';

/** Kinds of conversations; each is numbered on its own, as `tcp.stream` and `udp.stream` are. */
export const TCP = 6;
export const UDP = 17;

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
  readonly kind = new Uint8Column();
  readonly stream = new Uint32Column();
  readonly client = new Uint32Column();
  readonly server = new Uint32Column();
  readonly clientPort = new Uint16Column();
  readonly serverPort = new Uint16Column();
  readonly firstFrame = new Uint32Column();
  readonly lastFrame = new Uint32Column();
  readonly earlier = new Int32Column();
  private readonly addresses: AddressTable;
  /** Four words per conversation, for comparison: client, server, both ports, kind. */
  private keys = new Int32Array(4 * 1024);
  private slots = new Int32Array(1 << 12).fill(-1);
  private readonly streams = new Map<number, number>();
  private tuples = 0;
  /** Direction of the last answer: 0 when the packet's source is the client. */
  direction = 0;
  /** True when the last answer of {@link learn} or {@link renew} was begun by it. */
  begun = false;

  constructor(addresses: AddressTable) {
    this.addresses = addresses;
  }

  /** The conversation of the packet's registers at a frame, or -1. */
  find(kind: number, p: Packet, frame: number): number {
    const a = this.addresses.find(p.sourceKind, p.source0, p.source1, p.source2, p.source3);
    const b = this.addresses.find(p.targetKind, p.target0, p.target1, p.target2, p.target3);
    if (a < 0 || b < 0) return -1;
    let at = this.slots[this.slot(kind, a, p.sourcePort, b, p.targetPort)];
    while (at >= 0 && this.firstFrame.get(at) > frame) at = this.earlier.get(at);
    return at < 0 ? -1 : this.oriented(at, a, p.sourcePort);
  }

  /** The conversation of the packet's registers, begun with it if there is none. */
  learn(kind: number, p: Packet, frame: number): number {
    const a = this.addresses.sourceOf(p);
    const b = this.addresses.targetOf(p);
    const slot = this.slot(kind, a, p.sourcePort, b, p.targetPort);
    const at = this.slots[slot];
    if (at < 0) return this.begin(slot, kind, a, p.sourcePort, b, p.targetPort, frame, -1);
    this.lastFrame.set(at, frame);
    this.begun = false;
    return this.oriented(at, a, p.sourcePort);
  }

  /** Ends the conversation as far as its tuple goes: the packet begins another one. */
  renew(kind: number, p: Packet, frame: number): number {
    const a = this.addresses.sourceOf(p);
    const b = this.addresses.targetOf(p);
    const slot = this.slot(kind, a, p.sourcePort, b, p.targetPort);
    return this.begin(slot, kind, a, p.sourcePort, b, p.targetPort, frame, this.slots[slot]);
  }

  private oriented(at: number, source: number, port: number): number {
    const k = this.keys;
    this.direction = k[at * 4] === source && k[at * 4 + 2] >>> 16 === port ? 0 : 1;
    return at;
  }

  private begin(
    slot: number,
    kind: number,
    a: number,
    aPort: number,
    b: number,
    bPort: number,
    frame: number,
    earlier: number,
  ): number {
    const at = this.count++;
    if (at * 4 === this.keys.length) {
      const keys = new Int32Array(this.keys.length * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    this.keys[at * 4] = a;
    this.keys[at * 4 + 1] = b;
    this.keys[at * 4 + 2] = (aPort << 16) | bPort;
    this.keys[at * 4 + 3] = kind;
    const stream = this.streams.get(kind) ?? 0;
    this.streams.set(kind, stream + 1);
    this.kind.set(at, kind);
    this.stream.set(at, stream);
    this.client.set(at, a);
    this.clientPort.set(at, aPort);
    this.server.set(at, b);
    this.serverPort.set(at, bPort);
    this.firstFrame.set(at, frame);
    this.lastFrame.set(at, frame);
    this.earlier.set(at, earlier);
    this.slots[slot] = at;
    this.direction = 0;
    this.begun = true;
    if (earlier < 0 && ++this.tuples * 2 > this.slots.length) this.rehash();
    return at;
  }

  /** The slot that holds the tuple's newest conversation, or the free one where it belongs. */
  private slot(kind: number, a: number, aPort: number, b: number, bPort: number): number {
    const last = this.slots.length - 1;
    let slot = hash(kind, a, aPort, b, bPort) & last;
    for (;;) {
      const at = this.slots[slot];
      if (at < 0 || this.is(at, kind, a, aPort, b, bPort)) return slot;
      slot = (slot + 1) & last;
    }
  }

  private is(at: number, kind: number, a: number, aPort: number, b: number, bPort: number): boolean {
    const k = this.keys;
    const row = at * 4;
    const ports = k[row + 2];
    return (
      ((k[row] === a && k[row + 1] === b && ports === ((aPort << 16) | bPort)) ||
        (k[row] === b && k[row + 1] === a && ports === ((bPort << 16) | aPort))) &&
      k[row + 3] === kind
    );
  }

  private rehash(): void {
    const old = this.slots;
    this.slots = new Int32Array(old.length * 2).fill(-1);
    const last = this.slots.length - 1;
    for (const at of old) {
      if (at < 0) continue;
      let slot =
        hash(
          this.kind.get(at),
          this.client.get(at),
          this.clientPort.get(at),
          this.server.get(at),
          this.serverPort.get(at),
        ) & last;
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
