import { defineConfig } from 'vite';
import { nodeProgram } from './node-program.ts';

export default defineConfig(nodeProgram('main', 'electron/main.ts'));
