const leaked: Buffer[] = [];

/** Does what the fault service was asked for. Returns the answer, where the process survives to give one. */
export function commitFault(fault: string, argument: number): string {
  switch (fault) {
    case 'throw':
      setImmediate(() => {
        throw new Error('an error nobody catches, as asked for');
      });
      return 'an error follows';
    // A thread may not call abort(3) in Node; the signal it would raise does the same to the whole process.
    case 'abort':
    case 'segv':
      process.kill(process.pid, fault === 'abort' ? 'SIGABRT' : 'SIGSEGV');
      return 'a signal follows';
    case 'exit':
      process.exit(argument & 0xff);
      break;
    case 'hang': {
      const end = process.hrtime.bigint() + BigInt(Math.min(argument, 60_000)) * 1_000_000n;
      while (process.hrtime.bigint() < end);
      return `computed for ${argument} ms`;
    }
    case 'leak':
      leaked.push(Buffer.alloc(Math.min(argument, 1_024) * 1_048_576, 1));
      return `${leaked.reduce((sum, buffer) => sum + buffer.length, 0) / 1_048_576} megabytes leaked`;
  }
  return 'nothing happened';
}
