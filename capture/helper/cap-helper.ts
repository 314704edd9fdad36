import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CapturableInterface, CaptureHelper, InterfaceOptions, LinkType, StreamRun } from './capture-helper.ts';
import { PcapngMerge } from './pcapng-merge.ts';
import { runCommand } from './program.ts';
import { endOf, endOfAll, endProgram, pidsOf } from './program-texts.ts';

const program = join(import.meta.dirname, 'cap-program.ts');

/** Our own program around the npm package `cap`, if that could be built and this user may capture with it. */
export async function findCapHelper(probe: string, within: readonly string[] = []): Promise<CaptureHelper | string> {
  const command = [...within, process.execPath, program];
  const { code, errors } = await runCommand(command, ['probe', probe]);
  return code === 0 ? new CapHelper(command) : errors.trim().split('\n').at(-1) || 'The cap helper may not capture.';
}

class CapHelper implements CaptureHelper {
  readonly kind = 'cap';
  readonly description =
    'cap, time stamps by this program when frames reach it (late by up to milliseconds), always whole frames, drops unknown';

  private readonly command: readonly string[];

  constructor(command: readonly string[]) {
    this.command = command;
  }

  async interfaces(): Promise<CapturableInterface[]> {
    const { code, output, errors } = await runCommand(this.command, ['list']);
    if (code !== 0) throw new Error(errors.trim());
    return JSON.parse(output) as CapturableInterface[];
  }

  async linkTypes(): Promise<LinkType[]> {
    return [];
  }

  async checkFilter(name: string, filter: string): Promise<string | null> {
    if (filter.trim() === '') return null;
    const { code, errors } = await runCommand(this.command, ['probe', name, filter]);
    return code === 0 ? null : (errors.trim().split('\n').at(-1) ?? 'The filter cannot be used.');
  }

  start(interfaces: readonly InterfaceOptions[], packets: number): StreamRun {
    const merge = new PcapngMerge(packets);
    let stopping = false;
    const children = interfaces.map((i) => {
      const args = ['capture', i.name, i.filter, String(i.bufferMegabytes), String(i.snapLength)];
      const [file, ...words] = this.command;
      const child = spawn(file, [...words, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      merge.add(child.stdout, { name: i.name, filter: i.filter });
      return child;
    });
    const complaints = children.map(() => '');
    children.forEach((child, index) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        complaints[index] = (complaints[index] + text).slice(-600);
      });
    });
    const stop = (): void => {
      stopping = true;
      for (const child of children) endProgram(child);
    };
    merge.onFull(stop);
    const ends = children.map((child, index) =>
      endOf(
        child,
        `The cap helper on ${interfaces[index].name}`,
        () => stopping,
        () => complaints[index].trim(),
      ),
    );
    return {
      stream: merge.stream,
      drops: () => ({ kernel: null, interface: null, helper: 0 }),
      pids: pidsOf(children),
      stop,
      ended: endOfAll(ends, stop),
    };
  }
}
