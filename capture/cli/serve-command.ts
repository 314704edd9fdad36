import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BrowserHost } from '../hosts/browser-host.ts';
import { openInBrowser } from '../hosts/open-in-browser.ts';
import { Service } from '../service/service.ts';
import { UsageError } from './usage-error.ts';

const page = join(import.meta.dirname, '..', '..', '.vite', 'renderer', 'window');

const usage = `Usage: osiscope serve [--address ADDRESS] [--port PORT] [--open] [FILE]...

Serves the window to a browser on this machine and prints its address, which works once.
  --address ADDRESS  address to listen on (default 127.0.0.1: only programs of this machine can connect)
  --port PORT        port to listen on (default: a free one)
  --open             opens the window in an installed Chromium`;

/** `osiscope serve`: the browser host. Resolves when it is told to end. */
export async function serveCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv);
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (!existsSync(join(page, 'index.html'))) {
    throw new UsageError('The window has not been built yet: run `npm start`, or `node tools/build.ts page`.');
  }
  const service = new Service();
  for (const file of positionals) await service.captures.openFile(file);
  const host = await BrowserHost.start({
    page,
    address: values.address ?? '127.0.0.1',
    port: port(values.port),
    connected: (connection) => void service.connect(connection),
  });
  process.stdout.write(`Osiscope is at ${host.url}\n`);
  const window = values.open ? openInBrowser(host.url) : undefined;
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    window?.closed.then(resolve);
  });
  window?.close();
  await host.close();
  await service.close();
  return 0;
}

function read(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        address: { type: 'string' },
        port: { type: 'string' },
        open: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function port(text: string | undefined): number {
  if (text === undefined) return 0;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new UsageError(`--port needs a number up to 65535, not "${text}".`);
  return number;
}
