import { appendFile } from 'node:fs';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';
import type { SecureContext } from 'node:tls';
import { createSecureContext, createServer, TLSSocket } from 'node:tls';
import { usualRules } from '../machine/connection.ts';
import type { Answer, Ask, ServiceContext, Severity } from '../machine/service.ts';
import { serviceEntry } from '../services/catalogue.ts';
import { ConnectionShell } from '../shell/connection-shell.ts';
import { ConnectionTrace } from '../shell/connection-trace.ts';
import { errorText } from '../shell/errno.ts';
import { TcpStream } from '../shell/tcp-stream.ts';
import { RecordStream, TlsStream } from '../shell/tls-stream.ts';
import { Clock } from '../trace/clock.ts';
import { TraceWriter } from '../trace/trace-writer.ts';
import { commitFault } from './faults.ts';
import { HitCounter } from './hit-counter.ts';
import { Mailbox } from './mailbox.ts';
import type { Handover, ServingSettings } from './unit-messages.ts';

interface ServingOwner {
  log(severity: Severity, text: string): void;
  over(connection: string): void;
  status(): string | Promise<string>;
}

/** Serves connections in the calling process or thread, whichever it is. */
export class Serving {
  readonly trace: TraceWriter;
  readonly #owner: ServingOwner;
  readonly #counter: HitCounter;
  readonly #context: ServiceContext;
  readonly #shells = new Map<string, ConnectionShell>();
  readonly #tlsServer = createServer();
  #settings: ServingSettings;
  #secure: SecureContext | undefined;
  #stopping = false;

  /** `part` names this process or thread in the trace. */
  constructor(settings: ServingSettings, part: string, counters: SharedArrayBuffer, owner: ServingOwner) {
    const clock = new Clock(BigInt(settings.clockOffset));
    const path = settings.trace === '' ? undefined : settings.trace;
    this.trace = new TraceWriter(path, clock, 'daemon', part, (reason) => owner.log('warning', reason));
    this.#owner = owner;
    this.#counter = new HitCounter(counters);
    this.#settings = settings;
    this.#context = { now: () => new Date(), hostName: hostname(), mailSize: settings.mailSize };
    if (settings.identity !== undefined)
      this.#secure = createSecureContext({ key: settings.identity.key, cert: settings.identity.certificate });
  }

  get open(): number {
    return this.#shells.size;
  }

  /** New time-outs count for connections that come after. */
  configure(settings: ServingSettings): void {
    this.#settings = settings;
  }

  serve(handover: Handover, socket: Socket): void {
    const { connection, service, local, remote } = handover;
    const entry = serviceEntry(service);
    if (entry.make === undefined) throw new Error(`${service} has no connections`);
    const trace = new ConnectionTrace(this.trace, { connection, service, local, remote }, undefined);
    const mailbox = new Mailbox(this.#settings.mailbox);
    const name = `${service} connection ${connection} from ${remote.address} port ${remote.port}`;
    const rules = {
      ...usualRules,
      readTimeoutMs: this.#settings.readTimeoutMs,
      writeTimeoutMs: this.#settings.writeTimeoutMs,
    };
    const shell = new ConnectionShell(
      entry.make(this.#context),
      rules,
      {
        answer: (ask) => this.#answer(ask, mailbox),
        log: (severity, text) => this.#owner.log(severity, `${name}: ${text}`),
        print: () => {},
        result: () => {},
        timedOut: (direction) => this.#owner.log('notice', `${name}: the ${direction} timed out`),
        failed: (error) => this.#owner.log('notice', `${name} failed: ${errorText(error)}`),
        over: () => {
          this.#shells.delete(connection);
          void mailbox.release().catch(() => {});
          this.#owner.over(connection);
        },
      },
      trace,
    );
    this.#shells.set(connection, shell);
    if (entry.tls) this.#serveSecure(socket, shell, trace);
    else {
      const stream = new TcpStream(socket, trace, shell);
      shell.stream = stream;
      shell.opened();
      stream.resume();
    }
    if (this.#stopping) shell.stopping();
  }

  stop(): void {
    this.#stopping = true;
    for (const shell of this.#shells.values()) shell.stopping();
  }

  /** Cuts all connections. */
  kill(): void {
    for (const shell of this.#shells.values()) shell.abort();
  }

  #serveSecure(socket: Socket, shell: ConnectionShell, trace: ConnectionTrace) {
    const records = new RecordStream(() => shell.closed());
    const tcp = new TcpStream(socket, trace, records.events);
    records.under = tcp;
    const secured = new TLSSocket(records, {
      isServer: true,
      secureContext: this.#secure,
      server: this.#tlsServer,
    });
    const stream = new TlsStream(secured, tcp, 'secure', trace, (line) => this.#logKeys(line), shell);
    shell.stream = stream;
    shell.awaitHandshake(this.#settings.readTimeoutMs);
  }

  #logKeys(line: Buffer) {
    const { keyLog } = this.#settings;
    if (keyLog === '') return;
    appendFile(keyLog, line, { mode: 0o600 }, (error) => {
      if (error) this.#owner.log('warning', `The key log ${keyLog} cannot be written: ${errorText(error)}.`);
    });
  }

  async #answer(ask: Ask, mailbox: Mailbox): Promise<Answer> {
    switch (ask.effect) {
      case 'hit':
        return { effect: 'hit', pid: process.pid, tid: this.trace.tid, ...this.#counter.hit(ask.times) };
      case 'status':
        return { effect: 'status', text: await this.#owner.status() };
      case 'deliver':
        return { effect: 'delivered', id: await mailbox.deliver(ask.recipients, ask.message, new Date()) };
      case 'open-maildrop':
        return { effect: 'maildrop', messages: await mailbox.open(ask.user) };
      case 'read-message':
        return { effect: 'message', message: await mailbox.read(ask.user, ask.id) };
      case 'close-maildrop':
        await mailbox.close(ask.user, ask.remove);
        return { effect: 'done', text: '' };
      case 'fault':
        return { effect: 'done', text: commitFault(ask.fault, ask.argument) };
    }
  }
}
