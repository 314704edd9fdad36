import { AddressTable } from '../../facts/address-table.ts';
import { Uint16Column, Uint32Column } from '../../facts/columns.ts';
import { lowerBound } from '../../facts/frame-links.ts';
import { IPV4 } from '../../model/packet.ts';

/** Addresses remembered at most; an attacker could claim all of IPv4. */
const MOST_OWNERS = 1 << 20;
const MOST_CONFLICTS = 1 << 20;

/**
 * Which station said that an IPv4 address is its own, and the frames in which another one said so too.
 *
 * | column by address id | content |
 * |---|---|
 * | high, low | Ethernet address: first four and last two bytes |
 * | frame, seconds | where and when the owner last said so |
 *
 * | column by conflict | content |
 * |---|---|
 * | conflictFrame | frame of the second claim, ascending; a frame has at most two |
 * | conflictAddress | the IPv4 address |
 * | conflictHigh .. conflictSeconds | the owner at that time |
 */
export class AddressOwners {
  private readonly addresses = new AddressTable();
  private readonly high = new Uint32Column();
  private readonly low = new Uint16Column();
  private readonly frame = new Uint32Column();
  private readonly seconds = new Uint32Column();
  private conflicts = 0;
  private readonly conflictFrame = new Uint32Column();
  readonly conflictAddress = new Uint32Column();
  readonly conflictHigh = new Uint32Column();
  readonly conflictLow = new Uint16Column();
  readonly conflictOwnerFrame = new Uint32Column();
  readonly conflictSeconds = new Uint32Column();

  /** Learns that a station claims an address; frames come in ascending order. Returns whether another one owns it. */
  claim(address: number, high: number, low: number, frame: number, seconds: number): boolean {
    const known = this.addresses.find(IPV4, address, 0, 0, 0);
    if (known < 0) {
      if (this.addresses.count < MOST_OWNERS)
        this.own(this.addresses.learn(IPV4, address, 0, 0, 0), high, low, frame, seconds);
      return false;
    }
    if (this.frame.get(known) >= frame) return false;
    if (this.high.get(known) === high && this.low.get(known) === low) {
      this.own(known, high, low, frame, seconds);
      return false;
    }
    if (this.conflicts === MOST_CONFLICTS) return false;
    const at = this.conflicts++;
    this.conflictFrame.set(at, frame);
    this.conflictAddress.set(at, address);
    this.conflictHigh.set(at, this.high.get(known));
    this.conflictLow.set(at, this.low.get(known));
    this.conflictOwnerFrame.set(at, this.frame.get(known));
    this.conflictSeconds.set(at, Math.max(0, seconds - this.seconds.get(known)));
    return true;
  }

  /** The first conflict of a frame, or -1; the frame's second one, if any, is behind it. */
  ofFrame(frame: number): number {
    return lowerBound(this.conflictFrame, this.conflicts, frame);
  }

  /** True when the conflict exists and is of the frame. */
  isOf(conflict: number, frame: number): boolean {
    return conflict >= 0 && conflict < this.conflicts && this.conflictFrame.get(conflict) === frame;
  }

  private own(id: number, high: number, low: number, frame: number, seconds: number): void {
    this.high.set(id, high);
    this.low.set(id, low);
    this.frame.set(id, frame);
    this.seconds.set(id, seconds >>> 0);
  }
}
