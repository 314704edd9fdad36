import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { clientProgram, daemonProgram, nodeProgram } from './programs.ts';

/** An option of the daemon or the client, as the program tells it. */
export interface ProgramOption {
  readonly name: string;
  /** Placeholder of its value: empty for a switch, `a|b` for a choice. */
  readonly value: string;
  /** What it is when it is not given; empty for none. */
  readonly usual: string;
  readonly help: string;
  readonly section: string;
  /** The daemon takes a new value upon HUP. */
  readonly reloads: boolean;
}

let known: Promise<{ daemon: ProgramOption[]; client: ProgramOption[] }> | undefined;

/** The options of both reference programs, asked for once. Rejects where they cannot be run. */
export function programOptions(): Promise<{ daemon: ProgramOption[]; client: ProgramOption[] }> {
  known ??= Promise.all([optionsOf(daemonProgram), optionsOf(clientProgram)]).then(([daemon, client]) => ({
    daemon,
    client,
  }));
  known.catch(() => {
    known = undefined;
  });
  return known;
}

async function optionsOf(program: string): Promise<ProgramOption[]> {
  const node = nodeProgram();
  if (node === undefined) throw new Error('The reference programs need Node, which was not found.');
  const { stdout } = await promisify(execFile)(node, [program, '--options'], { timeout: 20_000 });
  return JSON.parse(stdout) as ProgramOption[];
}
