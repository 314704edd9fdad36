/** Ethernet header, then IPv4 without options. */
const IP = 14;
const TRANSPORT = IP + 20;

const ETHERNET_TYPE_IPV4 = 0x0800;
const TTL = 64;

/** Two hosts and their ports. */
export interface Ends {
  readonly client: number;
  readonly server: number;
  readonly clientPort: number;
  readonly serverPort: number;
}

export const tcpFlag = { fin: 1, syn: 2, reset: 4, push: 8, ack: 16 } as const;

/** Builds one Ethernet frame after another in the same memory, with valid lengths and checksums. */
export class PacketBuffer {
  readonly bytes = new Uint8Array(2048);
  /** Bytes of the frame last built. */
  length = 0;
  readonly #view = new DataView(this.bytes.buffer);
  #identification = 0;

  /** A TCP segment; SYN carries the usual options. `at` and `size` choose the payload in `payload`. */
  tcp(
    ends: Ends,
    fromClient: boolean,
    flags: number,
    sequence: number,
    acknowledgment: number,
    payload: Uint8Array,
    at: number,
    size: number,
  ): void {
    const view = this.#view;
    const header = flags & tcpFlag.syn ? 32 : 20;
    this.#ports(ends, fromClient);
    view.setUint32(TRANSPORT + 4, sequence);
    view.setUint32(TRANSPORT + 8, acknowledgment);
    view.setUint8(TRANSPORT + 12, header << 2);
    view.setUint8(TRANSPORT + 13, flags);
    view.setUint16(TRANSPORT + 14, 502);
    view.setUint32(TRANSPORT + 16, 0);
    if (header === 32) {
      // Maximum segment size 1460, SACK permitted, window scale 7.
      view.setUint32(TRANSPORT + 20, 0x020405b4);
      view.setUint32(TRANSPORT + 24, 0x01010402);
      view.setUint32(TRANSPORT + 28, 0x01030307);
    }
    this.#finish(ends, fromClient, 6, header, payload, at, size, TRANSPORT + 16);
  }

  udp(ends: Ends, fromClient: boolean, payload: Uint8Array, at: number, size: number): void {
    this.#ports(ends, fromClient);
    this.#view.setUint16(TRANSPORT + 4, 8 + size);
    this.#view.setUint16(TRANSPORT + 6, 0);
    this.#finish(ends, fromClient, 17, 8, payload, at, size, TRANSPORT + 6);
  }

  /** An ICMP echo request from the client or the reply to it. */
  echo(ends: Ends, request: boolean, sequence: number, payload: Uint8Array, size: number): void {
    this.#view.setUint16(TRANSPORT, request ? 0x0800 : 0);
    this.#view.setUint16(TRANSPORT + 2, 0);
    this.#view.setUint16(TRANSPORT + 4, ends.clientPort);
    this.#view.setUint16(TRANSPORT + 6, sequence);
    this.#finish(ends, request, 1, 8, payload, 0, size, TRANSPORT + 2);
  }

  #ports(ends: Ends, fromClient: boolean): void {
    this.#view.setUint16(TRANSPORT, fromClient ? ends.clientPort : ends.serverPort);
    this.#view.setUint16(TRANSPORT + 2, fromClient ? ends.serverPort : ends.clientPort);
  }

  #finish(
    ends: Ends,
    fromClient: boolean,
    protocol: number,
    header: number,
    payload: Uint8Array,
    at: number,
    size: number,
    checksumAt: number,
  ): void {
    const view = this.#view;
    const source = fromClient ? ends.client : ends.server;
    const target = fromClient ? ends.server : ends.client;
    for (let index = 0; index < size; index++) this.bytes[TRANSPORT + header + index] = payload[at + index];
    const transport = header + size;
    view.setUint16(0, 0x0200);
    view.setUint32(2, target);
    view.setUint16(6, 0x0200);
    view.setUint32(8, source);
    view.setUint16(12, ETHERNET_TYPE_IPV4);
    view.setUint16(IP, 0x4500);
    view.setUint16(IP + 2, 20 + transport);
    view.setUint16(IP + 4, this.#identification++ & 0xffff);
    view.setUint16(IP + 6, 0x4000);
    view.setUint16(IP + 8, (TTL << 8) | protocol);
    view.setUint16(IP + 10, 0);
    view.setUint32(IP + 12, source);
    view.setUint32(IP + 16, target);
    view.setUint16(IP + 10, fold(this.#sum(IP, 20)));
    let sum = this.#sum(TRANSPORT, transport);
    if (protocol !== 1) sum += this.#sum(IP + 12, 8) + protocol + transport;
    const checksum = fold(sum);
    view.setUint16(checksumAt, checksum === 0 && protocol === 17 ? 0xffff : checksum);
    this.length = TRANSPORT + transport;
  }

  #sum(at: number, length: number): number {
    let sum = 0;
    for (let index = 0; index + 1 < length; index += 2) sum += this.#view.getUint16(at + index);
    return length & 1 ? sum + (this.#view.getUint8(at + length - 1) << 8) : sum;
  }
}

/** The ones' complement of a sum of 16-bit words. */
function fold(sum: number): number {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
