import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { noncePlaceholder } from '../../contract/page-policy.ts';
import { root } from './node-program.ts';

/** The page that every host serves, built to .vite/renderer/window. */
export const pageDirectory = join(root, '.vite/renderer/window');

export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  plugins: [react()],
  html: { cspNonce: noncePlaceholder },
  build: {
    outDir: pageDirectory,
    emptyOutDir: true,
    target: 'chrome120',
    // Hosts forbid data: addresses for scripts, styles and fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
});
