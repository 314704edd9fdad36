import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { StreamRun } from '../helper/capture-helper.ts';
import { findProgram } from '../helper/program.ts';
import { BEGINNING, KERNEL_BUFFER, ON_THE_WAY } from '../helper/timing.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { savedTrace } from '../trace/saved-trace.ts';
import { timelineLines } from '../trace/timeline.ts';
import { joinTrace, type TracedStep } from '../trace/trace.ts';
import { TracedCommand } from '../trace/traced-command.ts';
import { TracedFrames } from '../trace/traced-frames.ts';
import { requireHelper, tellDrops } from './capture-command.ts';
import { CaptureError } from './capture-error.ts';
import { Output } from './output.ts';
import { saveTrace } from './save-trace.ts';
import { UsageError } from './usage-error.ts';

const help = `Usage: osiscope trace [options] -- COMMAND [ARGUMENT]...   run a command, capture and show both side by side
       osiscope trace -r FILE                          show a trace that was saved with -w

  -i INTERFACE   interface to capture from; repeatable (default: lo)
  -f FILTER      capture filter in libpcap's language
  -w FILE        save frames and trace as pcapng: the trace stands in comments on frames
  --syscalls     record system calls on sockets and about processes too, with strace

The reference daemon and client tell what they do by themselves, unless they are given --trace; of other programs the
system calls can be shown. When the command has ended, what it left running is ended too. A signal is passed on to the
command, a second one ends it at once.

Exit code: that of the command; 1 when it could not be run or captured, 2 for wrong arguments.
`;

interface TraceArguments {
  readonly interfaces: readonly string[];
  readonly filter: string;
  readonly write: string | undefined;
  readonly systemCalls: boolean;
  readonly command: readonly string[];
}

/** `osiscope trace`. Returns the exit code. */
export async function traceCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parse(argv);
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.read !== undefined) {
    if (positionals.length > 0) throw new UsageError('-r shows a saved trace and takes no command.');
    return showSaved(values.read);
  }
  if (positionals.length === 0)
    throw new UsageError('trace needs a command: osiscope trace -- COMMAND. See trace --help.');
  return record({
    interfaces: values.interface ?? ['lo'],
    filter: values['capture-filter'] ?? '',
    write: values.write,
    systemCalls: values.syscalls ?? false,
    command: positionals,
  });
}

function parse(argv: readonly string[]) {
  const options = {
    interface: { type: 'string', short: 'i', multiple: true },
    'capture-filter': { type: 'string', short: 'f' },
    write: { type: 'string', short: 'w' },
    read: { type: 'string', short: 'r' },
    syscalls: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  // The command's own options must not be taken for ours.
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const command = end < 0 ? [] : argv.slice(end + 1);
  try {
    const { values, positionals } = parseArgs({ args: [...own], options, allowPositionals: true });
    if (positionals.length > 0) throw new Error(`"${positionals[0]}" is no option; the command stands behind --.`);
    return { values, positionals: command };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function record(args: TraceArguments): Promise<number> {
  const strace = args.systemCalls ? findProgram('strace') : undefined;
  if (args.systemCalls && strace === undefined)
    say('System calls are not shown: strace is not installed (Debian, Ubuntu: sudo apt-get install strace).');
  const helper = await requireHelper();
  for (const name of args.interfaces) {
    const problem = await helper.checkFilter(name, args.filter);
    if (problem !== null) throw new CaptureError(`"${args.filter}" is no capture filter for ${name}: ${problem}`);
  }
  const standard = {
    filter: args.filter,
    promiscuous: false,
    snapLength: 0,
    bufferMegabytes: KERNEL_BUFFER,
    linkType: '',
  };
  const run = helper.start(
    args.interfaces.map((name) => ({ name, ...standard })),
    0,
  );
  const stopRun = () => run.stop();
  process.on('exit', stopRun);
  const command = new TracedCommand(strace);
  // A terminal sends its signals to the command as well.
  const pass = (signal: NodeJS.Signals) => {
    if (signal === 'SIGTERM' || signal === 'SIGHUP' || !process.stdin.isTTY) command.signal(signal);
  };
  const signals = ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  let source: CaptureSource | undefined;
  try {
    const frames = new TracedFrames();
    const opened = await openCaptureFile('-', { standardInput: run.stream }).catch(() => failure(run));
    source = opened;
    const reading = frames.read(opened);
    await begun(frames, args.interfaces.length, run);
    const { status, left } = await command.run(args.command).catch((error: Error) => {
      throw new CaptureError(`"${args.command[0]}" cannot be run: ${error.message}.`);
    });
    if (left > 0) say(`${left} processes that the command left running were ended.`);
    await sleep(ON_THE_WAY[helper.kind]);
    run.stop();
    await reading;
    const reason = await run.ended;
    if (reason !== null) say(reason);
    tellDrops(run.drops());
    const trace = await command.trace();
    for (const problem of trace.problems) say(problem);
    const steps = joinTrace(trace, frames.facts);
    show(steps, frames);
    if (args.write !== undefined) {
      const unsaved = await saveTrace(args.write, opened, frames.table, steps, frames.facts);
      if (unsaved > 0)
        say(`${unsaved} steps could not be saved: a trace stands in comments on frames, and there was no room.`);
    }
    return status;
  } finally {
    run.stop();
    command.close();
    await source?.close();
    process.off('exit', stopRun);
    for (const signal of signals) process.off(signal, pass);
  }
}

/** Rejects with the reason of a helper that ended before it was told to. */
async function failure(run: StreamRun): Promise<never> {
  throw new CaptureError((await run.ended) ?? 'The capture ended before the command was run.');
}

/** Waits until all interfaces are being captured from. */
async function begun(frames: TracedFrames, count: number, run: StreamRun): Promise<void> {
  let over = false;
  run.ended.then(() => {
    over = true;
  });
  const end = performance.now() + BEGINNING;
  while (frames.interfaces.length < count) {
    if (over) await failure(run);
    if (performance.now() > end) throw new CaptureError('The capture did not begin within ten seconds.');
    await sleep(10);
  }
}

async function showSaved(path: string): Promise<number> {
  const source = await openCaptureFile(path);
  try {
    const frames = new TracedFrames();
    await frames.read(source);
    show(joinTrace(savedTrace(source.details, source.frameBytes), frames.facts), frames);
    if (source.damage) say(source.damage.sentence);
    return source.damage ? 2 : 0;
  } finally {
    await source.close();
  }
}

function show(steps: readonly TracedStep[], frames: TracedFrames): void {
  const out = new Output();
  for (const line of timelineLines(steps, frames.facts, frames.lines)) out.write(`${line}\n`);
  out.flush();
}

function say(text: string): void {
  process.stderr.write(`osiscope: ${text}\n`);
}
