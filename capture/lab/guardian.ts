// Started beside a run: ends what the run left behind when the program that ran it dies.
//
// Lines on standard input: `mark NAME=VALUE`, `folder PATH`, `pid N` and `gone N` for processes without the mark, and
// `done` when nothing is left to guard. The end of the input without `done` means that the other side is dead.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { endProcesses, markedProcesses } from '../trace/marked-processes.ts';

const pids = new Set<number>();
let mark: [name: string, value: string] | undefined;
let folder: string | undefined;
let done = false;

for await (const line of createInterface({ input: process.stdin })) {
  const space = line.indexOf(' ');
  const word = space < 0 ? line : line.slice(0, space);
  const rest = line.slice(space + 1);
  if (word === 'mark') mark = [rest.slice(0, rest.indexOf('=')), rest.slice(rest.indexOf('=') + 1)];
  else if (word === 'folder') folder = rest;
  else if (word === 'pid') pids.add(Number(rest));
  else if (word === 'gone') pids.delete(Number(rest));
  else if (word === 'done') done = true;
}

if (!done) {
  const alive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await endProcesses(() => [...(mark === undefined ? [] : markedProcesses(...mark)), ...[...pids].filter(alive)], 0);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
