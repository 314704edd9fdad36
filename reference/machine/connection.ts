import type { Answer, Ask, ServiceCommand, ServiceMachine } from './service.ts';

/** What the socket told. `flushed` counts bytes the kernel has taken. */
export type SocketEvent =
  | { type: 'opened'; peer: string }
  | { type: 'received'; bytes: Buffer }
  | { type: 'ended' }
  | { type: 'flushed'; bytes: number }
  | { type: 'timer'; timer: TimerName }
  | { type: 'answered'; answer: Answer }
  | { type: 'stopping' }
  | { type: 'input'; bytes: Buffer | undefined }
  | { type: 'failed'; code: string };

export type TimerName = 'read' | 'write' | 'linger' | 'service' | 'think' | 'slow-read';

/** What the shell must do with the socket. */
export type SocketCommand =
  | { type: 'write'; bytes: Buffer }
  | { type: 'shutdown' }
  | { type: 'close' }
  | { type: 'reset' }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'arm'; timer: TimerName; ms: number }
  | { type: 'disarm'; timer: TimerName }
  | { type: 'ask'; ask: Ask }
  | { type: 'timed-out'; direction: 'read' | 'write' }
  | Extract<ServiceCommand, { type: 'note' | 'log' | 'print' | 'result' }>;

export interface ConnectionRules {
  readTimeoutMs: number;
  writeTimeoutMs: number;
  /** How long to wait for the peer's FIN after our own. */
  lingerMs: number;
  /** Reading pauses above this many unsent bytes, so that a slow reader cannot fill our memory. */
  mostUnsent: number;
  /** Send in pieces of this many bytes (0: as large as they come), waiting `thinkMs` before each next piece. */
  chunk: number;
  thinkMs: number;
  /** Wait this long after each read before the next. */
  slowReadMs: number;
}

export const usualRules: ConnectionRules = {
  readTimeoutMs: 30_000,
  writeTimeoutMs: 30_000,
  lingerMs: 2_000,
  mostUnsent: 262_144,
  chunk: 0,
  thinkMs: 0,
  slowReadMs: 0,
};

const pieceSize = 65_536;

/**
 * One connection around its service: flow control, time-outs, half-close and orderly close. Pure: socket events in,
 * socket commands out.
 *
 * States: `open`; `finishing` (the service is done, output is still unsent); `lingering` (our FIN is out, input is
 * thrown away until the peer's FIN, so that our last bytes are not destroyed by a RST); `closed`.
 */
export class ConnectionMachine {
  readonly #service: ServiceMachine;
  readonly #rules: ConnectionRules;
  #state: 'new' | 'open' | 'finishing' | 'lingering' | 'closed' = 'new';
  #commands: SocketCommand[] = [];
  /** Output not yet given to the socket, and bytes given that the kernel has not taken. */
  #output: Buffer[] = [];
  #queued = 0;
  #inFlight = 0;
  #thinking = false;
  #wantWritable = false;
  #halfClose = false;
  #shutDown = false;
  #peerEnded = false;
  #asking = false;
  #serviceTimer = false;
  #paused = false;
  #slow = false;

  constructor(service: ServiceMachine, rules: ConnectionRules) {
    this.#service = service;
    this.#rules = rules;
  }

  get state(): string {
    return this.#state;
  }

  get unsent(): number {
    return this.#queued + this.#inFlight;
  }

