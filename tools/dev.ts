// Rebuilds the page whenever its sources change and restarts the browser host whenever the capture process's do.
//
//   npm run dev [-- FILE]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

const watcher = await build({
  configFile: join(root, 'tools/vite/renderer.config.ts'),
  configLoader: 'native',
  logLevel: 'info',
  mode: 'development',
  build: { watch: {}, sourcemap: true, minify: false },
});
if (!('on' in watcher)) throw new Error('Vite does not watch the page.');
await new Promise<void>((resolve) => {
  watcher.on('event', ({ code }) => {
    if (code === 'END') resolve();
  });
});
const serve = [join(root, 'capture/cli/main.ts'), 'serve', '--open', ...process.argv.slice(2)];
const host = spawn(process.execPath, ['--watch', '--watch-preserve-output', ...serve], { stdio: 'inherit' });
host.on('exit', (code) => process.exit(code ?? 1));
process.on('SIGTERM', () => host.kill());
