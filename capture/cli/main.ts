import { ExportError } from '../export/byte-output.ts';
import { productVersion } from '../service/product-version.ts';
import { CaptureFileError } from '../sources/capture-file-error.ts';
import { readArguments } from './arguments.ts';
import { CaptureError, captureCommand, listInterfaces, listLinkTypes } from './capture-command.ts';
import { help } from './help.ts';
import { readCommand } from './read-command.ts';
import { serveCommand } from './serve-command.ts';
import { UsageError } from './usage-error.ts';

async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'serve') return serveCommand(argv.slice(1));
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
  if (args.rest.length > 0) throw new UsageError(`"${args.rest[0]}" is no option; a file to read is given with -r.`);
  if (args.listInterfaces) return listInterfaces();
  if (args.listLinkTypes) return listLinkTypes(args);
  if (args.read !== undefined && args.interfaces.length > 0) throw new UsageError('-r and -i exclude each other.');
  return args.read !== undefined ? readCommand(args, args.read) : captureCommand(args);
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
