import { CaptureFileError } from '../sources/capture-file-error.ts';
import { readArguments } from './arguments.ts';
import { readCommand } from './read-command.ts';
import { serveCommand } from './serve-command.ts';
import { UsageError } from './usage-error.ts';

async function main(argv: readonly string[]): Promise<number> {
  try {
    if (argv[0] === 'serve') return await serveCommand(argv.slice(1));
    const args = readArguments(argv);
    if (args.read !== undefined) return await readCommand(args, args.read);
    throw new UsageError('Nothing to do: give a file to read with -r FILE.');
  } catch (error) {
    if (error instanceof UsageError || error instanceof CaptureFileError) {
      process.stderr.write(`osiscope: ${error.message}\n`);
      return error instanceof UsageError ? 2 : 1;
    }
    throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
