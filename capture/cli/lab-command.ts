import { parseArgs } from 'node:util';
import { LabUnavailable } from '../lab/lab-error.ts';
import type { LabEvent } from '../lab/lab-event.ts';
import type { Recording } from '../lab/recording.ts';
import { obstacle } from '../lab/requirements.ts';
import { RunRecord, SOCKET_POLL } from '../lab/run-record.ts';
import { type LabResult, runScenario } from '../lab/run-scenario.ts';
import type { Scenario } from '../lab/scenario.ts';
import { scenarios } from '../lab/scenarios/index.ts';
import { formatRun } from '../trace/saved-run.ts';
import { timelineLines } from '../trace/timeline.ts';
import { LabProgress } from './lab-progress.ts';
import { lessonText, listJson, listText, resultJson, resultText } from './lab-texts.ts';
import { Output } from './output.ts';
import { saveTrace } from './save-trace.ts';
import { UsageError } from './usage-error.ts';

const help = `Usage: osiscope lab list [--json]           lessons that run, and whether they can run here
       osiscope lab show NAME               what a lesson does and what to look for in each OSI layer
       osiscope lab run NAME [options]      run it: progress, timeline, and checks on what was recorded
       osiscope lab run --all [options]     run all that can be run here

  --json       the result as JSON on standard output instead of the timeline
  --syscalls   record system calls on sockets and about processes too, with strace
  -w FILE      save all that is known of the run as pcapng, to be opened in the window: beside the frames, it stands in
               comments on them (not with --all)
  -q           no progress and no timeline

Each run binds to a loopback address that nothing else uses, captures only that, and leaves nothing running.

Exit code: 0 all checks are ok, 1 one failed or the run did, 2 wrong arguments, 3 it cannot be run here.
`;

/** Exit codes. */
const FAILED = 1;
const NOT_HERE = 3;

interface RunOptions {
  readonly json: boolean;
  readonly systemCalls: boolean;
  readonly quiet: boolean;
  readonly write: string | undefined;
}

/** `osiscope lab`. Returns the exit code. */
export async function labCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv);
  if (values.help || (positionals.length === 0 && argv.length === 0)) {
    process.stdout.write(help);
    return 0;
  }
  const [word, name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`"${more[0]}" is one word too many. See lab --help.`);
  const json = values.json ?? false;
  switch (word) {
    case 'list':
      return list(json);
    case 'show':
      process.stdout.write(lessonText(scenarioNamed(name)));
      return 0;
    case 'run': {
      const { write } = values;
      if (values.all && (name !== undefined || write !== undefined))
        throw new UsageError('--all runs every scenario and takes neither a name nor -w.');
      const options = { json, systemCalls: values.syscalls ?? false, quiet: values.quiet ?? false, write };
      return values.all ? runAll(options) : runOne(scenarioNamed(name), options);
    }
    default:
      throw new UsageError('lab takes list, show or run. See lab --help.');
  }
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        all: { type: 'boolean' },
        syscalls: { type: 'boolean' },
        write: { type: 'string', short: 'w' },
        quiet: { type: 'boolean', short: 'q' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function scenarioNamed(name: string | undefined): Scenario {
  if (name === undefined) throw new UsageError('Give the name of a scenario; lab list shows them.');
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new UsageError(`There is no scenario "${name}"; lab list shows them.`);
  return found;
}

async function list(json: boolean): Promise<number> {
  const all = await Promise.all(scenarios.map(async (scenario) => ({ scenario, obstacle: await obstacle(scenario) })));
  process.stdout.write(json ? listJson(all) : listText(all));
  return 0;
}

async function runOne(scenario: Scenario, options: RunOptions): Promise<number> {
  const end = new AbortController();
  const stop = (): void => end.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await runWith(scenario, options, end.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}

async function runWith(scenario: Scenario, options: RunOptions, signal: AbortSignal): Promise<number> {
  const progress = options.quiet || options.json ? undefined : new LabProgress(scenario);
  const record = new RunRecord(scenario);
  const timer = options.write === undefined ? undefined : setInterval(() => void record.noteSockets(), SOCKET_POLL);
  let result: LabResult;
  try {
    const { systemCalls } = options;
    const onEvent = (event: LabEvent): void => {
      record.take(event);
      progress?.tell(event);
    };
    result = await runScenario(scenario, { signal, systemCalls, onEvent });
    record.end(result);
  } catch (error) {
    if (!(error instanceof LabUnavailable)) throw error;
    if (options.json) process.stdout.write(`${JSON.stringify({ name: scenario.name, problem: error.message })}\n`);
    process.stderr.write(`osiscope: ${scenario.name} cannot be run here: ${error.message}\n`);
    return NOT_HERE;
  } finally {
    clearInterval(timer);
  }
  const { recording, remarks } = result;
  try {
    for (const remark of remarks) process.stderr.write(`osiscope: ${remark}\n`);
    const out = new Output();
    if (progress !== undefined) {
      for (const line of timelineLines(recording.steps, recording.facts, recording.lines)) out.write(`${line}\n`);
      out.write('\n');
    }
    out.write(options.json ? resultJson(result) : resultText(result));
    out.flush();
    if (options.write !== undefined) {
      const saved = await save(options.write, recording, record);
      if (saved > 0) process.stderr.write(`osiscope: ${saved} steps could not be saved: there was no room.\n`);
    }
  } finally {
    await recording.capture.close();
  }
  return result.outcome === 'passed' ? 0 : FAILED;
}

/** Saves the run as the window does. Returns how many steps there was no room for. */
function save(path: string, { capture, steps, facts }: Recording, record: RunRecord): Promise<number> {
  const state = { ...record.told(), session: 0, capture: null, services: [], calls: 0, rows: 0, revision: 0 };
  const run = formatRun({ state, sockets: record.sockets }, facts);
  return saveTrace(path, capture.source, capture.table, steps, facts, run);
}

/** All, one after the other; those that cannot be run here do not count. */
async function runAll(options: RunOptions): Promise<number> {
  let passed = 0;
  const failed: string[] = [];
  const skipped: string[] = [];
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  for (const scenario of scenarios) {
    if (stopped.signal.aborted) break;
    const code = await runOne(scenario, { ...options, quiet: true });
    if (code === 0) passed++;
    else (code === NOT_HERE ? skipped : failed).push(scenario.name);
  }
  const list = (names: readonly string[]): string => (names.length === 0 ? '' : ` (${names.join(', ')})`);
  process.stderr.write(
    `${passed} passed, ${failed.length} failed${list(failed)}, ${skipped.length} cannot be run here${list(skipped)}\n`,
  );
  if (failed.length > 0 || stopped.signal.aborted) return FAILED;
  return passed === 0 ? NOT_HERE : 0;
}
