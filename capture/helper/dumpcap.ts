import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type {
  CapturableInterface,
  CaptureHelper,
  Drops,
  HelperRun,
  InterfaceOptions,
  LinkType,
  StreamRun,
} from './capture-helper.ts';
import { findProgram, run, runCommand } from './program.ts';
import { endOf, endProgram, linkTypeList, pidsOf } from './program-texts.ts';
import { KERNEL_BUFFER } from './timing.ts';

/** Wireshark's capture program, if this user may capture with it. */
export async function findDumpcap(probe: string, within: readonly string[] = []): Promise<CaptureHelper | string> {
  const path = findProgram('dumpcap');
  if (path === undefined) return 'dumpcap is not installed.';
  const command = [...within, path];
  const opened = await runCommand(command, ['-L', '-i', probe]);
  if (opened.code !== 0) return firstLine(opened.errors) || 'dumpcap may not capture.';
  const version = /Dumpcap[^\d]*(\d+\.\d+\.\d+)/.exec((await run(path, ['--version'])).output)?.[1] ?? '';
  return new Dumpcap(command, version);
}

class Dumpcap implements CaptureHelper {
  readonly kind = 'dumpcap';
  readonly description: string;
  private readonly command: readonly string[];

  constructor(command: readonly string[], version: string) {
    this.command = command;
    this.description = `dumpcap ${version}, time stamps by the kernel (ns)`;
  }

  async interfaces(): Promise<CapturableInterface[]> {
    const { code, output, errors } = await runCommand(this.command, ['-D', '-M']);
    if (code !== 0) throw new Error(firstLine(errors));
    return parseMachineList(output);
  }

  async linkTypes(name: string): Promise<LinkType[]> {
    const { output, errors } = await runCommand(this.command, ['-L', '-i', name]);
    return linkTypeList(output || errors);
  }

  async checkFilter(name: string, filter: string): Promise<string | null> {
    if (filter.trim() === '') return null;
    const { code, errors } = await runCommand(this.command, ['-d', '-i', name, '-f', filter]);
    // dumpcap 4.0 ends with 0 even when the filter is wrong.
    const wrong = /isn't a valid capture filter \((.*)\)\.\s*$/m.exec(errors)?.[1];
    return wrong ?? (code === 0 ? null : firstLine(errors));
  }

  start(interfaces: readonly InterfaceOptions[], packets: number): StreamRun {
    const { child, run } = this.#start(interfaces, packets, 'pipe');
    return { stream: child.stdout as Readable, ...run };
  }

  startInto(interfaces: readonly InterfaceOptions[], packets: number, file: number): HelperRun {
    return this.#start(interfaces, packets, file).run;
  }

  /**
   * Its running count goes to a pipe of this process: should this process die, the next count ends the program, also
   * where what it captures goes to a file.
   */
  #start(interfaces: readonly InterfaceOptions[], packets: number, output: 'pipe' | number) {
    const args = ['-w', '-'];
    if (packets > 0) args.push('-c', String(packets));
    for (const i of interfaces) {
      args.push('-i', i.name);
      if (i.filter.trim() !== '') args.push('-f', i.filter);
      if (!i.promiscuous) args.push('-p');
      if (i.snapLength > 0) args.push('-s', String(i.snapLength));
      args.push('-B', String(i.bufferMegabytes || KERNEL_BUFFER));
      if (i.linkType !== '') args.push('-y', i.linkType);
    }
    const [program, ...words] = this.command;
    const child = spawn(program, [...words, ...args], {
      stdio: ['ignore', output, 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let texts = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      texts = (texts + text).slice(-16_384);
    });
    let stopping = false;
    const run: HelperRun = {
      pids: pidsOf([child]),
      drops: () => dropsIn(texts),
      stop: () => {
        stopping = true;
        endProgram(child);
      },
      ended: endOf(
        child,
        'dumpcap',
        () => stopping,
        () => failureIn(texts),
      ),
    };
    return { child, run };
  }
}

/** `name \t description-or-number ...`: the first two columns of `dumpcap -D -M` hold "1. eth0" and the vendor's text. */
export function parseMachineList(output: string): CapturableInterface[] {
  const out: CapturableInterface[] = [];
  for (const line of output.split('\n')) {
    const [first, vendor, friendly] = line.split('\t');
    const name = /^\d+\. (.+)$/.exec(first ?? '')?.[1];
    if (name !== undefined) out.push({ name, description: (friendly || vendor) ?? '' });
  }
  return out;
}

/** dumpcap tells its losses when it ends: "Packets received/dropped on interface 'lo': 9/1 (pcap:1/dumpcap:0/flushed:0/ps_ifdrop:0)". */
export function dropsIn(texts: string): Drops {
  let kernel: number | null = null;
  let fromInterface: number | null = null;
  let helper = 0;
  for (const m of texts.matchAll(/\(pcap:(\d+)\/dumpcap:(\d+)\/flushed:(\d+)\/ps_ifdrop:(\d+)\)/g)) {
    kernel = (kernel ?? 0) + Number(m[1]);
    helper += Number(m[2]) + Number(m[3]);
    fromInterface = (fromInterface ?? 0) + Number(m[4]);
  }
  return { kernel, interface: fromInterface, helper };
}

/** What dumpcap complains of, without what it tells of its normal work. */
function failureIn(texts: string): string {
  const normal = /^(Capturing on|File:|Packets|Running as user|$)/;
  return texts
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => !normal.test(line))
    .map((line) => line.replace(/^dumpcap: /, ''))
    .join(' ')
    .slice(0, 600);
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? '';
}
