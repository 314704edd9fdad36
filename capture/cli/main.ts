import { ExportError } from '../export/byte-output.ts';
import { productVersion } from '../service/product-version.ts';
import { CaptureFileError } from '../sources/capture-file-error.ts';
import { readArguments } from './arguments.ts';
import { CaptureError } from './capture-error.ts';
import { help } from './help.ts';
import { UsageError } from './usage-error.ts';

/** Loads only what the command needs: most of the start-up time is loading. */
async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'serve') return (await import('./serve-command.ts')).serveCommand(argv.slice(1));
  if (argv[0] === 'lab') return (await import('./lab-command.ts')).labCommand(argv.slice(1));
  if (argv[0] === 'trace') return (await import('./trace-command.ts')).traceCommand(argv.slice(1));
  const args = readArguments(argv);
  if (args.help) {
    process.stdout.write(help);
    return 0;
  }
  if (args.version) {
    process.stdout.write(
      `Osiscope ${productVersion()} (Node ${process.versions.node}, ${process.platform} ${process.arch})\n`,
    );
    return 0;
  }
  if (args.statistics.includes('help')) {
    process.stdout.write((await import('./statistics/taps.ts')).tapList());
    return 0;
  }
  if (args.rest.length > 0) throw new UsageError(`"${args.rest[0]}" is no option; a file to read is given with -r.`);
  if (args.read !== undefined) {
    if (args.interfaces.length > 0) throw new UsageError('-r and -i exclude each other.');
    if (args.captureFilter !== undefined) {
      throw new UsageError('-f filters what is captured. Frames of a file are filtered with -Y, a display filter.');
    }
    return (await import('./read-command.ts')).readCommand(args, args.read);
  }
  const { captureCommand, listInterfaces, listLinkTypes } = await import('./capture-command.ts');
  if (args.listInterfaces) return listInterfaces();
  return args.listLinkTypes ? listLinkTypes(args) : captureCommand(args);
}

/** Errors that a person can act on: their message says how. */
const expected = [UsageError, CaptureFileError, CaptureError, ExportError];

// Whoever reads the output may stop reading (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`osiscope: ${(error as Error).message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
