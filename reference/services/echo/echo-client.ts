import { ByteQueue } from '../../machine/byte-queue.ts';
import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note } from '../../machine/service.ts';

export interface EchoPlan {
  message: Buffer;
  /** How often the message is sent on the connection, each after the echo of the one before. */
  times: number;
  /** Wait before each message but the first. */
  thinkMs: number;
  /** Close the sending side after the last message and read the echo after that. */
  halfClose: boolean;
  /** Throw the connection away (RST) after the last echo instead of closing it. */
  reset: boolean;
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
          ? this.#over(true, `${this.#sent} echoes of ${this.#plan.message.length} bytes`)
          : this.#over(false, 'the server closed the connection before the whole echo came back');
      case 'idle':
        return this.#over(false, 'the read timed out');
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
    return this.#over(true, `${times} echoes of ${message.length} bytes`);
  }

  #over(ok: boolean, text: string): ServiceCommand[] {
    return [{ type: 'result', ok, text }, this.#plan.reset ? { type: 'abort' } : finish];
  }
}
