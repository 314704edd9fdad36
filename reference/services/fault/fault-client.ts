import { ByteQueue } from '../../machine/byte-queue.ts';
import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { note, send } from '../../machine/service.ts';
import { outcome, print, readTimedOut } from '../client-outcome.ts';

/** Asks the fault service for one fault and reports what became of the connection. */
export class FaultClient implements ServiceMachine {
  readonly #fault: string;
  readonly #bytes = new ByteQueue();
  #greeted = false;

  /** `fault`: a name and a number, such as "hang 500". */
  constructor(fault: string) {
    this.#fault = fault;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'bytes': {
        this.#bytes.append(event.bytes);
        const line = this.#bytes.takeLine(1_000);
        if (line === undefined) return [];
        if (!this.#greeted) {
          this.#greeted = true;
          return [send(`${this.#fault}\r\n`), note(`fault ${this.#fault}`)];
        }
        return [print(`${line}\n`), ...outcome(true, `fault ${this.#fault}: ${line}`, 'close')];
      }
      case 'end':
        return outcome(true, `fault ${this.#fault}: the server closed the connection`, 'close');
      case 'idle':
        return outcome(false, readTimedOut, 'close');
      default:
        return [];
    }
  }
}
