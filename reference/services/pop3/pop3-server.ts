import { ByteQueue } from '../../machine/byte-queue.ts';
import type { Answer, ServiceCommand, ServiceContext, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note, send } from '../../machine/service.ts';
import { mailboxName } from '../smtp/path.ts';
import { stuffDots, topOf } from './message-text.ts';

const longestLine = 512;
const mostErrors = 20;

interface Entry {
  id: string;
  size: number;
  deleted: boolean;
}

/** POP3 server (RFC 1939) for one connection. Any password opens a mailbox: this is for laboratories. */
export class Pop3Server implements ServiceMachine {
  readonly #context: ServiceContext;
  readonly #bytes = new ByteQueue();
  #user = '';
  #entries: Entry[] | undefined;
  /** What is asked for: how many body lines to show, all if undefined. */
  #asked: { command: 'PASS' | 'RETR' | 'TOP' | 'QUIT'; lines?: number } | undefined;
  #errors = 0;
  /** Nothing more is expected: what has arrived is answered, then the connection ends. */
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
        this.#ok(`Osiscope POP3 at ${this.#context.hostName}`);
        break;
      case 'bytes':
        this.#bytes.append(event.bytes);
        break;
      case 'answer':
        this.#answered(event.answer);
        break;
      case 'stop':
      case 'idle':
      case 'end':
        this.#ending = true;
        break;
    }
    while (this.#asked === undefined && !this.#over && this.#advance());
    // Without QUIT nothing is deleted; the maildrop is only given free.
    if (this.#ending && this.#asked === undefined) this.#leave([]);
    return this.#commands;
  }

  #advance(): boolean {
    const line = this.#bytes.takeLine(longestLine);
    if (line === undefined) return false;
    if (line === 'too-long') {
      this.#error('the line is too long');
      this.#leave([]);
      return true;
    }
    const [verb, ...words] = line.trim().split(/\s+/);
    this.#command(verb.toUpperCase(), words);
    return true;
  }

  #command(verb: string, words: string[]) {
    switch (verb) {
      case 'CAPA':
        return this.#lines('capabilities', ['USER', 'TOP', 'UIDL', 'PIPELINING', 'IMPLEMENTATION Osiscope']);
      case 'QUIT': {
        const remove = (this.#entries ?? []).filter((entry) => entry.deleted).map((entry) => entry.id);
        if (this.#entries !== undefined) return this.#ask({ command: 'QUIT' }, remove);
        this.#ok('goodbye');
        return this.#leave([]);
      }
      case 'NOOP':
        return this.#ok('nothing done');
    }
    if (this.#entries === undefined) this.#authorization(verb, words);
    else this.#transaction(verb, words, this.#entries);
  }

  #authorization(verb: string, words: string[]) {
    if (verb === 'USER') {
      const user = mailboxName(words[0] ?? '');
      if (user === undefined) return this.#error('there can be no such mailbox');
      this.#user = user;
      return this.#ok('any password will do');
    }
    if (verb !== 'PASS') return this.#error('say USER and PASS first');
    if (this.#user === '') return this.#error('say USER first');
    if (words.length === 0) return this.#error('PASS needs a password');
    this.#asked = { command: 'PASS' };
    this.#commands.push({ type: 'ask', ask: { effect: 'open-maildrop', user: this.#user } });
  }

  #transaction(verb: string, words: string[], entries: Entry[]) {
    const there = entries.filter((entry) => !entry.deleted);
    switch (verb) {
      case 'STAT':
        return this.#ok(`${there.length} ${total(there)}`);
      case 'LIST':
      case 'UIDL': {
        const show = (entry: Entry): string =>
          `${entries.indexOf(entry) + 1} ${verb === 'LIST' ? entry.size : entry.id}`;
        if (words.length === 0) return this.#lines(`${there.length} messages`, there.map(show));
        const entry = this.#find(words[0], entries);
        if (entry !== undefined) this.#ok(show(entry));
        return;
      }
      case 'RETR':
      case 'TOP': {
        const entry = this.#find(words[0], entries);
        if (entry === undefined) return;
        if (verb === 'TOP' && !/^\d{1,6}$/.test(words[1] ?? '')) return this.#error('TOP needs a number of lines');
        this.#asked = verb === 'TOP' ? { command: 'TOP', lines: Number(words[1]) } : { command: 'RETR' };
        this.#commands.push({ type: 'ask', ask: { effect: 'read-message', user: this.#user, id: entry.id } });
        return;
      }
      case 'DELE': {
        const entry = this.#find(words[0], entries);
        if (entry === undefined) return;
        entry.deleted = true;
        return this.#ok('deleted when you quit');
      }
      case 'RSET':
        for (const entry of entries) entry.deleted = false;
        return this.#ok(`${entries.length} messages`);
      default:
        this.#error('there is no such command');
    }
  }

  #answered(answer: Answer) {
    const asked = this.#asked;
    this.#asked = undefined;
    if (answer.effect === 'failed') this.#error(answer.reason);
    else if (answer.effect === 'maildrop') {
      this.#entries = answer.messages.map(({ id, size }) => ({ id, size, deleted: false }));
      this.#ok(`${this.#entries.length} messages (${total(this.#entries)} octets)`);
    } else if (answer.effect === 'message') {
      const text = asked?.lines === undefined ? answer.message : topOf(answer.message, asked.lines);
      this.#commands.push(send(`+OK ${text.length} octets\r\n`), { type: 'send', bytes: stuffDots(text) });
      this.#commands.push(send('.\r\n'), note(`${asked?.command} -> ${text.length} octets`));
    }
    if (asked?.command === 'QUIT') {
      this.#entries = undefined;
      if (answer.effect !== 'failed') this.#ok('goodbye');
      this.#leave([]);
    }
  }

  #find(word: string | undefined, entries: Entry[]): Entry | undefined {
    const entry = /^\d{1,6}$/.test(word ?? '') ? entries[Number(word) - 1] : undefined;
    if (entry === undefined || entry.deleted) {
      this.#error('there is no such message');
      return undefined;
    }
    return entry;
  }

  #ask(asked: { command: 'QUIT' }, remove: string[]) {
    this.#asked = asked;
    this.#commands.push({ type: 'ask', ask: { effect: 'close-maildrop', user: this.#user, remove } });
  }

  /** Ends the connection, giving the maildrop free first if it is open. */
  #leave(remove: string[]) {
    if (this.#over) return;
    if (this.#entries !== undefined) {
      this.#entries = undefined;
      this.#commands.push({ type: 'ask', ask: { effect: 'close-maildrop', user: this.#user, remove } });
    }
    this.#over = true;
    this.#commands.push(finish);
  }

  #lines(title: string, lines: string[]) {
    this.#commands.push(send([`+OK ${title}`, ...lines, '.', ''].join('\r\n')), note(`+OK ${title}`));
  }

  #ok(text: string) {
    this.#commands.push(send(`+OK ${text}\r\n`), note(`+OK ${text}`));
  }

  #error(text: string) {
    this.#commands.push(send(`-ERR ${text}\r\n`), note(`-ERR ${text}`));
    if (++this.#errors >= mostErrors) this.#leave([]);
  }
}

function total(entries: Entry[]): number {
  return entries.reduce((sum, entry) => sum + entry.size, 0);
}
