import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AddressRange } from '../machine/access-list.ts';
import { parseAddressRange } from '../machine/access-list.ts';
import type { AdmissionRules } from '../machine/admission.ts';
import type { PoolRules } from '../machine/pool.ts';
import type { Problem, Values } from '../options/option.ts';
import { isProblem } from '../options/option.ts';
import type { Given } from '../options/parse.ts';
import { resolveValues, splitFile } from '../options/parse.ts';
import { describeError } from '../shell/errno.ts';
import { daemonOptions } from './options.ts';

export type Settings = Values<typeof daemonOptions>;

const paths = ['config', 'pid-file', 'log-file', 'trace', 'key-log', 'mailbox', 'certificate'] as const;

/**
 * The settings from the flags and, behind them, the configuration file. Relative paths count from `folder`, where the
 * daemon was started. A problem names the flag, or the file and line.
 */
export function readSettings(flags: Given, folder: string): Settings | Problem {
  const sources = [flags];
  const file = flags.get('config')?.[0];
  if (file !== undefined) {
    const path = resolve(folder, file);
    let content: string;
    try {
      content = readFileSync(path, 'utf8');
    } catch (error) {
      return { problem: `The configuration ${path} cannot be read: ${describeError(error).error}.` };
    }
    const given = splitFile(daemonOptions, path, content);
    if (isProblem(given)) return given;
    sources.push(given);
  }
  const settings = resolveValues(daemonOptions, sources);
  if (isProblem(settings)) return settings;
  for (const name of paths)
    if (settings[name] !== '' && settings[name] !== '-') settings[name] = resolve(folder, settings[name]);
  return checkSettings(settings) ?? settings;
}

function checkSettings(settings: Settings): Problem | undefined {
  if (settings['hard-limit'] < settings['soft-limit'])
    return { problem: 'The hard limit must not be below the soft limit.' };
  if (settings['start-servers'] > settings['server-limit'])
    return { problem: 'There cannot be more servers at the start than --server-limit.' };
  if (settings.daemonize && settings.trace === '-') return { problem: 'A daemon has no standard output to trace to.' };
  if (settings.services.includes('fault') && !settings.lab)
    return { problem: 'The fault service needs --lab: it crashes the daemon on demand.' };
  if (settings.syslog !== '' && parseHostPort(settings.syslog) === undefined)
    return { problem: `--syslog: "${settings.syslog}" is not HOST:PORT.` };
  return undefined;
}

/** Options whose new values are only used after a restart. */
export function changedButFixed(before: Settings, after: Settings): string[] {
  const names = Object.keys(daemonOptions) as (keyof Settings)[];
  return names.filter(
    (name) => !daemonOptions[name].reloads && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

export function admissionRules(settings: Settings): AdmissionRules {
  const ranges = (texts: string[]): AddressRange[] => texts.map((text) => parseAddressRange(text) as AddressRange);
  return {
    access: { allow: ranges(settings.allow), deny: ranges(settings.deny) },
    softLimit: settings['soft-limit'],
    softWaitMs: settings['soft-wait'],
    hardLimit: settings['hard-limit'],
  };
}

/** How many processes, or threads of the one process, the model uses. */
export function poolRules(settings: Settings): PoolRules {
  const limit = settings['hard-limit'];
  switch (settings.model) {
    case 'fork': {
      const spare = settings.prefork;
      return { start: spare, capacity: 1, limit, leastSpare: 0, mostSpare: spare, once: spare === 0 };
    }
    case 'thread': {
      const spare = settings['spare-threads'];
      return { start: spare, capacity: 1, limit, leastSpare: 0, mostSpare: spare, once: false };
    }
    default:
      return {
        start: settings['start-servers'],
        capacity: settings['threads-per-child'],
        limit: settings['server-limit'],
        leastSpare: settings['min-spare-threads'],
        mostSpare: settings['max-spare-threads'],
        once: false,
      };
  }
}

/** Host and port of `host:port` or `[v6]:port`. */
export function parseHostPort(text: string): { host: string; port: number } | undefined {
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  if (parts === null || Number(parts[3]) > 65_535) return undefined;
  return { host: parts[1] ?? parts[2], port: Number(parts[3]) };
}
