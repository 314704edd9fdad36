import type { TraceEndpoint, TraceStep } from '../../contract/trace-event.ts';
import { LONGEST_TEXT, type SystemCall } from './system-call.ts';

/** What strace is asked for: see {@link StraceLines}. */
export const straceFlags = [
  '-f',
  '-yy',
  '--absolute-timestamps=format:unix,precision:ns',
  '--syscall-times=ns',
  '--quiet=attach,personality',
  '--string-limit=32',
  '--trace=%network,%process,%desc',
] as const;

const steps: Readonly<Record<string, TraceStep>> = {
  connect: 'connect',
  accept: 'accept',
  accept4: 'accept',
  bind: 'bind',
  listen: 'listen',
  setsockopt: 'setsockopt',
  shutdown: 'shutdown',
  close: 'close',
  read: 'read',
  readv: 'read',
  recv: 'read',
  recvfrom: 'read',
  recvmsg: 'read',
  write: 'write',
  writev: 'write',
  send: 'write',
  sendto: 'write',
  sendmsg: 'write',
  sendfile: 'write',
};

const processCalls = /^(execve|execveat|clone|clone3|fork|vfork|exit|exit_group|wait4|waitid|kill|tgkill|tkill)$/;

interface Ends {
  local?: TraceEndpoint;
  remote?: TraceEndpoint;
}

/**
 * Reads the output of strace, run with {@link straceFlags} and `-o`, line by line:
 * `PID SECONDS.NANOSECONDS name(arguments) = result <duration>`, calls in two halves, signals and ends. Keeps calls on
 * TCP and UDP sockets and about processes; works out which connection and which bytes of its stream they concern.
 */
export class StraceLines {
  /** In order of their lines; times of calls in two halves are those of the first half. */
  readonly calls: SystemCall[] = [];
  /** Calls that were left out because there were too many. */
  dropped = 0;
  readonly #most: number;
  readonly #halves = new Map<number, { time: bigint; text: string }>();
  /** Thread to process. */
  readonly #process = new Map<number, number>();
  /** Ends of connected sockets by process and descriptor. */
  readonly #ends = new Map<string, Ends>();
  /** Calls of connect whose local end is not known yet. */
  readonly #connecting = new Map<string, SystemCall>();
  /** Bytes moved so far by direction of each connection. */
  readonly #moved = new Map<string, number>();

  constructor(most = 500_000) {
    this.#most = most;
  }

  line(line: string): void {
    const parts = /^(\d+) +(\d+)\.(\d{9}) (.*)$/.exec(line);
    if (parts === null) return;
    const tid = Number(parts[1]);
    const time = BigInt(parts[2]) * 1_000_000_000n + BigInt(parts[3]);
    const text = parts[4];
    const ended = /^\+\+\+ (.*) \+\+\+$/.exec(text);
    const signal = /^--- (SIG\w+)/.exec(text);
    if (ended !== null) this.#keep({ ...this.#who(time, tid), name: 'exit', text: ended[1] });
    else if (signal !== null) this.#keep({ ...this.#who(time, tid), name: 'signal', text: signal[1] });
    else if (text.endsWith(' <unfinished ...>')) this.#halves.set(tid, { time, text: text.slice(0, -17) });
    else this.#whole(tid, time, text);
  }

