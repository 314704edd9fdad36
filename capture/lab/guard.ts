import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./guardian.ts', import.meta.url));

/** Sees to it that nothing is left running even when this process is killed: see guardian.ts. */
export class Guard {
  readonly #input: Writable;

  constructor(node: string, mark: { name: string; value: string }, folder: string) {
    const child = spawn(node, [program], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => {});
    child.unref();
    this.#input = child.stdin;
    this.#input.on('error', () => {});
    this.#say(`mark ${mark.name}=${mark.value}`);
    this.#say(`folder ${folder}`);
  }

  /** A process that does not carry the mark. */
  watch(pid: number): void {
    this.#say(`pid ${pid}`);
  }

  unwatch(pid: number): void {
    this.#say(`gone ${pid}`);
  }

  /** Nothing is left. */
  done(): void {
    this.#input.end('done\n');
  }

  #say(line: string): void {
    this.#input.write(`${line}\n`);
  }
}
