import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { UserConfig } from 'vite';
import { programUrls } from './program-urls.ts';

export const root = join(import.meta.dirname, '../..');

/** Where the desktop application's programs are built to; `main` in package.json points into it. */
export const programDirectory = join(root, '.vite/build');

/** Present where the program runs, or native: never part of a bundle. */
const external = ['electron', 'cap', /^node:/, ...builtinModules];

/** One program for Electron's main or utility process, as an ES module called `name`. */
export function nodeProgram(name: string, entry: string): UserConfig {
  return {
    root,
    base: './',
    plugins: [programUrls()],
    resolve: { conditions: ['node'], mainFields: ['module', 'main'] },
    build: {
      outDir: programDirectory,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node24',
      minify: false,
      lib: { entry: join(root, entry), formats: ['es'], fileName: () => `${name}.js` },
      rolldownOptions: {
        external,
        output: { chunkFileNames: `${name}-[name].js` },
      },
    },
  };
}
