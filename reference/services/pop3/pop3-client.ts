import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note, send } from '../../machine/service.ts';
import type { Ending } from '../client-outcome.ts';
import { closedEarly, outcome, readTimedOut } from '../client-outcome.ts';
import { ReplyReader } from '../reply-reader.ts';

interface Pop3Plan {
  user: string;
  password: string;
  /** Delete what was read. */
  remove: boolean;
  thinkMs: number;
  ending: Ending;
}

/** POP3 client (RFC 1939): reads all messages of a mailbox. */
export class Pop3Client implements ServiceMachine {
  readonly #plan: Pop3Plan;
  readonly #replies = new ReplyReader();
  #commands: string[];
  #said = '';
  #messages = 0;

  constructor(plan: Pop3Plan) {
    this.#plan = plan;
    this.#commands = [`USER ${plan.user}`, `PASS ${plan.password}`, 'STAT'];
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'bytes':
        this.#replies.append(event.bytes);
        return this.#advance();
      case 'timer':
        return this.#say();
      case 'end':
        return this.#said === 'QUIT' ? [finish] : this.#fail(closedEarly);
      case 'idle':
        return this.#fail(readTimedOut);
      default:
        return [];
    }
  }

  #advance(): ServiceCommand[] {
    const reply = this.#replies.nextPop3(this.#said.startsWith('RETR'));
    if (reply === undefined) return [];
    if (typeof reply === 'string') return this.#fail(reply);
    const heard: ServiceCommand[] = [{ type: 'print', bytes: Buffer.from(`${reply.lines.join('\n')}\n`) }];
    if (!reply.ok) return [...heard, ...this.#fail(`the server refuses: ${reply.lines[0]}`)];
    if (this.#said === 'QUIT')
      return [...heard, ...outcome(true, `${this.#messages} messages read`, this.#plan.ending)];
    if (this.#said === 'STAT') this.#readAll(reply.lines[0]);
    return [...heard, ...(this.#plan.thinkMs > 0 ? [{ type: 'timer', ms: this.#plan.thinkMs } as const] : this.#say())];
  }

  #readAll(stat: string) {
    this.#messages = Math.min(Number(/^\+OK (\d{1,6}) /.exec(stat)?.[1] ?? 0), 10_000);
    for (let number = 1; number <= this.#messages; number++) {
      this.#commands.push(`RETR ${number}`);
      if (this.#plan.remove) this.#commands.push(`DELE ${number}`);
    }
    this.#commands.push('QUIT');
  }

  #say(): ServiceCommand[] {
    this.#said = this.#commands.shift() ?? 'QUIT';
    return [send(`${this.#said}\r\n`), note(this.#said.startsWith('PASS') ? 'PASS' : this.#said)];
  }

  #fail(text: string): ServiceCommand[] {
    return outcome(false, text, this.#plan.ending);
  }
}
