import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note, send } from '../../machine/service.ts';
import type { Ending } from '../client-outcome.ts';
import { closedEarly, outcome, readTimedOut } from '../client-outcome.ts';
import { ReplyReader } from '../reply-reader.ts';

interface SmtpPlan {
  clientName: string;
  from: string;
  to: string[];
  subject: string;
  body: string;
  date: Date;
  /** Messages sent on the one connection. */
  times: number;
  thinkMs: number;
  ending: Ending;
}

/** SMTP client (RFC 5321): greets, sends messages, quits. */
export class SmtpClient implements ServiceMachine {
  readonly #plan: SmtpPlan;
  readonly #replies = new ReplyReader();
  readonly #dialogue: { line: string; text: string }[];
  #next = 0;
  #quitting = false;

  constructor(plan: SmtpPlan) {
    this.#plan = plan;
    this.#dialogue = dialogue(plan);
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'bytes':
        this.#replies.append(event.bytes);
        return this.#advance();
      case 'timer':
        return this.#say();
      case 'end':
        return this.#quitting ? [finish] : this.#fail(closedEarly);
      case 'idle':
        return this.#fail(readTimedOut);
      default:
        return [];
    }
  }

  #advance(): ServiceCommand[] {
    const reply = this.#replies.nextSmtp();
    if (reply === undefined) return [];
    if (typeof reply === 'string') return this.#fail(reply);
    const heard: ServiceCommand[] = [{ type: 'print', bytes: Buffer.from(`${reply.lines.join('\n')}\n`) }];
    if (!reply.ok) return [...heard, ...this.#fail(`the server refuses: ${reply.lines.join(' ')}`)];
    if (this.#quitting) return [...heard, ...outcome(true, `${this.#plan.times} messages sent`, this.#plan.ending)];
    return [...heard, ...(this.#plan.thinkMs > 0 ? [{ type: 'timer', ms: this.#plan.thinkMs } as const] : this.#say())];
  }

  #say(): ServiceCommand[] {
    const { line, text } = this.#dialogue[this.#next++];
    this.#quitting = this.#next === this.#dialogue.length;
    return [send(line), note(text)];
  }

  #fail(text: string): ServiceCommand[] {
    return outcome(false, text, this.#plan.ending);
  }
}

function dialogue(plan: SmtpPlan): { line: string; text: string }[] {
  const command = (text: string) => ({ line: `${text}\r\n`, text });
  const lines = [command(`EHLO ${plan.clientName}`)];
  const header = [
    `Date: ${plan.date.toUTCString().replace('GMT', '+0000')}`,
    `From: <${plan.from}>`,
    `To: ${plan.to.map((address) => `<${address}>`).join(', ')}`,
    `Subject: ${plan.subject}`,
  ];
  const body = plan.body.split(/\r?\n/).map((line) => (line.startsWith('.') ? `.${line}` : line));
  const message = `${[...header, '', ...body, '.'].join('\r\n')}\r\n`;
  for (let time = 0; time < plan.times; time++) {
    lines.push(command(`MAIL FROM:<${plan.from}>`));
    for (const address of plan.to) lines.push(command(`RCPT TO:<${address}>`));
    lines.push(command('DATA'), { line: message, text: `message of ${message.length} bytes` });
  }
  return [...lines, command('QUIT')];
}
