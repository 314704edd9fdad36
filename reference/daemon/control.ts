import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { TraceEndpoint } from '../../contract/trace-event.ts';
import { refusal } from '../machine/access-list.ts';
import { Admission } from '../machine/admission.ts';
import type { LifecycleCommand, LifecycleEvent } from '../machine/lifecycle.ts';
import { Lifecycle } from '../machine/lifecycle.ts';
import type { Severity } from '../machine/service.ts';
import { isProblem } from '../options/option.ts';
import type { Given } from '../options/parse.ts';
import type { ServiceName } from '../services/catalogue.ts';
import { serviceEntry } from '../services/catalogue.ts';
import { descriptor } from '../shell/descriptor.ts';
import { errorText } from '../shell/errno.ts';
import type { Identity } from '../tls/certificate.ts';
import { makeIdentity } from '../tls/certificate.ts';
import type { Clock } from '../trace/clock.ts';
import { TraceWriter } from '../trace/trace-writer.ts';
import { DatagramListener } from './datagrams.ts';
import type { Dispatcher, DispatcherEvents } from './dispatcher.ts';
import { LoopDispatcher, PoolDispatcher } from './dispatcher.ts';
import { makeSharedCounters } from './hit-counter.ts';
import { ListenError, Listener } from './listener.ts';
import type { Log } from './log.ts';
import type { DaemonState } from './pid-file.ts';
import { writeState } from './pid-file.ts';
import { ProcessWorker } from './process-worker.ts';
import type { Settings } from './settings.ts';
import { admissionRules, changedButFixed, parseHostPort, poolRules, readSettings } from './settings.ts';
import { ThreadWorker } from './thread-worker.ts';
import type { Handover, ServingSettings } from './unit-messages.ts';

/** The daemon's own process: listens, accepts, admits, hands over, and obeys signals. */
export class Control {
  readonly #flags: Given;
  readonly #folder: string;
  readonly #log: Log;
  readonly #exit: (status: number) => void;
  readonly #trace: TraceWriter;
  readonly #admission: Admission;
  readonly #lifecycle = new Lifecycle();
  readonly #dispatcher: Dispatcher;
  readonly #identity: Identity | undefined;
  readonly #started = new Date();
  readonly #waiting = new Map<NodeJS.Timeout, () => void>();
  #settings: Settings;
  #listeners: Listener[] = [];
  #datagrams: DatagramListener[] = [];
  #graceTimer: NodeJS.Timeout | undefined;
  #onEmpty: (() => void) | undefined;
  #connections = 0;
  #limitReached = false;

  /** `exit` ends the process, once. Throws when the trace or the certificate cannot be written. */
  constructor(
    settings: Settings,
    flags: Given,
    folder: string,
    clock: Clock,
    log: Log,
    exit: (status: number) => void,
  ) {
    this.#settings = settings;
    this.#flags = flags;
    this.#folder = folder;
    this.#log = log;
    this.#exit = exit;
    const path = settings.trace === '' ? undefined : settings.trace;
    this.#trace = new TraceWriter(path, clock, 'daemon', 'control', (reason) => log.write('warning', reason));
    this.#admission = new Admission(admissionRules(settings));
    this.#identity = this.#makeIdentity();
    this.#dispatcher = this.#makeDispatcher();
  }

  get trace(): TraceWriter {
    return this.#trace;
  }

