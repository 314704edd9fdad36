import { ByteQueue } from '../../machine/byte-queue.ts';
import type { Answer, ServiceCommand, ServiceContext, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note, send } from '../../machine/service.ts';
import { mailboxName, parsePath } from './path.ts';

const longestCommand = 1_024;
const longestTextLine = 65_536;
const mostRecipients = 100;
const mostErrors = 20;

/** SMTP server (RFC 5321) for one connection: receives mail for local mailboxes. */
export class SmtpServer implements ServiceMachine {
  readonly #context: ServiceContext;
  readonly #bytes = new ByteQueue();
  #peer = '';
  #greeted = '';
  #from: string | undefined;
  #recipients: string[] = [];
  /** Lines of the message while DATA is under way. */
  #text: Buffer[] | undefined;
  #size = 0;
  /** A piece of a line too long to wait for was kept; what comes next belongs to the same line. */
  #insideLine = false;
  #asking = false;
  #errors = 0;
  /** The client sends nothing more: what has arrived is answered, then the connection ends. */
  #ending = false;
  #over = false;
  #commands: ServiceCommand[] = [];

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    this.#commands = [];
    switch (event.type) {
      case 'open':
        this.#peer = event.peer;
        this.#reply(220, `${this.#context.hostName} ESMTP Osiscope`);
        break;
      case 'bytes':
        this.#bytes.append(event.bytes);
        break;
      case 'answer':
        this.#delivered(event.answer);
        break;
      case 'idle':
        this.#quit(421, 'Nothing came in time, closing');
        break;
      case 'stop':
        if (this.#from === undefined) this.#quit(421, 'The daemon is stopping');
        break;
      case 'end':
        this.#ending = true;
        break;
    }
    while (!this.#asking && !this.#over && this.#advance());
    if (this.#ending && !this.#asking && !this.#over) {
      this.#over = true;
      this.#commands.push(finish);
    }
    return this.#commands;
  }

  /** Uses one line, if there is one. */
  #advance(): boolean {
    const line = this.#bytes.takeLine(this.#text === undefined ? longestCommand : longestTextLine);
    if (line === undefined) return false;
    if (line === 'too-long') this.#tooLong();
    else if (this.#text === undefined) this.#command(line);
    else this.#textLine(line);
    return true;
  }

  #tooLong() {
    if (this.#text === undefined) return this.#quit(500, 'The command line is too long');
    // A long line of text is taken in pieces; whether it is too much in all is for the size limit to say.
    this.#keep(this.#bytes.takeUpTo(longestTextLine));
    this.#insideLine = true;
  }

  #command(line: string) {
    const space = line.indexOf(' ');
    const verb = (space < 0 ? line : line.slice(0, space)).toUpperCase();
    const argument = space < 0 ? '' : line.slice(space + 1).trim();
    switch (verb) {
      case 'HELO':
      case 'EHLO':
        return this.#hello(verb, argument);
      case 'MAIL':
        return this.#mail(argument);
      case 'RCPT':
        return this.#recipient(argument);
      case 'DATA':
        return this.#data();
      case 'RSET':
        this.#reset();
        return this.#reply(250, 'Forgotten');
      case 'NOOP':
        return this.#reply(250, 'Nothing done');
      case 'VRFY':
        return this.#reply(252, 'Send to it and see');
      case 'HELP':
        return this.#reply(214, 'HELO EHLO MAIL RCPT DATA RSET NOOP VRFY QUIT');
      case 'QUIT':
        return this.#quit(221, 'Goodbye');
      default:
        this.#error(500, 'There is no such command');
    }
  }

