import type { Person } from './steps/service.ts';

/** The person at the terminal: shown what arrives, unless quiet, and heard when interactive. */
export function standardStreams(quiet: boolean): Person {
  process.stdout.on('error', () => process.exit(0));
  return {
    show: (bytes) => {
      if (!quiet) process.stdout.write(bytes);
    },
    typed: (take) => {
      const onData = (bytes: Buffer): void => take(bytes);
      const onEnd = (): void => take(undefined);
      process.stdin.on('data', onData).on('end', onEnd);
      return () => {
        process.stdin.off('data', onData).off('end', onEnd);
        process.stdin.destroy();
      };
    },
  };
}
