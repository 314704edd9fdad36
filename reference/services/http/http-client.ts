import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { note, send } from '../../machine/service.ts';
import type { Ending } from '../client-outcome.ts';
import { closedEarly, outcome, readTimedOut } from '../client-outcome.ts';
import type { Field, Framing, MessageHead } from './message-reader.ts';
import { bodyFraming, fieldValue, MessageReader } from './message-reader.ts';

interface HttpPlan {
  host: string;
  method: string;
  path: string;
  body: Buffer | undefined;
  /** Requests on the one connection, each after the response to the one before. */
  times: number;
  thinkMs: number;
  halfClose: boolean;
  ending: Ending;
}

/** HTTP/1.1 client: requests one after the other on a connection kept alive, the last asks to close it. */
export class HttpClient implements ServiceMachine {
  readonly #plan: HttpPlan;
  readonly #reader = new MessageReader();
  #sent = 0;
  #status = '';
  #statuses = new Map<string, number>();
  #bodyBytes = 0;
  #untilClose = false;
  #lastOne = false;

  constructor(plan: HttpPlan) {
    this.#plan = plan;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'open':
      case 'timer':
        return this.#request();
      case 'bytes':
        this.#reader.append(event.bytes);
        return this.#advance();
      case 'end':
        return this.#untilClose ? this.#whole() : this.#fail(closedEarly);
      case 'idle':
        return this.#fail(readTimedOut);
      default:
        return [];
    }
  }

  #request(): ServiceCommand[] {
    const { host, method, path, body, times, halfClose } = this.#plan;
    this.#sent++;
    const last = this.#sent === times;
    const fields: Field[] = [
      ['Host', host],
      ['User-Agent', 'osiscope-client'],
      ['Accept', '*/*'],
    ];
    if (body !== undefined) fields.push(['Content-Length', String(body.length)]);
    if (last) fields.push(['Connection', 'close']);
    const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const commands: ServiceCommand[] = [send(`${method} ${path} HTTP/1.1\r\n${lines}\r\n`)];
    if (body !== undefined) commands.push({ type: 'send', bytes: body });
    if (last && halfClose) commands.push({ type: 'half-close' });
    return [...commands, note(`${method} ${path}`)];
  }

  #advance(): ServiceCommand[] {
    const commands: ServiceCommand[] = [];
    for (;;) {
      const part = this.#reader.next();
      if (part === undefined) return commands;
      if (part.type === 'bad') return [...commands, ...this.#fail(`the response is wrong: ${part.reason}`)];
      if (part.type === 'body') {
        this.#bodyBytes += part.bytes.length;
        commands.push({ type: 'print', bytes: part.bytes });
      } else if (part.type === 'over') {
        if (!this.#status.startsWith('1')) return [...commands, ...this.#whole()];
      } else {
        const problem = this.#begin(part.head);
        if (problem !== undefined) return [...commands, ...this.#fail(problem)];
      }
    }
  }

  /** Takes the head of a response; returns what is wrong with it. */
  #begin(head: MessageHead): string | undefined {
    const [version, status] = head.start;
    if (!/^HTTP\/1\.[01]$/.test(version) || !/^[1-5]\d\d$/.test(status)) return 'the server does not speak HTTP/1';
    this.#status = status;
    this.#lastOne = (fieldValue(head.fields, 'connection') ?? '').toLowerCase().includes('close');
    const framing = this.#framing(status, head.fields);
    if (typeof framing === 'string') return framing;
    this.#untilClose = framing.by === 'close';
    this.#reader.frame(framing);
    return undefined;
  }

  /** How the body of the response ends (RFC 9112 section 6.3). */
  #framing(status: string, fields: Field[]): Framing | string {
    if (this.#plan.method === 'HEAD' || status.startsWith('1') || status === '204' || status === '304')
      return { by: 'none' };
    const framing = bodyFraming(fields);
    if ('bad' in framing) return framing.reason;
    return framing.by === 'none' ? { by: 'close' } : framing;
  }

  #whole(): ServiceCommand[] {
    this.#statuses.set(this.#status, (this.#statuses.get(this.#status) ?? 0) + 1);
    this.#untilClose = false;
    const noted = note(`response ${this.#status}`);
    if (this.#sent < this.#plan.times && !this.#lastOne)
      return [
        noted,
        ...(this.#plan.thinkMs > 0 ? [{ type: 'timer', ms: this.#plan.thinkMs } as const] : this.#request()),
      ];
    if (this.#sent < this.#plan.times) return [noted, ...this.#fail(closedEarly)];
    const counts = [...this.#statuses].map(([status, count]) => `${count} times ${status}`).join(', ');
    const ok = [...this.#statuses.keys()].every((status) => status < '400');
    return [noted, ...outcome(ok, `${counts}, ${this.#bodyBytes} body bytes`, this.#plan.ending)];
  }

  #fail(text: string): ServiceCommand[] {
    return outcome(false, text, this.#plan.ending);
  }
}