  #hello(verb: string, name: string) {
    if (name === '') return this.#error(501, `${verb} needs a name`);
    this.#reset();
    this.#greeted = name.replace(/[^\x21-\x7e]/g, '?').slice(0, 255);
    if (verb === 'HELO') return this.#reply(250, this.#context.hostName);
    const lines = [
      `${this.#context.hostName} greets you`,
      `SIZE ${this.#context.mailSize}`,
      '8BITMIME',
      'PIPELINING',
      'HELP',
    ];
    const text = lines.map((line, index) => `250${index === lines.length - 1 ? ' ' : '-'}${line}\r\n`).join('');
    this.#commands.push(send(text), note(`${verb} -> 250`));
  }

  #mail(argument: string) {
    if (this.#greeted === '') return this.#error(503, 'Say HELO first');
    if (this.#from !== undefined) return this.#error(503, 'There is a sender already');
    const path = parsePath('FROM', argument);
    if (path === undefined) return this.#error(501, 'MAIL FROM:<address> is expected');
    const size = path.parameters.get('SIZE');
    if (size !== undefined && Number(size) > this.#context.mailSize)
      return this.#error(552, `A message may have ${this.#context.mailSize} bytes`);
    this.#from = path.address;
    this.#reply(250, 'Sender taken');
  }

  #recipient(argument: string) {
    if (this.#from === undefined) return this.#error(503, 'MAIL comes first');
    const path = parsePath('TO', argument);
    if (path === undefined || path.address === '') return this.#error(501, 'RCPT TO:<address> is expected');
    const mailbox = mailboxName(path.address);
    if (mailbox === undefined) return this.#error(550, 'There can be no such mailbox here');
    if (this.#recipients.length >= mostRecipients) return this.#error(452, 'Too many recipients');
    if (!this.#recipients.includes(mailbox)) this.#recipients.push(mailbox);
    this.#reply(250, 'Recipient taken');
  }

  #data() {
    if (this.#recipients.length === 0) return this.#error(503, 'RCPT comes first');
    const date = this.#context.now().toUTCString().replace('GMT', '+0000');
    const path = `Return-Path: <${this.#from}>\r\n`;
    const trace = `Received: from ${this.#greeted} ([${this.#peer}])\r\n by ${this.#context.hostName} with ESMTP; ${date}\r\n`;
    this.#text = [Buffer.from(path + trace, 'latin1')];
    this.#size = this.#text[0].length;
    this.#reply(354, 'Send the message, end with a line that is a single dot');
  }

  #textLine(line: string) {
    const begins = !this.#insideLine;
    this.#insideLine = false;
    if (begins && line === '.') return this.#endOfText();
    this.#keep(Buffer.from(`${begins && line.startsWith('.') ? line.slice(1) : line}\r\n`, 'latin1'));
  }

  /** Keeps a piece of the message. Once it is too large nothing is kept, but its end is still waited for. */
  #keep(piece: Buffer) {
    this.#size += piece.length;
    if (this.#size > this.#context.mailSize) this.#text = [];
    else this.#text?.push(piece);
  }

  #endOfText() {
    const message = Buffer.concat(this.#text as Buffer[]);
    this.#text = undefined;
    if (this.#size > this.#context.mailSize) {
      this.#reset();
      return this.#error(552, `A message may have ${this.#context.mailSize} bytes`);
    }
    this.#asking = true;
    const from = this.#from as string;
    this.#commands.push({ type: 'ask', ask: { effect: 'deliver', from, recipients: this.#recipients, message } });
  }

  #delivered(answer: Answer) {
    this.#asking = false;
    this.#reset();
    if (answer.effect === 'delivered') this.#reply(250, `Delivered as ${answer.id}`);
    else this.#reply(452, answer.effect === 'failed' ? `Not delivered: ${answer.reason}` : 'Not delivered');
  }

  #reset() {
    this.#from = undefined;
    this.#recipients = [];
    this.#text = undefined;
    this.#size = 0;
  }

  #reply(code: number, text: string) {
    this.#commands.push(send(`${code} ${text}\r\n`), note(`${code} ${text}`));
  }

  #error(code: number, text: string) {
    if (++this.#errors >= mostErrors) return this.#quit(421, 'Too many errors');
    this.#reply(code, text);
  }

  #quit(code: number, text: string) {
    if (this.#over) return;
    this.#reply(code, text);
    this.#over = true;
    this.#commands.push(finish);
  }
}
