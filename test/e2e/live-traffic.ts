import { execFile, execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';

/** A web server on 127.0.0.1, and a person who fetches from it with curl. */
export interface Website {
  readonly port: number;
  /** Fetches a page over a new connection; its path is its content. */
  fetch(path: string): Promise<string>;
}

const run = promisify(execFile);

/** Starts a web server that ends with the test. */
export async function website(t: TestContext): Promise<Website> {
  const server = createServer((request, response) => response.end(`You asked for ${request.url}\n`));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    fetch: async (path) => (await run('curl', ['-s', '--max-time', '10', `http://127.0.0.1:${port}${path}`])).stdout,
  };
}

/** Values of a field of every frame of a file, as tshark reads them. */
export function tsharkField(path: string, field: string): string[] {
  const output = execFileSync('tshark', ['-n', '-r', path, '-T', 'fields', '-e', field], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.split('\n').slice(0, -1);
}

/** The bytes of every frame of a file as tshark prints them. */
export function tsharkBytes(path: string): string {
  return execFileSync('tshark', ['-n', '-r', path, '-x'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/** Why live captures cannot be tested here, or false when they can. */
export function noLiveCapture(): string | false {
  if (process.getuid?.() !== 0) return 'capturing needs rights';
  for (const program of ['curl', 'tshark', 'dumpcap']) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed`;
    }
  }
  return false;
}

/** Process ids of the capture programs that a process has started. */
export function helpersOf(pid: number): number[] {
  const output = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(pid)], { encoding: 'utf8' });
  return [...output.matchAll(/(\d+) (?:dumpcap|tcpdump)/g)].map((match) => Number(match[1]));
}
