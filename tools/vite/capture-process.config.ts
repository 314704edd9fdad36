import { defineConfig } from 'vite';
import { nodeProgram } from './node-program.ts';

export default defineConfig(nodeProgram('capture-process', 'capture/hosts/electron-process.ts'));
