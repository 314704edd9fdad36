// node divided.ts THREADS PROGRAM ARGUMENTS...: prints a file with several threads, which run PROGRAM unless it is empty.
import { readArguments } from '../../../../../capture/cli/arguments.ts';
import { readCommand } from '../../../../../capture/cli/read-command.ts';

const [threads, program, ...rest] = process.argv.slice(2);
const args = readArguments(rest);
process.exitCode = await readCommand(args, args.read ?? '-', {
  threads: Number(threads),
  from: 0,
  ...(program !== '' && { program: new URL(program, import.meta.url) }),
});
