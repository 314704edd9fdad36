import { readFile } from 'node:fs/promises';
import { ipv4Text, ipv6Text } from '../../decoders/tree/bytes-text.ts';

/** Names of the states in /proc/net/tcp (include/net/tcp_states.h), in the words of RFC 9293. */
const states = [
  '',
  'ESTABLISHED',
  'SYN-SENT',
  'SYN-RECEIVED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSED',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
  'SYN-RECEIVED',
];

/** A TCP socket as the kernel reports it. Ends are `address port`. */
export interface KernelSocket {
  readonly local: string;
  readonly remote: string;
  readonly state: string;
}

/** Most lines that are looked at. */
const MOST = 20_000;

/** The system's TCP sockets; empty where there is no such file (not Linux). */
export async function kernelSockets(): Promise<KernelSocket[]> {
  const texts = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  return texts.flatMap(parseSockets);
}

/** Reads the lines of /proc/net/tcp: `sl local_address rem_address st ...`. */
export function parseSockets(text: string): KernelSocket[] {
  const out: KernelSocket[] = [];
  for (const line of text.split('\n').slice(1, MOST)) {
    const [, local, remote, state] = line.trim().split(/\s+/);
    const name = states[Number.parseInt(state ?? '', 16)];
    if (!local || !remote || !name) continue;
    out.push({ local: endOf(local), remote: endOf(remote), state: name });
  }
  return out;
}

/** `0100007F:1F90`: words of an address in the machine's byte order (little endian), and a port. */
function endOf(text: string): string {
  const [address, port] = text.split(':');
  const bytes = new Uint8Array(Buffer.from(address ?? '', 'hex'));
  for (let word = 0; word + 4 <= bytes.length; word += 4) bytes.subarray(word, word + 4).reverse();
  const view = new DataView(bytes.buffer);
  const mapped = bytes.length === 16 && bytes.subarray(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
  const shown =
    bytes.length === 4 ? ipv4Text(view.getUint32(0)) : mapped ? ipv4Text(view.getUint32(12)) : ipv6Text(bytes, 0);
  return `${shown} ${Number.parseInt(port ?? '', 16)}`;
}

/** How the state of each socket has changed, by both ends, while somebody looked. */
export class SocketHistory {
  readonly #changes = new Map<string, { time: bigint; state: string }[]>();
  /** Changes kept of all sockets together. */
  static readonly MOST = 20_000;
  #count = 0;

  /** Notes what was seen at a time; sockets that are gone count as CLOSED. */
  note(time: bigint, sockets: readonly KernelSocket[]): void {
    const seen = new Set<string>();
    for (const { local, remote, state } of sockets) {
      const key = `${local} ${remote}`;
      seen.add(key);
      this.#change(key, time, state);
    }
    for (const [key, changes] of this.#changes) {
      if (!seen.has(key) && changes.at(-1)?.state !== 'CLOSED') this.#change(key, time, 'CLOSED');
    }
  }

  /** Every socket by its ends, `address port address port`, with its changes in order of time. */
  entries(): IterableIterator<[string, readonly { readonly time: bigint; readonly state: string }[]]> {
    return this.#changes.entries();
  }

  /** Notes a change that {@link entries} told. */
  restore(socket: string, time: bigint, state: string): void {
    this.#change(socket, time, state);
  }

  /** What was reported last at or before a time, else the first report within `after` nanoseconds. */
  at(local: string, remote: string, time: bigint, after = 0n): { time: bigint; state: string } | undefined {
    const changes = this.#changes.get(`${local} ${remote}`) ?? [];
    return changes.findLast((one) => one.time <= time) ?? changes.find((one) => one.time <= time + after);
  }

  #change(key: string, time: bigint, state: string): void {
    const known = this.#changes.get(key);
    if (known?.at(-1)?.state === state || this.#count >= SocketHistory.MOST) return;
    this.#count++;
    if (known) known.push({ time, state });
    else this.#changes.set(key, [{ time, state }]);
  }
}
