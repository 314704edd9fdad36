import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../machine/service.ts';
import type { Ending } from './client-outcome.ts';
import { outcome, readTimedOut } from './client-outcome.ts';

/** A person types, the server answers. Their end of input closes our sending side; the server's end, the connection. */
export class InteractiveClient implements ServiceMachine {
  readonly #crlf: boolean;
  readonly #ending: Ending;
  #inputOver = false;

  /** `crlf`: lines of the person end with LF, those of the protocol with CRLF. */
  constructor(crlf: boolean, ending: Ending) {
    this.#crlf = crlf;
    this.#ending = ending;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'bytes':
        return [{ type: 'print', bytes: event.bytes }];
      case 'input': {
        if (event.bytes === undefined) {
          this.#inputOver = true;
          return [{ type: 'half-close' }];
        }
        const text = event.bytes.toString('latin1');
        return [{ type: 'send', bytes: Buffer.from(this.#crlf ? text.replace(/\r?\n/g, '\r\n') : text, 'latin1') }];
      }
      case 'end':
        return outcome(true, 'the server closed the connection', this.#ending);
      case 'idle':
        // A person may think as long as they like; only an answer that is owed can be late.
        return this.#inputOver ? outcome(false, readTimedOut, this.#ending) : [];
      default:
        return [];
    }
  }
}
