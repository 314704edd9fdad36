import { ByteQueue } from '../../machine/byte-queue.ts';
import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { note } from '../../machine/service.ts';
import type { Ending } from '../client-outcome.ts';
import { closedEarly, outcome, readTimedOut } from '../client-outcome.ts';

interface EchoPlan {
  message: Buffer;
  /** How often the message is sent on the connection, each after the echo of the one before. */
  times: number;
  /** Wait before each message but the first. */
  thinkMs: number;
  /** Close the sending side after the last message and read the echo after that. */
  halfClose: boolean;
  ending: Ending;
}

/** Sends messages to an echo server and compares what comes back, byte by byte. */
export class EchoClient implements ServiceMachine {
  readonly #plan: EchoPlan;
  readonly #echo = new ByteQueue();
  #sent = 0;
  #halfClosed = false;

  constructor(plan: EchoPlan) {
    this.#plan = plan;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'open':
      case 'timer':
        return this.#next();
      case 'bytes':
        return this.#compare(event.bytes);
      case 'end':
        return this.#sent === this.#plan.times && this.#echo.length === 0 && this.#halfClosed
          ? this.#over(true, this.#counted())
          : this.#over(false, closedEarly);
      case 'idle':
        return this.#over(false, readTimedOut);
      default:
        return [];
    }
  }

  #next(): ServiceCommand[] {
    this.#sent++;
    const commands: ServiceCommand[] = [{ type: 'send', bytes: this.#plan.message }, note(`message ${this.#sent}`)];
    if (this.#sent === this.#plan.times && this.#plan.halfClose) {
      this.#halfClosed = true;
      commands.push({ type: 'half-close' });
    }
    return commands;
  }

  #compare(bytes: Buffer): ServiceCommand[] {
    const { message, times, thinkMs } = this.#plan;
    this.#echo.append(bytes);
    const echo = this.#echo.take(message.length);
    if (echo === undefined) return [];
    if (!echo.equals(message)) return this.#over(false, 'the echo differs from what was sent');
    if (this.#sent < times) return thinkMs > 0 ? [{ type: 'timer', ms: thinkMs }] : this.#next();
    if (this.#halfClosed) return [];
    return this.#over(true, this.#counted());
  }

  #counted(): string {
    const { message, times } = this.#plan;
    return `${times} ${times === 1 ? 'echo' : 'echoes'} of ${message.length} ${message.length === 1 ? 'byte' : 'bytes'}`;
  }

  #over(ok: boolean, text: string): ServiceCommand[] {
    return outcome(ok, text, this.#plan.ending);
  }
}
