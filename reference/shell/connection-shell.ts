import type { ConnectionRules, SocketCommand, SocketEvent, TimerName } from '../machine/connection.ts';
import { ConnectionMachine } from '../machine/connection.ts';
import type { Answer, Ask, ServiceMachine, Severity } from '../machine/service.ts';
import type { ByteStream, StreamEvents } from './byte-stream.ts';
import type { ConnectionTrace } from './connection-trace.ts';
import { describeError } from './errno.ts';

/** What the surroundings of a connection do for it. */
interface ConnectionOwner {
  answer(ask: Ask): Answer | Promise<Answer>;
  log(severity: Severity, text: string): void;
  print(bytes: Buffer): void;
  result(ok: boolean, text: string): void;
  /** `direction` took longer than its time-out. */
  timedOut(direction: 'read' | 'write'): void;
  failed(error: NodeJS.ErrnoException): void;
  /** The descriptor is closed. Comes once and last. */
  over(): void;
}

/** Carries events from a byte stream to the connection machine and its commands back. Holds no protocol logic. */
export class ConnectionShell implements StreamEvents {
  readonly #machine: ConnectionMachine;
  readonly #owner: ConnectionOwner;
  readonly #trace: ConnectionTrace;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  #stream: ByteStream | undefined;
  #over = false;

  constructor(service: ServiceMachine, rules: ConnectionRules, owner: ConnectionOwner, trace: ConnectionTrace) {
    this.#machine = new ConnectionMachine(service, rules);
    this.#owner = owner;
    this.#trace = trace;
  }

  set stream(stream: ByteStream) {
    this.#stream = stream;
  }

  /** Limits the TLS handshake, before the machine has a connection to watch. */
  awaitHandshake(ms: number): void {
    this.#arm('linger', ms, () => {
      this.#trace.write('timeout', { text: 'handshake' });
      this.#owner.timedOut('read');
      this.#stream?.close();
    });
  }

  opened(): void {
    this.#disarm('linger');
    this.#handle({ type: 'opened', peer: this.#trace.facts.remote?.address ?? '' });
  }

  received(bytes: Buffer): void {
    this.#handle({ type: 'received', bytes });
  }

  ended(): void {
    this.#handle({ type: 'ended' });
  }

  flushed(bytes: number): void {
    this.#handle({ type: 'flushed', bytes });
  }

  failed(error: NodeJS.ErrnoException): void {
    this.#owner.failed(error);
    this.#handle({ type: 'failed', code: describeError(error).errno });
    this.#stream?.close();
  }

  closed(): void {
    if (this.#over) return;
    this.#over = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#owner.over();
  }

  stopping(): void {
    this.#handle({ type: 'stopping' });
  }

  /** A person typed something; undefined is the end of their input. */
  input(bytes: Buffer | undefined): void {
    this.#handle({ type: 'input', bytes });
  }

  abort(): void {
    this.#stream?.reset();
  }

  #handle(event: SocketEvent): void {
    for (const command of this.#machine.receive(event)) this.#obey(command);
  }

  #obey(command: SocketCommand): void {
    switch (command.type) {
      case 'write':
        this.#stream?.write(command.bytes);
        return;
      case 'shutdown':
        this.#stream?.shutdown();
        return;
      case 'close':
        this.#stream?.close();
        return;
      case 'reset':
        this.#stream?.reset();
        return;
      case 'pause':
        this.#stream?.pause();
        return;
      case 'resume':
        this.#stream?.resume();
        return;
      case 'arm':
        this.#arm(command.timer, command.ms, () => this.#handle({ type: 'timer', timer: command.timer }));
        return;
      case 'disarm':
        this.#disarm(command.timer);
        return;
      case 'ask':
        this.#ask(command.ask);
        return;
      case 'timed-out':
        this.#trace.write('timeout', { text: command.direction });
        this.#owner.timedOut(command.direction);
        return;
      case 'note':
        this.#trace.write('service', { text: command.text });
        return;
      case 'log':
        this.#owner.log(command.severity, command.text);
        return;
      case 'print':
        this.#owner.print(command.bytes);
        return;
      case 'result':
        this.#owner.result(command.ok, command.text);
        return;
    }
  }

  #ask(ask: Ask): void {
    const settle = (answer: Answer): void => this.#handle({ type: 'answered', answer });
    const fail = (error: unknown): void => settle({ effect: 'failed', reason: describeError(error).error });
    // Answered in a later turn also when the answer is there, so that the machine is never entered twice.
    void Promise.resolve()
      .then(() => this.#owner.answer(ask))
      .then(settle, fail);
  }

  #arm(timer: TimerName, ms: number, act: () => void): void {
    this.#disarm(timer);
    if (this.#over) return;
    this.#timers.set(
      timer,
      setTimeout(() => {
        this.#timers.delete(timer);
        act();
      }, ms),
    );
  }

  #disarm(timer: TimerName): void {
    clearTimeout(this.#timers.get(timer));
    this.#timers.delete(timer);
  }
}
