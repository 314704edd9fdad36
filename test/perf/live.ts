import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Finding, Section } from './section.ts';

const AIM = 200_000;
/** Until the helper is at work, in milliseconds. */
const SETTLE = 500;
const PROGRAM = join(import.meta.dirname, 'programs/live.ts');

/** What the capturing program says when it ends. */
interface Captured {
  readonly frames: number;
  readonly lost: number;
  /** Milliseconds from the end of the replay until the last frame was indexed. */
  readonly behind: number;
}

/** Two network namespaces joined by a veth pair: nothing else sends there. */
class Link {
  readonly from = `osiscope-a-${process.pid}`;
  readonly to = `osiscope-b-${process.pid}`;

  /** Why it could not be made, or undefined. */
  make(): string | undefined {
    for (const args of [
      `netns add ${this.from}`,
      `netns add ${this.to}`,
      `link add play netns ${this.from} type veth peer name catch netns ${this.to}`,
      `-n ${this.from} link set play up`,
      `-n ${this.to} link set catch up`,
    ]) {
      const { status, error, stderr } = spawnSync('ip', args.split(' '), { encoding: 'utf8' });
      if (status !== 0) return error?.message ?? stderr.trim();
    }
    for (const name of [this.from, this.to]) quiet(name);
    return undefined;
  }

  remove(): void {
    for (const name of [this.from, this.to]) spawnSync('ip', ['netns', 'del', name], { stdio: 'ignore' });
  }
}

/** IPv6 would send its own frames when a link comes up. */
function quiet(namespace: string): void {
  const setting = 'net.ipv6.conf.all.disable_ipv6=1';
  spawnSync('ip', ['netns', 'exec', namespace, 'sysctl', '-qw', setting], { stdio: 'ignore' });
}

/** Captures what tcpreplay sends over a veth pair, indexed as it comes, as the window's live runs are. */
export const live: Section = {
  name: 'live',
  title: 'live capture of tcpreplay on a veth pair',
  async run(bench) {
    if (spawnSync('tcpreplay', ['--version']).error) return [skipped('tcpreplay is not installed')];
    const link = new Link();
    try {
      const problem = link.make();
      if (problem !== undefined) return [skipped(`no network namespaces: ${problem}`)];
      return [await replay(bench, link, [`--pps=${AIM}`], AIM), await replay(bench, link, ['--topspeed'])];
    } finally {
      link.remove();
    }
  },
};

function skipped(reason: string): Finding {
  return { what: 'live capture', measured: `skipped: ${reason}`, aim: 'no drop at 200,000 frames/s' };
}

async function replay(bench: Bench, link: Link, speed: readonly string[], aim?: number): Promise<Finding> {
  const what = aim ? 'live capture at 200,000 frames/s' : 'live capture at full speed';
  const env = { ...process.env, XDG_STATE_HOME: bench.folder, XDG_CONFIG_HOME: bench.folder };
  const child = spawn('ip', ['netns', 'exec', link.to, process.execPath, PROGRAM, 'catch'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  try {
    const first = await lines.next();
    if (first.value !== 'capturing') return { what, measured: `skipped: ${first.value ?? 'no capture'}` };
    await sleep(SETTLE);
    const sent = spawnSync(
      'ip',
      ['netns', 'exec', link.from, 'tcpreplay', '-q', '-K', ...speed, '-i', 'play', bench.file],
      {
        encoding: 'utf8',
      },
    );
    child.stdin.end();
    const answer = await lines.next();
    const captured = JSON.parse(answer.value as string) as Captured;
    return finding(what, sent.stdout + sent.stderr, captured, aim);
  } finally {
    await ended(child);
  }
}

/** tcpreplay tells "Rated: 15822013.4 Bps, 126.57 Mbps, 120301.44 pps" and "Successful packets: 1000000". */
function finding(what: string, report: string, { frames, lost, behind }: Captured, aim?: number): Finding {
  const rate = Number(/([\d.]+) pps/.exec(report)?.[1] ?? Number.NaN);
  const sent = Number(/Successful packets:\s+(\d+)/.exec(report)?.[1] ?? Number.NaN);
  const measured = `${Math.round(rate)} frames/s sent; ${frames} of ${sent} captured, ${lost} told as lost, the last one indexed ${behind.toFixed(0)} ms after it was sent`;
  // Somewhat slower than asked for is still the speed that was asked for.
  const fast = aim === undefined || rate >= aim * 0.95;
  return { what, measured, ...(aim && { aim: 'no drop', ...(fast && { reached: frames >= sent && lost === 0 }) }) };
}

async function ended(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
