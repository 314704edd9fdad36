import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const pattern = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.ts)\1\s*,\s*import\.meta\.url\s*\)/g;

/**
 * Builds every program that the code starts by address, `new URL('./worker.ts', import.meta.url)`, as a file of its own
 * and puts the built file's address there, so that workers and child processes are found in a packaged application too.
 */
export function programUrls(): Plugin {
  return {
    name: 'osiscope:program-urls',
    enforce: 'pre',
    transform(code, importer) {
      if (!code.includes('import.meta.url')) return undefined;
      const changed = code.replace(pattern, (_match, _quote, path: string) => {
        const reference = this.emitFile({ type: 'chunk', id: join(dirname(importer), path) });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      return changed === code ? undefined : { code: changed, map: null };
    },
  };
}
