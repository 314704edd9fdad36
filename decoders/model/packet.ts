import type { Cursor } from './cursor.ts';

/** Kinds of addresses, also the type tag in the address table. */
export const NO_ADDRESS = 0;
export const ETHER = 1;
export const IPV4 = 2;
export const IPV6 = 3;

/**
 * Registers of the frame being decoded: what the packet list and the conversation tables need, as plain numbers. Each
 * layer overwrites what it knows better; layers quoted in an ICMP error leave them alone.
 *
 * An address is a kind and four signed 32-bit words (small integers to the engine, where unsigned ones are not): IPv4 uses word 0, Ethernet words 0 (first four bytes) and 1 (last two).
 */
export class Packet {
  sourceKind = NO_ADDRESS;
  /** Id in the address table once it was looked up, -1 before. */
  sourceId = -1;
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  targetKind = NO_ADDRESS;
  targetId = -1;
  target0 = 0;
  target1 = 0;
  target2 = 0;
  target3 = 0;
  sourcePort = 0;
  targetPort = 0;
  /** 0 none, 6 TCP, 17 UDP: which protocol the ports belong to. */
  portKind = 0;
  /** Conversation of the transport layer, or -1. */
  conversation = -1;
  /** 0: from the side that opened the conversation, 1: to it. */
  direction = 0;
  /** TTL or hop limit of the innermost network layer, 0 without one. */
  hopLimit = 0;
  /** The twelve flag bits of the TCP header, 0 without TCP. */
  tcpFlags = 0;
  /** Highest severity of an expert note, 0 for none. */
  severity = 0;

  reset(): void {
    this.sourceKind = NO_ADDRESS;
    this.targetKind = NO_ADDRESS;
    this.sourceId = -1;
    this.targetId = -1;
    this.sourcePort = 0;
    this.targetPort = 0;
    this.portKind = 0;
    this.conversation = -1;
    this.direction = 0;
    this.hopLimit = 0;
    this.tcpFlags = 0;
    this.severity = 0;
  }

  ipv4(source: number, target: number): void {
    this.sourceId = -1;
    this.targetId = -1;
    this.sourceKind = IPV4;
    this.source0 = source | 0;
    this.source1 = this.source2 = this.source3 = 0;
    this.targetKind = IPV4;
    this.target0 = target | 0;
    this.target1 = this.target2 = this.target3 = 0;
  }

  /** Takes both addresses from the 32 bytes at `at` of the cursor's source: source, then destination. */
  ipv6(c: Cursor, at: number): void {
    this.sourceId = -1;
    this.targetId = -1;
    this.sourceKind = IPV6;
    this.source0 = c.peek32(at) | 0;
    this.source1 = c.peek32(at + 4) | 0;
    this.source2 = c.peek32(at + 8) | 0;
    this.source3 = c.peek32(at + 12) | 0;
    this.targetKind = IPV6;
    this.target0 = c.peek32(at + 16) | 0;
    this.target1 = c.peek32(at + 20) | 0;
    this.target2 = c.peek32(at + 24) | 0;
    this.target3 = c.peek32(at + 28) | 0;
  }

  /** Takes another source or destination: a home address, the end of a source route. */
  ipv6Source(a: number, b: number, c: number, d: number): void {
    this.sourceId = -1;
    this.sourceKind = IPV6;
    this.source0 = a | 0;
    this.source1 = b | 0;
    this.source2 = c | 0;
    this.source3 = d | 0;
  }

  ipv6Target(a: number, b: number, c: number, d: number): void {
    this.targetId = -1;
    this.targetKind = IPV6;
    this.target0 = a | 0;
    this.target1 = b | 0;
    this.target2 = c | 0;
    this.target3 = d | 0;
  }

  /** Takes two Ethernet addresses at the given positions of the cursor's source; -1 for none. */
  ether(c: Cursor, source: number, target: number): void {
    this.sourceId = -1;
    this.targetId = -1;
    if (source >= 0) {
      this.sourceKind = ETHER;
      this.source0 = c.peek32(source) | 0;
      this.source1 = c.peek16(source + 4);
      this.source2 = this.source3 = 0;
    } else this.sourceKind = NO_ADDRESS;
    if (target >= 0) {
      this.targetKind = ETHER;
      this.target0 = c.peek32(target) | 0;
      this.target1 = c.peek16(target + 4);
      this.target2 = this.target3 = 0;
    } else this.targetKind = NO_ADDRESS;
  }
}