  /** Opens all listening sockets. Throws ListenError. */
  async start(): Promise<void> {
    this.#trace.write('start', { text: `daemon, model ${this.#settings.model}` });
    const started = this.#dispatcher.start();
    try {
      for (const service of new Set(this.#settings.services))
        for (const address of this.#settings.bind) await this.#open(service, address);
    } catch (error) {
      this.#closeListeners();
      this.#dispatcher.kill();
      throw error;
    }
    await started;
    this.writeState();
    this.#say('notice', `started, model ${this.#settings.model}`);
  }

  get addresses(): DaemonState['listeners'] {
    const describe = (protocol: 'tcp' | 'udp') => (listener: { service: string; local: TraceEndpoint }) => ({
      service: listener.service,
      protocol,
      ...listener.local,
    });
    return [...this.#listeners.map(describe('tcp')), ...this.#datagrams.map(describe('udp'))];
  }

  signal(signal: Extract<LifecycleEvent, { type: 'signal' }>['signal']): void {
    this.#trace.write('signal', { text: signal });
    this.#say('notice', `${signal} received`);
    this.#live({ type: 'signal', signal });
  }

  state(): DaemonState {
    return {
      pid: process.pid,
      model: this.#settings.model,
      started: this.#started.toISOString(),
      written: new Date().toISOString(),
      listeners: this.addresses,
      connections: this.#admission.counts,
      workers: this.#dispatcher.workers,
    };
  }

  /** Writes the state beside the pid file, for `status`. */
  writeState(): void {
    try {
      writeState(this.#settings['pid-file'], this.state());
    } catch (error) {
      this.#say('warning', `the state cannot be written: ${errorText(error)}`);
    }
  }

  async #open(service: ServiceName, address: string): Promise<void> {
    const chosen = this.#settings.port.findLast((port) => port.service === service)?.port;
    const port = chosen ?? (this.#settings['any-port'] ? 0 : serviceEntry(service).port);
    const { datagrams } = serviceEntry(service);
    const owner = {
      refusal: (from: string) => refusal(admissionRules(this.#settings).access, from),
      collected: (text: string) => this.#log.collected(text),
      warn: (text: string) => this.#say('warning', text),
    };
    // Any free port must be free for both protocols; a port that is taken for one is tried again with another.
    for (let attempt = 1; ; attempt++) {
      let same = port;
      let listener: Listener | undefined;
      if (datagrams !== 'only') {
        const { backlog } = this.#settings;
        listener = await Listener.open(service, address, port, backlog, this.#trace, (socket, from) =>
          this.#accepted(socket, from),
        );
        listener.onError((error) => this.#say('alert', `${service}: accept failed: ${errorText(error)}`));
        same = listener.local.port;
      }
      try {
        if (datagrams !== 'no')
          this.#datagrams.push(await DatagramListener.open(service, address, same, this.#trace, owner));
      } catch (error) {
        listener?.close();
        if (port === 0 && attempt < 10 && error instanceof ListenError) continue;
        throw error;
      }
      if (listener !== undefined) this.#listeners.push(listener);
      return;
    }
  }

  #accepted(socket: Socket, listener: Listener) {
    const connection = `d${process.pid}-${++this.#connections}`;
    const remote = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
    const handover: Handover = {
      connection,
      service: listener.service,
      local: localEnd(socket, listener.local),
      remote,
    };
    const facts = { ...handover, protocol: 'tcp' as const, fd: descriptor(socket) };
    this.#trace.write('accept', facts);
    socket.on('error', () => {});
    const verdict = this.#admission.arrive(connection, remote.address);
    const who = `${listener.service} connection ${connection} from ${remote.address} port ${remote.port}`;
    if (verdict.verdict === 'close') {
      this.#trace.write('refuse', { ...facts, text: verdict.reason });
      this.#trace.write('close', facts);
      socket.destroy();
      this.#say(verdict.cause === 'limit' ? 'alert' : 'warning', `${who} is refused: ${verdict.reason}`);
      return;
    }
    if (verdict.verdict === 'wait') {
      this.#trace.write('delay', { ...facts, text: verdict.reason });
      if (!this.#limitReached) this.#say('warning', `${who} waits ${verdict.ms} ms: ${verdict.reason}`);
      this.#limitReached = true;
      const serve = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(timer);
        this.#dispatcher.dispatch(handover, socket);
      };
      const timer = setTimeout(serve, verdict.ms);
      this.#waiting.set(timer, serve);
      return;
    }
    this.#limitReached = false;
    this.#say('info', `${who} is accepted`);
    this.#dispatcher.dispatch(handover, socket);
  }

  #live(event: LifecycleEvent) {
    for (const command of this.#lifecycle.receive(event)) this.#obey(command);
  }

  #obey(command: LifecycleCommand) {
    switch (command.type) {
      case 'reload':
        return this.#reload();
      case 'stop-gracefully':
        this.#admission.stop();
        this.#closeListeners();
        for (const serve of [...this.#waiting.values()]) serve();
        this.#say('notice', `stopping, ${this.#admission.inside} connections are open`);
        this.#graceTimer = setTimeout(
          () => this.#live({ type: 'grace-over', left: this.#admission.inside }),
          this.#settings.grace,
        );
        this.#dispatcher.stop();
        return;
      case 'stop-now':
        this.#say('warning', `stopping at once: ${command.reason}`);
        this.#closeListeners();
        this.#dispatcher.kill();
        return;
      case 'exit':
        clearTimeout(this.#graceTimer);
        this.#end(command.status);
    }
  }

  /** Ends the process when all its children and threads are reaped, a second later at most. */
  #end(status: number) {
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      this.#say('notice', `ended with exit status ${status}`);
      this.#trace.write('exit', { status });
      this.#exit(status);
    };
    this.#onEmpty = end;
    if (this.#dispatcher.workers === 0) end();
    else setTimeout(end, 1_000);
  }

  #reload() {
    const settings = readSettings(this.#flags, this.#folder);
    if (isProblem(settings)) {
      this.#trace.write('reload', { text: settings.problem });
      this.#say('warning', `the old configuration stays in force. ${settings.problem}`);
      return;
    }
    const fixed = changedButFixed(this.#settings, settings);
    const kept: Record<string, unknown> = {};
    for (const name of fixed) kept[name] = this.#settings[name as keyof Settings];
    this.#settings = { ...settings, ...kept };
    this.#admission.rules = admissionRules(this.#settings);
    this.#dispatcher.configure(this.#servingSettings(), poolRules(this.#settings));
    this.#log.configure(logSettings(this.#settings));
    this.#trace.write('reload', { text: 'configuration read' });
    if (fixed.length > 0) this.#say('warning', `only a restart changes ${fixed.join(', ')}`);
    this.#say('notice', 'the configuration was read again');
    this.writeState();
  }

  #makeDispatcher(): Dispatcher {
    const settings = this.#servingSettings();
    const counters = makeSharedCounters();
    const events: DispatcherEvents = {
      over: (connection) => this.#admission.leave(connection),
      log: (severity, text) => this.#say(severity, text),
      status: () => JSON.stringify(this.state(), undefined, 2),
      queued: (handover) =>
        this.#trace.write('delay', { ...handover, protocol: 'tcp', text: 'no process or thread is free' }),
      empty: () => {
        this.#live({ type: 'quiet' });
        this.#onEmpty?.();
      },
    };
    const rules = poolRules(this.#settings);
    switch (this.#settings.model) {
      case 'select':
        return new LoopDispatcher(settings, counters, events);
      case 'thread':
        return new PoolDispatcher(
          rules,
          settings,
          (now, of) => new ThreadWorker(now, counters, of, this.#trace),
          events,
        );
      default:
        return new PoolDispatcher(rules, settings, (now, of) => new ProcessWorker(now, of, this.#trace), events);
    }
  }

  #servingSettings(): ServingSettings {
    const settings = this.#settings;
    return {
      clockOffset: this.#trace.clock.offset.toString(),
      trace: settings.trace,
      keyLog: settings['key-log'],
      ...(this.#identity === undefined ? {} : { identity: this.#identity }),
      mailbox: settings.mailbox,
      mailSize: settings['mail-size'],
      readTimeoutMs: settings['read-timeout'],
      writeTimeoutMs: settings['write-timeout'],
      threads: settings.model === 'mixed' ? settings['threads-per-child'] : 0,
    };
  }

  #makeIdentity(): Identity | undefined {
    if (!this.#settings.services.some((service) => serviceEntry(service).tls)) return undefined;
    const bound = this.#settings.bind.filter((address) => address !== '0.0.0.0' && address !== '::');
    const identity = makeIdentity([...new Set(['localhost', '127.0.0.1', '::1', ...bound])], new Date());
    if (this.#settings.certificate !== '') writeFileSync(this.#settings.certificate, identity.certificate);
    return identity;
  }

  #closeListeners() {
    for (const listener of [...this.#listeners, ...this.#datagrams]) listener.close();
    this.#listeners = [];
    this.#datagrams = [];
  }

  #say(severity: Severity, text: string) {
    if (text !== '') this.#log.write(severity, text);
  }
}

export function logSettings(settings: Settings) {
  return {
    least: settings['log-level'],
    collector: settings.syslog === '' ? undefined : parseHostPort(settings.syslog),
    logger: settings.logger,
    file: settings['log-file'],
  };
}

/** Our end of a connection: for a socket bound to all addresses, the one the client chose. */
function localEnd(socket: Socket, bound: TraceEndpoint): TraceEndpoint {
  const { localAddress, localPort } = socket;
  return localAddress === undefined || localPort === undefined ? bound : { address: localAddress, port: localPort };
}
