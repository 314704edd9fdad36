import { parseArgs } from 'node:util';
import type { TimeFormat } from '../passes/frame-time.ts';
import { UsageError } from './usage-error.ts';

/** Forms of output, as tshark's `-T`. */
export const outputForms = ['text', 'fields', 'json', 'csv', 'pdml'] as const;
export type OutputForm = (typeof outputForms)[number];

const timeFormats: readonly TimeFormat[] = ['r', 'd', 'dd', 'a', 'ad', 'adoy', 'u', 'ud', 'udoy', 'e'];

/** What the command line asks for; flags are tshark's. */
export interface Arguments {
  readonly read: string | undefined;
  readonly decodeAs: readonly string[];
  readonly interfaces: readonly string[];
  readonly captureFilter: string | undefined;
  readonly displayFilter: string | undefined;
  readonly readFilter: string | undefined;
  readonly twoPasses: boolean;
  readonly write: string | undefined;
  readonly count: number | undefined;
  readonly stopConditions: readonly string[];
  readonly ringConditions: readonly string[];
  readonly snapLength: number | undefined;
  readonly noPromiscuous: boolean;
  readonly bufferMegabytes: number | undefined;
  readonly listInterfaces: boolean;
  readonly listLinkTypes: boolean;
  readonly form: OutputForm;
  readonly fields: readonly string[];
  readonly fieldOptions: readonly string[];
  readonly details: boolean;
  readonly hexDump: boolean;
  readonly timeFormat: TimeFormat;
  readonly quiet: boolean;
  readonly statistics: readonly string[];
  readonly preferences: readonly string[];
  readonly version: boolean;
  readonly help: boolean;
  readonly rest: readonly string[];
}

const options = {
  read: { type: 'string', short: 'r' },
  'decode-as': { type: 'string', short: 'd', multiple: true },
  interface: { type: 'string', short: 'i', multiple: true },
  'capture-filter': { type: 'string', short: 'f' },
  'display-filter': { type: 'string', short: 'Y' },
  'read-filter': { type: 'string', short: 'R' },
  'two-pass': { type: 'boolean', short: '2' },
  write: { type: 'string', short: 'w' },
  count: { type: 'string', short: 'c' },
  'stop-condition': { type: 'string', short: 'a', multiple: true },
  'ring-buffer': { type: 'string', short: 'b', multiple: true },
  'snapshot-length': { type: 'string', short: 's' },
  'no-promiscuous-mode': { type: 'boolean', short: 'p' },
  'buffer-size': { type: 'string', short: 'B' },
  'list-interfaces': { type: 'boolean', short: 'D' },
  'list-data-link-types': { type: 'boolean', short: 'L' },
  output: { type: 'string', short: 'T' },
  field: { type: 'string', short: 'e', multiple: true },
  'field-option': { type: 'string', short: 'E', multiple: true },
  details: { type: 'boolean', short: 'V' },
  hex: { type: 'boolean', short: 'x' },
  time: { type: 'string', short: 't' },
  numeric: { type: 'boolean', short: 'n' },
  quiet: { type: 'boolean', short: 'q' },
  statistics: { type: 'string', short: 'z', multiple: true },
  preference: { type: 'string', short: 'o', multiple: true },
  version: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Throws UsageError with a sentence for the person. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  return {
    read: values.read,
    decodeAs: values['decode-as'] ?? [],
    interfaces: values.interface ?? [],
    captureFilter: values['capture-filter'],
    displayFilter: values['display-filter'],
    readFilter: values['read-filter'],
    twoPasses: values['two-pass'] ?? false,
    write: values.write,
    count: wholeNumber('-c', values.count, 1),
    stopConditions: values['stop-condition'] ?? [],
    ringConditions: values['ring-buffer'] ?? [],
    snapLength: wholeNumber('-s', values['snapshot-length'], 0),
    noPromiscuous: values['no-promiscuous-mode'] ?? false,
    bufferMegabytes: wholeNumber('-B', values['buffer-size'], 1),
    listInterfaces: values['list-interfaces'] ?? false,
    listLinkTypes: values['list-data-link-types'] ?? false,
    form: oneOf('-T', outputForms, values.output ?? 'text'),
    fields: values.field ?? [],
    fieldOptions: values['field-option'] ?? [],
    details: values.details ?? false,
    hexDump: values.hex ?? false,
    timeFormat: oneOf('-t', timeFormats, values.time ?? 'r'),
    quiet: values.quiet ?? false,
    statistics: values.statistics ?? [],
    preferences: values.preference ?? [],
    version: values.version ?? false,
    help: values.help ?? false,
    rest: positionals,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function wholeNumber(flag: string, value: string | undefined, lowest: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < lowest) {
    throw new UsageError(`${flag} needs a whole number of at least ${lowest}, not "${value}".`);
  }
  return number;
}

function oneOf<T extends string>(flag: string, known: readonly T[], value: string): T {
  const found = known.find((k) => k === value);
  if (!found) throw new UsageError(`${flag} knows ${known.join(', ')}, not "${value}".`);
  return found;
}
