import { ascii, bytes, ip4, ipv4, join, type Part, packet, u8, u16, u32 } from './packet.ts';

export const FIN = 0x001;
export const SYN = 0x002;
export const RST = 0x004;
export const PSH = 0x008;
export const ACK = 0x010;
export const URG = 0x020;

export interface TcpOptions {
  seq?: number;
  ack?: number;
  flags?: number;
  window?: number;
  checksum?: number;
  urgent?: number;
  /** Padded with zeros to a multiple of four bytes. */
  options?: Uint8Array;
  /** Header length in words, where it shall not be the true one. */
  words?: number;
}

/** A TCP header; the checksum is 0 unless given, see {@link checksummed}. */
export function tcp(source: number, destination: number, o: TcpOptions = {}): Part {
  return (payload) => {
    const options = padded(o.options ?? new Uint8Array(0));
    const words = o.words ?? 5 + options.length / 4;
    return {
      bytes: join(
        u16(source, destination),
        u32(o.seq ?? 0, o.ack ?? 0),
        u16((words << 12) | (o.flags ?? ACK), o.window ?? 65_535, o.checksum ?? 0, o.urgent ?? 0),
        options,
        payload,
      ),
      announce: { ipProtocol: 6 },
    };
  };
}

function padded(options: Uint8Array): Uint8Array {
  const padding = new Uint8Array((4 - (options.length % 4)) % 4);
  return join(options, padding);
}

/** TCP options as they are written: `options(mss(1460), nop, windowScale(7))`. */
export const options = (...parts: Uint8Array[]): Uint8Array => join(...parts);
export const end = u8(0);
export const nop = u8(1);
export const mss = (size: number): Uint8Array => join(u8(2, 4), u16(size));
export const windowScale = (shift: number): Uint8Array => u8(3, 3, shift);
export const sackPermitted = u8(4, 2);
export const sack = (...edges: number[]): Uint8Array => join(u8(5, 2 + 4 * edges.length), u32(...edges));
export const timestamps = (value: number, echo: number): Uint8Array => join(u8(8, 10), u32(value, echo));
export const option = (kind: number, hex = ''): Uint8Array => join(u8(kind, 2 + bytes(hex).length), bytes(hex));

/** The sum of a pseudo header of IPv4, as an adapter that completes checksums finds it in the field. */
export function pseudoSum(src: string, dst: string, protocol: number, length: number): number {
  let sum = protocol + length;
  for (const address of [ip4(src), ip4(dst)]) sum += (address[0] << 8) + address[1] + (address[2] << 8) + address[3];
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

interface Side {
  readonly address: string;
  readonly port: number;
  /** Sequence number of the next byte to send, and of the next one expected. */
  next: number;
  expected: number;
  window: number;
}

export interface DialogueFrame {
  readonly bytes: Uint8Array;
  /** LINKTYPE_IPV4. */
  readonly linkType: 228;
  /** Seconds since the first frame. */
  readonly time: number;
}

export interface DialogueOptions {
  client?: string;
  clientPort?: number;
  server?: string;
  serverPort?: number;
  /** Initial sequence numbers of client and server. */
  isn?: readonly [number, number];
  /** Seconds between frames unless told otherwise. */
  pace?: number;
}

/**
 * A TCP connection written as what its sides do: `new Dialogue().open().client('hello').server('hi').close()`. Numbers are
 * kept for both sides; every step adds a frame, except those in {@link unseen}.
 */
export class Dialogue {
  readonly frames: DialogueFrame[] = [];
  readonly sides: readonly [Side, Side];
  private time = 0;
  private readonly pace: number;
  private hidden = false;

  constructor(o: DialogueOptions = {}) {
    const [client, server] = o.isn ?? [1000, 5000];
    this.pace = o.pace ?? 0.01;
    this.sides = [
      { address: o.client ?? '10.0.0.1', port: o.clientPort ?? 40_000, next: client, expected: server, window: 8192 },
      { address: o.server ?? '10.0.0.2', port: o.serverPort ?? 7777, next: server, expected: client, window: 8192 },
    ];
  }

  /** SYN, SYN-ACK, ACK. */
  open(clientOptions?: Uint8Array, serverOptions?: Uint8Array): this {
    const [client, server] = this.sides;
    this.segment(0, { flags: SYN, ack: 0, options: clientOptions });
    client.next++;
    server.expected = client.next;
    this.segment(1, { flags: SYN | ACK, options: serverOptions });
    server.next++;
    client.expected = server.next;
    return this.segment(0);
  }

  /** FIN from both sides, and the last ACK. */
  close(): this {
    return this.fin(0).fin(1).segment(0);
  }

  fin(side: 0 | 1, data: string | Uint8Array = ''): this {
    return this.send(side, data, { flags: FIN | ACK });
  }

  client(data: string | Uint8Array, o?: TcpOptions): this {
    return this.send(0, data, o);
  }

  server(data: string | Uint8Array, o?: TcpOptions): this {
    return this.send(1, data, o);
  }

  /** An ACK without data. */
  ack(side: 0 | 1, o?: TcpOptions): this {
    return this.segment(side, o);
  }

  /** What happens on the wire but is not captured: `d.unseen(() => d.client('lost'))`. */
  unseen(steps: () => void): this {
    this.hidden = true;
    steps();
    this.hidden = false;
    return this;
  }

  /** Lets time pass before the next frame. */
  wait(seconds: number): this {
    this.time += seconds - this.pace;
    return this;
  }

  /** Sends bytes again, or out of order: `from` counts from the side's first byte of data, 0. */
  again(side: 0 | 1, from: number, data: string | Uint8Array, o: TcpOptions = {}): this {
    return this.segment(side, { seq: this.first(side) + from, flags: ACK, ...o }, data);
  }

  private first(side: 0 | 1): number {
    return this.beginnings[side];
  }

  private readonly beginnings: [number, number] = [0, 0];

  private send(side: 0 | 1, data: string | Uint8Array, o: TcpOptions = {}): this {
    const from = this.sides[side];
    const to = this.sides[1 - side];
    const payload = typeof data === 'string' ? ascii(data) : data;
    if (this.beginnings[side] === 0) this.beginnings[side] = from.next;
    this.segment(side, { flags: PSH | ACK, ...o }, payload);
    const flags = o.flags ?? 0;
    from.next = (from.next + payload.length + (flags & (SYN | FIN) ? 1 : 0)) >>> 0;
    to.expected = from.next;
    return this;
  }

  private segment(side: 0 | 1, o: TcpOptions = {}, data: string | Uint8Array = ''): this {
    const from = this.sides[side];
    const to = this.sides[1 - side];
    const payload = typeof data === 'string' ? ascii(data) : data;
    const header = { seq: from.next, ack: from.expected, window: from.window, ...o };
    if (!this.hidden) {
      this.frames.push({
        bytes: packet(
          ipv4({ src: from.address, dst: to.address, id: this.frames.length + 1 }),
          tcp(from.port, to.port, header),
          payload,
        ),
        linkType: 228,
        time: this.time,
      });
    }
    this.time += this.pace;
    return this;
  }
}
