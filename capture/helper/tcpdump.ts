import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type {
  CapturableInterface,
  CaptureHelper,
  Drops,
  InterfaceOptions,
  LinkType,
  StreamRun,
} from './capture-helper.ts';
import { PcapngMerge } from './pcapng-merge.ts';
import { findProgram, run, runCommand } from './program.ts';
import { endOf, endOfAll, endProgram, linkTypeList, pidsOf } from './program-texts.ts';
import { KERNEL_BUFFER } from './timing.ts';

/** How often tcpdump is asked for its losses, in milliseconds. */
const ASK = 1000;

/** tcpdump, if this user may capture with it. */
export async function findTcpdump(probe: string, within: readonly string[] = []): Promise<CaptureHelper | string> {
  const path = findProgram('tcpdump');
  if (path === undefined) return 'tcpdump is not installed.';
  const command = [...within, path];
  const opened = await runCommand(command, ['-L', '-i', probe]);
  if (opened.code !== 0) return complaintIn(opened.errors) || 'tcpdump may not capture.';
  const told = await run(path, ['--version']);
  const version = /tcpdump version (\S+)/.exec(told.output + told.errors)?.[1] ?? '';
  return new Tcpdump(command, version);
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** What a tcpdump has said so far. */
interface Heard {
  complaint: string;
  listening: boolean;
}

class Tcpdump implements CaptureHelper {
  readonly kind = 'tcpdump';
  readonly description: string;
  private readonly command: readonly string[];

  constructor(command: readonly string[], version: string) {
    this.command = command;
    this.description = `tcpdump ${version}, time stamps by the kernel (ns)`;
  }

  async interfaces(): Promise<CapturableInterface[]> {
    const { code, output, errors } = await runCommand(this.command, ['-D']);
    if (code !== 0) throw new Error(complaintIn(errors));
    return parseList(output);
  }

  async linkTypes(name: string): Promise<LinkType[]> {
    const { output, errors } = await runCommand(this.command, ['-L', '-i', name]);
    return linkTypeList(output || errors);
  }

  async checkFilter(name: string, filter: string): Promise<string | null> {
    if (filter.trim() === '') return null;
    const { code, errors } = await runCommand(this.command, ['-d', '-i', name, '--', filter]);
    return code === 0 ? null : complaintIn(errors);
  }

  start(interfaces: readonly InterfaceOptions[], packets: number): StreamRun {
    const merge = new PcapngMerge(packets);
    const losses = interfaces.map(() => ({ kernel: 0, interface: 0 }));
    let stopping = false;
    const children = interfaces.map((options, index) => {
      const child = this.capture(options);
      listen(child, losses[index]);
      merge.add(child.stdout, { name: options.name, filter: options.filter });
      return child;
    });
    const asking = setInterval(() => {
      // Before it listens, the signal would end it.
      for (const child of children) if (child.listening) child.kill('SIGUSR1');
    }, ASK);
    const stop = (): void => {
      stopping = true;
      for (const child of children) endProgram(child);
    };
    merge.onFull(stop);
    const ended = endOfAll(
      children.map((child, index) =>
        endOf(
          child,
          `tcpdump on ${interfaces[index].name}`,
          () => stopping,
          () => child.complaint,
        ),
      ),
      stop,
    ).finally(() => clearInterval(asking));
    return { stream: merge.stream, drops: () => sum(losses), pids: pidsOf(children), stop, ended };
  }

  private capture(i: InterfaceOptions): Child & Heard {
    const args = ['-i', i.name, '-n', '-U', '-w', '-', '--time-stamp-precision=nano'];
    if (!i.promiscuous) args.push('-p');
    args.push('-s', String(i.snapLength));
    args.push('-B', String((i.bufferMegabytes || KERNEL_BUFFER) * 1024));
    if (i.linkType !== '') args.push('-y', i.linkType);
    if (i.filter.trim() !== '') args.push('--', i.filter);
    const env = { ...process.env, LC_ALL: 'C' };
    const [file, ...words] = this.command;
    const child = spawn(file, [...words, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
    return Object.assign(child, { complaint: '', listening: false });
  }
}

/** Reads what tcpdump says of its losses, on SIGUSR1 and at its end, and keeps its last complaint. */
function listen(child: Child & Heard, losses: { kernel: number; interface: number }): void {
  let rest = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).slice(-16_384).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      for (const m of line.matchAll(/(\d+) packets? dropped by (kernel|interface)/g)) {
        losses[m[2] as 'kernel' | 'interface'] = Number(m[1]);
      }
      if (/listening on/.test(line)) child.listening = true;
      else if (line.startsWith('tcpdump: ') && !/data link type|WARNING/.test(line)) child.complaint = line.slice(9);
    }
  });
}

function sum(losses: readonly { kernel: number; interface: number }[]): Drops {
  return {
    kernel: losses.reduce((n, l) => n + l.kernel, 0),
    interface: losses.reduce((n, l) => n + l.interface, 0),
    helper: 0,
  };
}

/** `1.eth0 [Up, Running, Connected]` or `2.any (Pseudo-device that captures on all interfaces) [Up, Running]`. */
export function parseList(output: string): CapturableInterface[] {
  const out: CapturableInterface[] = [];
  for (const line of output.split('\n')) {
    const m = /^\d+\.(\S+)(?: \((.*)\))?(?: \[.*\])?$/.exec(line);
    if (m) out.push({ name: m[1], description: m[2] ?? '' });
  }
  return out;
}

function complaintIn(errors: string): string {
  const line = errors.split('\n').find((text) => text.startsWith('tcpdump: ')) ?? errors.split('\n')[0] ?? '';
  return line.replace(/^tcpdump: /, '');
}
