import { join } from 'node:path';
import { defineConfig } from 'vite';
import { programDirectory, root } from './node-program.ts';

/** A sandboxed preload script is one CommonJS file. */
export default defineConfig({
  root,
  build: {
    outDir: programDirectory,
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'chrome140',
    minify: false,
    rolldownOptions: {
      external: ['electron'],
      input: join(root, 'electron/preload.ts'),
      output: { format: 'cjs', codeSplitting: false, entryFileNames: 'preload.cjs' },
    },
  },
});