  #whole(tid: number, time: bigint, text: string): void {
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(text);
    if (resumed === null) {
      this.#call(tid, time, text);
      return;
    }
    const half = this.#halves.get(tid);
    this.#halves.delete(tid);
    if (half !== undefined) this.#call(tid, half.time, half.text + resumed[2]);
  }

  #call(tid: number, time: bigint, text: string): void {
    const open = text.indexOf('(');
    const equals = text.lastIndexOf(' = ');
    if (open < 0 || equals < open) return;
    const name = text.slice(0, open);
    const given = text
      .slice(open + 1, equals)
      .trimEnd()
      .replace(/\)$/, '');
    const timed = /^(.*?)(?: <(\d+)\.(\d{9})>)?$/.exec(text.slice(equals + 3));
    const result = timed?.[1] ?? '';
    const call: SystemCall = {
      ...this.#who(time, tid),
      name,
      text: `${given} = ${result}`.slice(0, LONGEST_TEXT),
      ...(timed?.[2] === undefined ? {} : { duration: Number(timed[2]) * 1e9 + Number(timed[3]) }),
    };
    const errno = /^-1 (E[A-Z0-9]+)/.exec(result)?.[1];
    if (errno !== undefined) call.errno = errno;
    if (/^(clone|clone3|fork|vfork)$/.test(name) && given.includes('CLONE_THREAD') && /^\d+/.test(result))
      this.#process.set(Number.parseInt(result, 10), call.pid);
    const subject = /^(\d+)<(TCP|UDP)(?:v6)?:\[(.*?)\]>(?:,|$)/.exec(given);
    if (subject !== null) this.#socketCall(call, Number(subject[1]), subject[2], subject[3], given, result);
    if (subject !== null || processCalls.test(name) || /<(TCP|UDP)(v6)?:/.test(text) || /^AF_INET/.test(given))
      this.#keep(call);
  }

  #socketCall(call: SystemCall, fd: number, protocol: string, described: string, given: string, result: string): void {
    const own = `${call.pid} ${fd}`;
    const ends: Ends = { ...this.#ends.get(own), ...endsIn(described) };
    call.protocol = protocol === 'TCP' ? 'tcp' : 'udp';
    if (call.name === 'accept' || call.name === 'accept4') {
      const taken = /^(\d+)<TCP(?:v6)?:\[(.*)\]>/.exec(result);
      if (taken === null) return;
      Object.assign(ends, endsIn(taken[2]));
      this.#ends.set(`${call.pid} ${taken[1]}`, ends);
      this.#begin(ends);
    } else if (call.name === 'connect' || /^(sendto|recvfrom|sendmsg|recvmsg)$/.test(call.name)) {
      ends.remote = socketAddress(given) ?? ends.remote;
    }
    const step = given.includes('MSG_PEEK') ? undefined : steps[call.name];
    if (step !== undefined) call.step = step;
    if (call.errno === 'EAGAIN' || call.errno === 'EINTR') call.step = undefined;
    if (ends.local !== undefined) call.local = ends.local;
    if (ends.remote !== undefined) call.remote = ends.remote;
    if (call.name === 'connect') {
      if (call.errno === 'EINPROGRESS') call.errno = undefined;
      // strace goes on describing a socket that was bound before by its local end alone.
      if (ends.remote !== undefined) this.#ends.set(own, { remote: ends.remote });
      this.#connecting.set(own, call);
      return;
    }
    this.#settle(own, ends);
    if (call.name === 'close') this.#ends.delete(own);
    else if (ends.local !== undefined && ends.remote !== undefined && call.protocol === 'tcp')
      this.#ends.set(own, ends);
    if ((step === 'read' || step === 'write') && /^\d+/.test(result)) this.#move(call, Number.parseInt(result, 10));
  }

  /** The local end of a connection in the making is told by the first call after it. */
  #settle(own: string, ends: Ends): void {
    const call = this.#connecting.get(own);
    if (call === undefined || ends.local === undefined || ends.remote === undefined) return;
    call.local = ends.local;
    this.#connecting.delete(own);
    this.#begin(ends);
  }

  #begin({ local, remote }: Ends): void {
    if (local === undefined || remote === undefined) return;
    this.#moved.delete(direction('read', local, remote));
    this.#moved.delete(direction('write', local, remote));
  }

  #move(call: SystemCall, bytes: number): void {
    call.bytes = bytes;
    const { step, local, remote, protocol } = call;
    if (protocol !== 'tcp' || local === undefined || remote === undefined) return;
    const key = direction(step as string, local, remote);
    const offset = this.#moved.get(key) ?? 0;
    call.offset = offset;
    this.#moved.set(key, offset + bytes);
  }

  #who(time: bigint, tid: number): { time: bigint; pid: number; tid: number } {
    return { time, pid: this.#process.get(tid) ?? tid, tid };
  }

  #keep(call: SystemCall): void {
    if (this.calls.length < this.#most) this.calls.push(call);
    else this.dropped++;
  }
}

function direction(step: string, local: TraceEndpoint, remote: TraceEndpoint): string {
  return `${step} ${local.address} ${local.port} ${remote.address} ${remote.port}`;
}

/** `127.0.0.1:80->127.0.0.1:4000`, `[::1]:80->[::1]:4000`, `127.0.0.1:80`, or a number where the ends are not known. */
function endsIn(described: string): Ends {
  const [local, remote] = described.split('->').map(endpoint);
  return { ...(local === undefined ? {} : { local }), ...(remote === undefined ? {} : { remote }) };
}

function endpoint(text: string): TraceEndpoint | undefined {
  const parts = /^\[?([0-9a-fA-F:.]+?)\]?:(\d+)$/.exec(text);
  return parts === null || !/[.:]/.test(parts[1]) ? undefined : { address: parts[1], port: Number(parts[2]) };
}

function socketAddress(given: string): TraceEndpoint | undefined {
  const port = /sin6?_port=htons\((\d+)\)/.exec(given)?.[1];
  const address = /inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/.exec(given);
  return port === undefined || address === null ? undefined : { address: address[1] ?? address[2], port: Number(port) };
}
