import { Uint32Column } from '../../decoders/facts/columns.ts';
import { CLIENT, type Conversations, SERVER } from '../../decoders/facts/conversations.ts';

/** Begins the values of frames that are not as their conversation says. */
const OTHER = 0x8000_0000;
// Columns of the other ends
const SOURCE = 0;
const DESTINATION = 1;
const PORTS = 2;
const CONVERSATION = 3;
const WIDTH = 4;
const INITIAL = 1 << 8;

/**
 * Who sent each frame to whom, in four bytes a frame: addresses, ports and conversation.
 *
 * | value | content |
 * |---|---|
 * | 0 | no addresses |
 * | `(conversation + 1) * 2 + backward` | the ends are those of the conversation |
 * | `2^31 + n` | row n of a table of other ends: frames without ports, tunnels; equal ends share a row |
 *
 * Example: the third frame of conversation 6, from its server, has the value 15.
 */
export class FrameEnds {
  readonly values = new Uint32Column();
  conversations: Conversations | undefined;
  private others = new Int32Array(WIDTH * INITIAL);
  private count = 0;
  private slots = new Int32Array(2 * INITIAL).fill(-1);

  /** The value of ends; `conversation` from 1, 0 for none. */
  valueOf(
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
    conversation: number,
    backward: boolean,
  ): number {
    const ports = (sourcePort << 16) | destinationPort;
    if (conversation !== 0) {
      const c = this.conversations!;
      const at = conversation - 1;
      const from = backward ? SERVER : CLIENT;
      if (
        c.addressOf(at, from) === source &&
        c.addressOf(at, from ^ 1) === destination &&
        c.portOf(at, from) === sourcePort &&
        c.portOf(at, from ^ 1) === destinationPort
      )
        return conversation * 2 + (backward ? 1 : 0);
    } else if (source === 0 && destination === 0 && ports === 0) return 0;
    return OTHER + this.other(source, destination, ports, conversation);
  }

  source(frame: number): number {
    const value = this.values.get(frame);
    if (value >= OTHER) return this.others[(value - OTHER) * WIDTH + SOURCE];
    return value === 0 ? 0 : this.conversations!.addressOf((value >>> 1) - 1, value & 1);
  }

  destination(frame: number): number {
    const value = this.values.get(frame);
    if (value >= OTHER) return this.others[(value - OTHER) * WIDTH + DESTINATION];
    return value === 0 ? 0 : this.conversations!.addressOf((value >>> 1) - 1, (value & 1) ^ 1);
  }

  sourcePort(frame: number): number {
    const value = this.values.get(frame);
    if (value >= OTHER) return this.others[(value - OTHER) * WIDTH + PORTS] >>> 16;
    return value === 0 ? 0 : this.conversations!.portOf((value >>> 1) - 1, value & 1);
  }

  destinationPort(frame: number): number {
    const value = this.values.get(frame);
    if (value >= OTHER) return this.others[(value - OTHER) * WIDTH + PORTS] & 0xffff;
    return value === 0 ? 0 : this.conversations!.portOf((value >>> 1) - 1, (value & 1) ^ 1);
  }

  /** Index + 1 into the conversations, 0 for none. */
  conversation(frame: number): number {
    const value = this.values.get(frame);
    return value >= OTHER ? this.others[(value - OTHER) * WIDTH + CONVERSATION] : value >>> 1;
  }

  get byteLength(): number {
    return this.values.byteLength + this.others.byteLength + this.slots.byteLength;
  }

  private other(source: number, destination: number, ports: number, conversation: number): number {
    const { slots, others } = this;
    const last = slots.length - 1;
    let slot = hash(source, destination, ports, conversation) & last;
    for (; slots[slot] >= 0; slot = (slot + 1) & last) {
      const row = slots[slot] * WIDTH;
      if (
        others[row + SOURCE] === source &&
        others[row + DESTINATION] === destination &&
        others[row + PORTS] === ports &&
        others[row + CONVERSATION] === conversation
      )
        return slots[slot];
    }
    const at = this.count++;
    slots[slot] = at;
    if (at * WIDTH === others.length) {
      this.others = new Int32Array(others.length * 2);
      this.others.set(others);
    }
    this.others.set([source, destination, ports, conversation], at * WIDTH);
    if (this.count * 2 > slots.length) this.rehash();
    return at;
  }

  private rehash(): void {
    const { others } = this;
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const last = this.slots.length - 1;
    for (let at = 0; at < this.count; at++) {
      const row = at * WIDTH;
      let slot = hash(others[row], others[row + 1], others[row + 2], others[row + 3]) & last;
      while (this.slots[slot] >= 0) slot = (slot + 1) & last;
      this.slots[slot] = at;
    }
  }
}

function hash(source: number, destination: number, ports: number, conversation: number): number {
  let h = Math.imul(source, 0x9e3779b1) ^ Math.imul(destination, 0x85ebca6b);
  h = Math.imul(h ^ ports, 0xc2b2ae35) + Math.imul(conversation, 0x27d4eb2f);
  return h ^ (h >>> 15);
}
