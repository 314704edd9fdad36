// Compares what `-z` prints with tshark's text, to the letter, on every capture in a folder.
// node tools/compare-tables.ts [--table io,phs]... [--streams 5] [--jobs 2] [--lines 1] [--equal] [FILE|FOLDER]...
import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './steps.ts';

/** The statistics that are compared unless others are named; streams are followed besides. */
const everyTable = [
  'io,phs',
  'expert',
  'io,stat,1',
  'plen,tree',
  'dns,tree',
  'http,tree',
  'http,stat',
  ...['eth', 'ip', 'ipv6', 'tcp', 'udp'].flatMap((layer) => [`conv,${layer}`, `endpoints,${layer}`]),
];
const captures = '/work/shared/captures';
/** What the tests of other programs name beside their captures. */
const noCapture = /\.(?:md|tsv|out|txt|json|key|dat|keys|pem)$|(?:^|\/)sslkeylog$/;
/** How long one program may take, in milliseconds. */
const limit = 120_000;
/** Address space of tshark in bytes: it keeps a row for each interval of `io,stat`, also of captures that span decades. */
const mostMemory = 4 * 1024 ** 3;

/** A line in which two texts part; undefined where one of them has ended. */
export interface Difference {
  /** From 1. */
  readonly line: number;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** The first lines in which two texts differ, at most `most`, line by line from the top. */
export function differences(ours: string, theirs: string, most: number): Difference[] {
  const left = ours.split('\n');
  const right = theirs.split('\n');
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(left.length, right.length) && found.length < most; at++) {
    if (left[at] !== right[at]) found.push({ line: at + 1, ours: left[at], theirs: right[at] });
  }
  return found;
}

/** What the arguments name: files as they are, and all captures below folders. */
export function captureFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    const files = globSync('**/*', { cwd: path }).filter((file) => !noCapture.test(file));
    return files.map((file) => join(path, file)).filter((file) => statSync(file).isFile());
  });
}

interface Printed {
  /** Undefined when the program did not end well, or printed nothing. */
  readonly text: string | undefined;
  readonly problem: string;
}

function print(command: string, file: string, statistics: readonly string[]): Promise<Printed> {
  const bounded = command === 'tshark' ? ['prlimit', `--as=${mostMemory}`, command] : [command];
  const words = [...bounded, '-n', '-q', '-r', file, ...statistics.flatMap((z) => ['-z', z])];
  const options = { encoding: 'latin1', maxBuffer: 1 << 28, timeout: limit } as const;
  return new Promise((resolve) => {
    execFile('nice', words, options, (error, stdout, stderr) => {
      // A capture that is cut short is told as an error behind the tables of what was read.
      const text = error === null || stdout !== '' ? stdout : undefined;
      resolve({ text, problem: stderr.trim().split('\n').at(-1) ?? '' });
    });
  });
}

interface FileResult {
  readonly file: string;
  /** The reason why tshark reads nothing of the file; it is then not compared. */
  readonly unread?: string;
  readonly tcp: boolean;
  readonly different: readonly TableDifference[];
}

interface TableDifference {
  readonly table: string;
  readonly lines: readonly Difference[];
}

const osiscope = join(root, 'bin/osiscope');

async function compare(file: string, tables: readonly string[], most: number): Promise<FileResult> {
  const { text, problem } = await print('tshark', file, ['io,phs']);
  const tcp = /^ *tcp +frames:/m.test(text ?? '');
  if (text === undefined) return { file, unread: problem, tcp, different: [] };
  return { file, tcp, different: await differing(file, tables, most) };
}

/** Compares tables in one run of each program; where they differ, each half of them by itself. */
async function differing(file: string, tables: readonly string[], most: number): Promise<TableDifference[]> {
  const [ours, theirs] = await both(file, tables);
  const [one, other] = [ours.text ?? `failed: ${ours.problem}`, theirs.text ?? `failed: ${theirs.problem}`];
  if (one === other) return [];
  if (tables.length === 1) return [{ table: tables[0], lines: differences(one, other, most) }];
  const half = Math.ceil(tables.length / 2);
  return [
    ...(await differing(file, tables.slice(0, half), most)),
    ...(await differing(file, tables.slice(half), most)),
  ];
}

function both(file: string, statistics: readonly string[]): Promise<[Printed, Printed]> {
  return Promise.all([print(osiscope, file, statistics), print('tshark', file, statistics)]);
}

interface Options {
  readonly tables: readonly string[];
  readonly jobs: number;
  readonly lines: number;
  readonly equal: boolean;
}

/** Compares files and prints the differences of each, then how many files and texts are equal. */
async function compareAll(files: readonly string[], base: string, options: Options): Promise<void> {
  const { tables, jobs, lines, equal } = options;
  const waiting = [...files];
  const results: FileResult[] = [];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const result = await compare(file, tables, lines);
      results.push(result);
      tell(result, relative(base, file), equal);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const read = results.filter(({ unread }) => unread === undefined);
  console.log();
  for (const table of tables) summarise(table, read, (result) => !result.different.some((d) => d.table === table));
  summarise('all of them', read, ({ different }) => different.length === 0);
}

function tell({ unread, different }: FileResult, name: string, equal: boolean): void {
  if (unread !== undefined) console.log(`unread     ${name}: ${unread}`);
  else if (different.length === 0 && equal) console.log(`equal      ${name}`);
  for (const { table, lines } of different) {
    console.log(`different  ${name}  ${table}`);
    for (const { line, ours, theirs } of lines) {
      console.log(`    ${line} tshark   ${theirs ?? '(ended)'}`);
      console.log(`    ${line} osiscope ${ours ?? '(ended)'}`);
    }
  }
}

function summarise(table: string, results: readonly FileResult[], equal: (result: FileResult) => boolean): void {
  const share = (of: readonly FileResult[]) => `${of.filter(equal).length} of ${of.length}`;
  const withTcp = results.filter(({ tcp }) => tcp);
  console.log(`${table.padEnd(24)} equal on ${share(results)} files, on ${share(withTcp)} of those with TCP`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      table: { type: 'string', multiple: true },
      streams: { type: 'string', default: '5' },
      jobs: { type: 'string', default: '2' },
      lines: { type: 'string', default: '1' },
      equal: { type: 'boolean', default: false },
    },
  });
  const paths = positionals.length > 0 ? positionals : [captures];
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.log(`skipped: ${missing} is not here`);
    return;
  }
  const streams = Array.from({ length: Number(values.streams) }, (_, stream) => `follow,tcp,ascii,${stream}`);
  const tables = values.table ?? [...everyTable, ...streams];
  const options = { tables, jobs: Number(values.jobs), lines: Number(values.lines), equal: values.equal };
  await compareAll(captureFiles(paths).sort(), positionals.length > 0 ? process.cwd() : captures, options);
}

if (import.meta.main) await main();
