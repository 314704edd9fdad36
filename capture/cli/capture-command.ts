import { createWriteStream, unlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { registryWith } from '../decoding/decode-as.ts';
import { RingFiles } from '../export/ring-files.ts';
import type { CaptureHelper, Drops, StreamRun } from '../helper/capture-helper.ts';
import { findHelper } from '../helper/find-helper.ts';
import { newUnsavedPath } from '../service/unsaved-captures.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import type { Arguments } from './arguments.ts';
import { CaptureError } from './capture-error.ts';
import { type Conditions, readConditions } from './conditions.ts';
import { FramePrinting } from './frame-printing.ts';
import { UsageError } from './usage-error.ts';

const LOOK = 100;

/** `-i INTERFACE`, or no source at all: captures live, printing frames or writing them with `-w`. */
export async function captureCommand(args: Arguments): Promise<number> {
  const stop = readConditions('-a', args.stopConditions);
  const ring = readConditions('-b', args.ringConditions);
  if (args.ringConditions.length > 0 && (args.write === undefined || args.write === '-')) {
    throw new UsageError('-b needs the name of a file with -w.');
  }
  const printing = args.write === undefined ? await FramePrinting.prepare(args) : undefined;
  const helper = await requireHelper();
  const names = args.interfaces.length > 0 ? args.interfaces : [firstInterface()];
  const options = names.map((name) => ({
    name,
    filter: args.captureFilter ?? '',
    promiscuous: !args.noPromiscuous,
    snapLength: args.snapLength ?? 0,
    bufferMegabytes: args.bufferMegabytes ?? 0,
    linkType: '',
  }));
  for (const i of options) {
    const problem = await helper.checkFilter(i.name, i.filter);
    if (problem !== null) {
      const { captureFilterNote } = await import('./filter-option.ts');
      const note = captureFilterNote(i.filter, registryWith([]));
      throw new CaptureError(`"${i.filter}" is no capture filter for ${i.name}: ${problem}${note}`);
    }
  }
  const run = helper.start(options, args.count ?? stop.packets ?? 0);
  process.stderr.write(`Capturing on ${names.map((name) => `'${name}'`).join(' and ')} (${helper.description})\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => run.stop());
  const watch = endWhen(run, stop);
  try {
    if (printing) await printLive(run, printing, names);
    else if (args.ringConditions.length > 0) await writeRing(run, args.write as string, ring);
    else await writeTo(run, args.write as string);
  } catch (error) {
    if (!run.stream.readableEnded) run.stop();
    // A helper that could not begin knows better than whoever found its stream empty.
    const reason = await run.ended;
    throw reason === null || error instanceof CaptureError ? error : new CaptureError(reason);
  }
  clearInterval(watch);
  const reason = await run.ended;
  tellDrops(run.drops());
  if (reason !== null) throw new CaptureError(reason);
  return 0;
}

/** `-D`: what can be captured from, numbered as `-i` takes it. */
export async function listInterfaces(): Promise<number> {
  const helper = await requireHelper();
  (await helper.interfaces()).forEach(({ name, description }, index) => {
    process.stdout.write(`${index + 1}. ${name}${description ? ` (${description})` : ''}\n`);
  });
  return 0;
}

/** `-L`: link types of an interface. */
export async function listLinkTypes(args: Arguments): Promise<number> {
  const helper = await requireHelper();
  const name = args.interfaces[0] ?? firstInterface();
  process.stdout.write(`Data link types of interface ${name}:\n`);
  for (const type of await helper.linkTypes(name)) process.stdout.write(`  ${type.name} (${type.description})\n`);
  return 0;
}

/** Throws CaptureError when nothing here may capture. */
export async function requireHelper(): Promise<CaptureHelper> {
  const found = await findHelper();
  if (found.helper) return found.helper;
  throw new CaptureError([found.problem, ...found.advice.map((line) => `  ${line}`)].join('\n'));
}

/** The first interface that is up and no loopback, as tshark takes it. */
function firstInterface(): string {
  const all = Object.entries(networkInterfaces());
  return all.find(([, addresses]) => addresses?.some((a) => !a.internal))?.[0] ?? all[0]?.[0] ?? 'any';
}

function endWhen(run: StreamRun, stop: Conditions): NodeJS.Timeout {
  const began = performance.now();
  let bytes = 0;
  if (stop.kilobytes !== undefined) run.stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
  return setInterval(() => {
    const late = stop.seconds !== undefined && performance.now() - began >= stop.seconds * 1000;
    if (late || (stop.kilobytes !== undefined && bytes >= stop.kilobytes * 1000)) run.stop();
  }, LOOK).unref();
}

async function printLive(run: StreamRun, printing: FramePrinting, names: readonly string[]): Promise<void> {
  const path = await newUnsavedPath(names, new Date());
  const source = await openCaptureFile('-', { standardInput: run.stream, keepAt: path });
  try {
    await printing.print(source, true);
  } finally {
    run.stop();
    await source.close();
    unlinkSync(path);
  }
}

async function writeTo(run: StreamRun, target: string): Promise<void> {
  const output = target === '-' ? process.stdout : createWriteStream(target, { mode: 0o600 });
  try {
    await pipeline(run.stream, output, { end: target !== '-' });
  } catch (error) {
    run.stop();
    const { message } = error as Error;
    throw new CaptureError(`"${target}" cannot be written: ${message}. What was written until then is kept.`);
  }
}

async function writeRing(run: StreamRun, target: string, ring: Conditions): Promise<void> {
  const files = new RingFiles(target, { ...ring, files: ring.files ?? 0 });
  const source = await openCaptureFile('-', { standardInput: run.stream });
  try {
    for await (const _ of source.read(files)) files.flush();
  } finally {
    files.close();
    run.stop();
    await source.close();
  }
}

/** Says how many frames were lost, if any were. */
export function tellDrops(drops: Drops): void {
  const lost = (drops.kernel ?? 0) + (drops.interface ?? 0) + drops.helper;
  if (lost > 0)
    process.stderr.write(
      `osiscope: ${lost} frames were lost (kernel ${drops.kernel ?? '?'}, interface ${drops.interface ?? '?'}, helper ${drops.helper}).\n`,
    );
}