  receive(event: SocketEvent): SocketCommand[] {
    if (this.#state === 'closed') return [];
    this.#commands = [];
    switch (event.type) {
      case 'opened':
        this.#state = 'open';
        this.#run({ type: 'open', peer: event.peer });
        this.#expectInput();
        break;
      case 'received':
        this.#received(event.bytes);
        break;
      case 'ended':
        this.#peerEnded = true;
        if (this.#state === 'open') this.#run({ type: 'end' });
        this.#closeWhenOver();
        break;
      case 'flushed':
        this.#flushed(event.bytes);
        break;
      case 'timer':
        this.#timer(event.timer);
        break;
      case 'answered':
        this.#asking = false;
        if (this.#state === 'open') this.#run({ type: 'answer', answer: event.answer });
        this.#expectInput();
        break;
      case 'input':
        if (this.#state === 'open') this.#run(event);
        break;
      case 'stopping':
        if (this.#state === 'open') this.#run({ type: 'stop' });
        break;
      case 'failed':
        this.#close();
        break;
    }
    this.#steer();
    return this.#commands;
  }

  #received(bytes: Buffer) {
    if (this.#state !== 'open') return;
    if (this.#rules.slowReadMs > 0) {
      this.#slow = true;
      this.#commands.push({ type: 'arm', timer: 'slow-read', ms: this.#rules.slowReadMs });
    }
    this.#run({ type: 'bytes', bytes });
    this.#expectInput();
  }

  #flushed(bytes: number) {
    this.#inFlight -= bytes;
    if (this.#inFlight === 0 && this.#queued === 0) {
      this.#commands.push({ type: 'disarm', timer: 'write' });
      this.#expectInput();
    } else this.#commands.push({ type: 'arm', timer: 'write', ms: this.#rules.writeTimeoutMs });
    this.#push();
  }

  #timer(timer: TimerName) {
    if (timer === 'think') {
      this.#thinking = false;
      this.#push();
    } else if (timer === 'slow-read') {
      this.#slow = false;
    } else if (timer === 'service') {
      this.#serviceTimer = false;
      if (this.#state === 'open') this.#run({ type: 'timer' });
      this.#expectInput();
    } else if (timer === 'linger') {
      this.#close();
    } else if (timer === 'write') {
      if (this.unsent === 0) return;
      this.#commands.push({ type: 'timed-out', direction: 'write' });
      this.#reset();
    } else if (this.#state === 'open' && this.#awaitsInput()) {
      this.#commands.push({ type: 'timed-out', direction: 'read' });
      this.#run({ type: 'idle' });
    }
  }

  /** Whether it is the peer's turn: nothing of ours is unsent, asked for or timed. */
  #awaitsInput(): boolean {
    return this.unsent === 0 && !this.#asking && !this.#serviceTimer && !this.#peerEnded;
  }

  #expectInput() {
    if (this.#state === 'open' && this.#awaitsInput())
      this.#commands.push({ type: 'arm', timer: 'read', ms: this.#rules.readTimeoutMs });
  }

  #run(event: Parameters<ServiceMachine['receive']>[0]) {
    for (const command of this.#service.receive(event)) {
      if (this.#state !== 'open') break;
      this.#obey(command);
    }
    this.#push();
  }

  #obey(command: ServiceCommand) {
    switch (command.type) {
      case 'send':
        if (command.bytes.length === 0) return;
        this.#output.push(command.bytes);
        this.#queued += command.bytes.length;
        return;
      case 'want-writable':
        this.#wantWritable = true;
        return;
      case 'timer':
        this.#serviceTimer = true;
        this.#commands.push({ type: 'arm', timer: 'service', ms: command.ms });
        return;
      case 'ask':
        this.#asking = true;
        this.#commands.push({ type: 'ask', ask: command.ask });
        return;
      case 'half-close':
        this.#halfClose = true;
        return;
      case 'finish':
        this.#state = 'finishing';
        this.#commands.push({ type: 'disarm', timer: 'read' }, { type: 'disarm', timer: 'service' });
        return;
      case 'abort':
        this.#reset();
        return;
      case 'result':
        this.#commands.push(command);
        return;
      default:
        this.#commands.push(command);
    }
  }

  /** Gives output to the socket, a piece at a time; the next piece follows when the kernel took this one. */
  #push() {
    if (this.#state === 'closed') return;
    while (this.#queued > 0 && this.#inFlight === 0 && !this.#thinking) {
      const size = this.#rules.chunk > 0 ? this.#rules.chunk : pieceSize;
      const piece = this.#takeOutput(size);
      this.#inFlight += piece.length;
      this.#commands.push({ type: 'write', bytes: piece });
      this.#commands.push({ type: 'arm', timer: 'write', ms: this.#rules.writeTimeoutMs });
      if (this.#rules.chunk > 0 && this.#rules.thinkMs > 0) {
        this.#thinking = true;
        this.#commands.push({ type: 'arm', timer: 'think', ms: this.#rules.thinkMs });
      }
    }
    if (this.#wantWritable && this.#state === 'open' && this.unsent <= this.#rules.mostUnsent / 4) {
      this.#wantWritable = false;
      this.#run({ type: 'writable' });
      return;
    }
    if (this.unsent > 0) return;
    if ((this.#halfClose || this.#state === 'finishing') && !this.#shutDown) {
      this.#shutDown = true;
      this.#commands.push({ type: 'shutdown' });
    }
    if (this.#state === 'finishing') {
      this.#state = 'lingering';
      this.#commands.push({ type: 'arm', timer: 'linger', ms: this.#rules.lingerMs });
    }
    this.#closeWhenOver();
  }

  #takeOutput(size: number): Buffer {
    if (this.#output[0].length === size) {
      this.#queued -= size;
      return this.#output.shift() as Buffer;
    }
    const parts: Buffer[] = [];
    let wanted = Math.min(size, this.#queued);
    this.#queued -= wanted;
    while (wanted > 0) {
      const part = this.#output[0].subarray(0, wanted);
      if (part.length === this.#output[0].length) this.#output.shift();
      else this.#output[0] = this.#output[0].subarray(part.length);
      parts.push(part);
      wanted -= part.length;
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  /** Both directions are over: nothing is left but to close the descriptor. */
  #closeWhenOver() {
    if (this.#peerEnded && this.#state === 'lingering') this.#close();
  }

  #close() {
    this.#state = 'closed';
    this.#commands.push({ type: 'close' });
  }

  #reset() {
    this.#state = 'closed';
    this.#commands.push({ type: 'reset' });
  }

  /** Pauses or resumes reading: what cannot be used now stays with the kernel, and in the end with the peer. */
  #steer() {
    if (this.#state === 'closed' || this.#peerEnded) return;
    const busy = this.#asking || this.#serviceTimer || this.#wantWritable || this.#slow;
    const pause = this.#state === 'open' && (busy || this.unsent > this.#rules.mostUnsent);
    if (pause === this.#paused) return;
    this.#paused = pause;
    this.#commands.push({ type: pause ? 'pause' : 'resume' });
  }
}
