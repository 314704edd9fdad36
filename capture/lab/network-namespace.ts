import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findProgram, run } from '../helper/program.ts';

let allowed: Promise<boolean> | undefined;

/** Whether this user may make a network namespace, as root or within a user namespace. */
export function namespacesAllowed(): Promise<boolean> {
  allowed ??= (async () => {
    const unshare = process.platform === 'linux' ? findProgram('unshare') : undefined;
    if (unshare === undefined || findProgram('nsenter') === undefined || findProgram('ip') === undefined) return false;
    return (await run(unshare, [...unshareFlags(), '--', 'true'])).code === 0;
  })();
  return allowed;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function unshareFlags(): string[] {
  return isRoot() ? ['--net'] : ['--user', '--map-root-user', '--net'];
}

/** A network of its own, with nothing but a loopback interface; gone when its last process is. */
export class NetworkNamespace {
  readonly #holder: ChildProcess;
  /** What stands in front of a command that is to run in it. */
  readonly prefix: readonly string[];

  private constructor(holder: ChildProcess) {
    this.#holder = holder;
    const user = isRoot() ? [] : ['--user', '--preserve-credentials'];
    this.prefix = [findProgram('nsenter') as string, `--target=${holder.pid}`, '--net', ...user, '--'];
  }

  /** @param environment of the process that keeps it open */
  static async make(environment: NodeJS.ProcessEnv): Promise<NetworkNamespace> {
    const script = 'ip link set lo up && echo up && exec sleep 1000000';
    const holder = spawn(findProgram('unshare') as string, [...unshareFlags(), '--', 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment,
    });
    let complaint = '';
    holder.stderr.on('data', (text: Buffer) => {
      complaint = (complaint + text).slice(-500);
    });
    const up = once(holder.stdout, 'data');
    const gone = once(holder, 'close').then(() => {
      throw new Error(`No network namespace could be made: ${complaint.trim()}`);
    });
    gone.catch(() => {});
    await Promise.race([up, gone]);
    return new NetworkNamespace(holder);
  }

  get pid(): number | undefined {
    return this.#holder.pid;
  }

  close(): void {
    this.#holder.kill('SIGKILL');
  }
}
