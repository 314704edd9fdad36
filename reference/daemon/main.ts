import { fileURLToPath } from 'node:url';
import { describeOptions, optionsAsJson } from '../options/help.ts';
import { isProblem } from '../options/option.ts';
import type { Given } from '../options/parse.ts';
import { splitFlags } from '../options/parse.ts';
import { serviceEntry, serviceNames } from '../services/catalogue.ts';
import { errorText } from '../shell/errno.ts';
import { Clock } from '../trace/clock.ts';
import { reloadDaemon, showStatus, stopDaemon } from './commands.ts';
import { Control, logSettings } from './control.ts';
import type { StartReport } from './daemonize.ts';
import { daemonize, startedIn } from './daemonize.ts';
import { ListenError } from './listener.ts';
import { Log, program } from './log.ts';
import { daemonOptions } from './options.ts';
import { claimPidFile, releasePidFile } from './pid-file.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';

const usage = `Usage: ${program} [start|stop|reload|status] [OPTION]...

A server of several small services that shows how daemons work: their processes, threads, sockets, signals and
limits. Without a command it starts, in the foreground unless --daemonize is given. --options tells all options
as JSON.

Commands:
  start    start the daemon
  stop     stop the daemon that owns the pid file, and wait for its end
  reload   make it read its configuration again
  status   show whether it runs, where it listens and how many connections it has

Signals: HUP reads the configuration again; INT, QUIT and TERM stop gracefully, a second one at once.
Exit status: 0 after an orderly end, 1 after a failure or a hurried end, 2 for a wrong command line;
status: 3 if it does not run.

Services:
`;

function help(): string {
  const services = serviceNames.map((name) => {
    const { port, datagrams, lab, about } = serviceEntry(name);
    const protocol = datagrams === 'only' ? 'udp' : datagrams === 'too' ? 'tcp, udp' : 'tcp';
    return `  ${name.padEnd(8)} ${String(port).padEnd(6)} ${protocol.padEnd(9)} ${about}${lab ? ' (needs --lab)' : ''}`;
  });
  return `${usage}${services.join('\n')}\n${describeOptions(daemonOptions)}`;
}

async function main(words: string[]): Promise<number | undefined> {
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(help());
    return 0;
  }
  if (words[0] === '--options') {
    process.stdout.write(optionsAsJson(daemonOptions));
    return 0;
  }
  const split = splitFlags(daemonOptions, words);
  if (isProblem(split)) return wrong(split.problem);
  const [command = 'start', ...more] = split.rest;
  if (more.length > 0) return wrong(`One command is expected, not ${split.rest.join(' ')}.`);
  const folder = process.env[startedIn] ?? process.cwd();
  const settings = readSettings(split.given, folder);
  if (isProblem(settings)) return wrong(settings.problem);
  switch (command) {
    case 'stop':
      return stopDaemon(settings);
    case 'reload':
      return reloadDaemon(settings);
    case 'status':
      return showStatus(settings);
    case 'start':
      if (settings.daemonize && process.env[startedIn] === undefined)
        return daemonize(fileURLToPath(import.meta.url), words);
      return start(settings, split.given, folder);
    default:
      return wrong(`There is no command ${command}. See --help.`);
  }
}

function wrong(text: string): number {
  if (process.send !== undefined) tellStarter({ type: 'line', line: text });
  process.stderr.write(`${program}: ${text}\n`);
  return 2;
}

/** Runs the daemon in this process. Undefined: it lives on until a signal ends it. */
async function start(settings: Settings, given: Given, folder: string): Promise<number | undefined> {
  const background = process.env[startedIn] !== undefined;
  delete process.env[startedIn];
  const log = new Log((severity, text) => control?.trace.write('log', { text: `${severity}: ${text}` }));
  const noLocal = log.addLocal(
    background
      ? (line) => tellStarter({ type: 'line', line })
      : (line) => {
          process.stderr.write(`${line}\n`);
        },
  );
  log.configure(logSettings(background && nowhere(settings) ? { ...settings, logger: true } : settings));
  let control: Control | undefined;
  const fail = async (text: string): Promise<number> => {
    log.write('alert', text);
    await log.flush();
    if (background) await tellStarter({ type: 'failed' });
    return 1;
  };
  const end = async (status: number): Promise<void> => {
    releasePidFile(settings['pid-file']);
    await log.flush();
    process.exit(status);
  };
  try {
    claimPidFile(settings['pid-file']);
  } catch (error) {
    return fail(`The pid file ${settings['pid-file']} cannot be written: ${(error as Error).message}`);
  }
  try {
    control = new Control(settings, given, folder, new Clock(), log, (status) => void end(status));
    watchSignals(control);
    await control.start();
  } catch (error) {
    releasePidFile(settings['pid-file']);
    return fail(error instanceof ListenError ? error.message : `The daemon cannot start: ${errorText(error)}.`);
  }
  process.on('uncaughtException', (error) => {
    log.write('alert', `crashed: ${error.stack ?? error.message}`);
    void end(1);
  });
  const lines = control.addresses.map(
    ({ service, protocol, address, port }) => `listening: ${service} ${protocol} ${address} ${port}`,
  );
  if (background) {
    control.trace.write('daemonize', { text: 'own session, in /, standard descriptors on /dev/null' });
    await tellStarter({ type: 'listening', lines });
    noLocal();
  } else for (const line of [...lines, 'ready']) process.stderr.write(`${line}\n`);
  return undefined;
}

/** In the background with no place for messages chosen, the system's own log gets them. */
function nowhere(settings: Settings): boolean {
  return settings.syslog === '' && settings['log-file'] === '' && !settings.logger;
}

function watchSignals(control: Control): void {
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const)
    process.on(signal, () => control.signal(signal));
  process.on('SIGUSR1', () => control.writeState());
}

/** Resolves when the starter has the report, or is gone. */
function tellStarter(report: StartReport): Promise<void> {
  return new Promise((told) => {
    if (process.send === undefined || !process.connected) told();
    else process.send(report, undefined, {}, () => told());
  });
}

const status = await main(process.argv.slice(2));
if (status !== undefined) process.exit(status);
