import { type Ends, type PacketBuffer, tcpFlag } from './packet-buffer.ts';
import type { Random } from './random.ts';

/** A conversation under way. `step` builds its next frame in the packet buffer and tells whether more follow. */
interface Conversation {
  step(packet: PacketBuffer): boolean;
}

const none = new Uint8Array(0);
const encoder = new TextEncoder();
const words = encoder.encode('the quick brown fox jumps over the lazy dog 0123456789 '.repeat(40));
const names = ['www', 'mail', 'cdn', 'api', 'static', 'login', 'news', 'files'];
const domains = ['example.com', 'example.net', 'example.org', 'test.example'];
const { fin, syn, push, ack } = tcpFlag;

/** TCP from the handshake over data both ways, each acknowledged, to FIN from both sides. */
class TcpConversation implements Conversation {
  readonly #ends: Ends;
  /** What is said, in turn, by the client (even) and the server (odd). */
  readonly #messages: readonly Uint8Array[];
  #stage = 0;
  #message = 0;
  #clientNext: number;
  #serverNext: number;

  constructor(ends: Ends, random: Random, messages: readonly Uint8Array[]) {
    this.#ends = ends;
    this.#messages = messages;
    this.#clientNext = random.integer(0xffffffff);
    this.#serverNext = random.integer(0xffffffff);
  }

  step(packet: PacketBuffer): boolean {
    switch (this.#stage) {
      case 0:
        this.#send(packet, true, syn, none);
        this.#stage = 1;
        return true;
      case 1:
        this.#send(packet, false, syn | ack, none);
        this.#stage = 2;
        return true;
      case 2:
        this.#send(packet, true, ack, none);
        this.#stage = 3;
        return true;
      case 3: {
        const fromClient = this.#message % 2 === 0;
        this.#send(packet, fromClient, push | ack, this.#messages[this.#message]);
        this.#stage = 4;
        return true;
      }
      case 4: {
        const fromClient = this.#message % 2 === 0;
        this.#send(packet, !fromClient, ack, none);
        this.#message++;
        this.#stage = this.#message < this.#messages.length ? 3 : 5;
        return true;
      }
      case 5:
        this.#send(packet, true, fin | ack, none);
        this.#stage = 6;
        return true;
      case 6:
        this.#send(packet, false, fin | ack, none);
        this.#stage = 7;
        return true;
      default:
        this.#send(packet, true, ack, none);
        return false;
    }
  }

  #send(packet: PacketBuffer, fromClient: boolean, flags: number, payload: Uint8Array): void {
    const sequence = fromClient ? this.#clientNext : this.#serverNext;
    const acknowledged = flags & ack ? (fromClient ? this.#serverNext : this.#clientNext) : 0;
    packet.tcp(this.#ends, fromClient, flags, sequence, acknowledged, payload, 0, payload.length);
    const next = (sequence + payload.length + (flags & (syn | fin) ? 1 : 0)) % 0x100000000;
    if (fromClient) this.#clientNext = next;
    else this.#serverNext = next;
  }
}

/** Datagrams that follow one another, from the client (even) and the server (odd). */
class DatagramConversation implements Conversation {
  readonly #ends: Ends;
  readonly #messages: readonly Uint8Array[];
  #message = 0;

  constructor(ends: Ends, messages: readonly Uint8Array[]) {
    this.#ends = ends;
    this.#messages = messages;
  }

  step(packet: PacketBuffer): boolean {
    const payload = this.#messages[this.#message];
    packet.udp(this.#ends, this.#message % 2 === 0, payload, 0, payload.length);
    return ++this.#message < this.#messages.length;
  }
}

/** Echo requests, each with its reply. */
class PingConversation implements Conversation {
  readonly #ends: Ends;
  readonly #count: number;
  #step = 0;

  constructor(ends: Ends, count: number) {
    this.#ends = ends;
    this.#count = count * 2;
  }

  step(packet: PacketBuffer): boolean {
    packet.echo(this.#ends, this.#step % 2 === 0, (this.#step >> 1) + 1, words, 56);
    return ++this.#step < this.#count;
  }
}

/** Begins a conversation of a kind that is as frequent as in a small office: mostly TCP and DNS. */
export function beginConversation(random: Random): Conversation {
  const kind = random.integer(100);
  if (kind < 40) return new TcpConversation(ends(random, [443, 22, 993, 3306, 8080]), random, talk(random));
  if (kind < 58) return new TcpConversation(ends(random, [80]), random, http(random));
  if (kind < 84) return new DatagramConversation(ends(random, [53]), dns(random));
  if (kind < 94) return new DatagramConversation(ends(random, [27_015, 40_000, 50_000]), talk(random));
  return new PingConversation(ends(random, [0]), 1 + random.integer(4));
}

function ends(random: Random, serverPorts: readonly number[]): Ends {
  return {
    client: 0x0a000000 + random.integer(2000) + 10,
    server: 0xc0a80000 + random.integer(200) + 1,
    clientPort: 32_768 + random.integer(28_000),
    serverPort: serverPorts[random.integer(serverPorts.length)],
  };
}

function talk(random: Random): Uint8Array[] {
  return Array.from({ length: 2 + random.integer(10) }, () => {
    const start = random.integer(100);
    return words.subarray(start, start + 16 + random.integer(330));
  });
}

function http(random: Random): Uint8Array[] {
  return Array.from({ length: 1 + random.integer(3) }).flatMap(() => {
    const path = `/${names[random.integer(names.length)]}/${random.integer(100_000)}`;
    const body = words.subarray(0, random.integer(500));
    const host = `www.${domains[random.integer(domains.length)]}`;
    const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;
    return [
      encoder.encode(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: generator/1.0\r\nAccept: */*\r\n\r\n`),
      Uint8Array.of(...encoder.encode(head), ...body),
    ];
  });
}

/** A question for an IPv4 address and its answer. */
function dns(random: Random): Uint8Array[] {
  const id = random.integer(0x10000);
  const name = `${names[random.integer(names.length)]}${random.integer(1000)}.${domains[random.integer(domains.length)]}`;
  const labels = name.split('.').flatMap((label) => [label.length, ...encoder.encode(label)]);
  const question = [...labels, 0, 0, 1, 0, 1];
  const header = (flags: number, answers: number) => [id >> 8, id & 255, flags, 0, 0, 1, 0, answers, 0, 0, 0, 0];
  const answer = [0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, random.integer(256)];
  return [Uint8Array.of(...header(1, 0), ...question), Uint8Array.of(...header(0x81, 1), ...question, ...answer)];
}
