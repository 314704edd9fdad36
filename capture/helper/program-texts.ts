import type { ChildProcess } from 'node:child_process';
import type { LinkType } from './capture-helper.ts';

/** `  EN10MB (Ethernet)` lines, as dumpcap and tcpdump print for `-L`. */
export function linkTypeList(output: string): LinkType[] {
  const out: LinkType[] = [];
  for (const line of output.split('\n')) {
    const m = /^\s+([A-Z0-9_-]+) \((.*)\)/.exec(line);
    if (m) out.push({ name: m[1], description: m[2] });
  }
  return out;
}

/** How long a program that was told to end may take over what it still holds, in milliseconds. */
const LAST_WORDS = 5000;

/** Tells a capture program to end, and ends it when it does not. */
export function endProgram(child: ChildProcess): void {
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS);
  timer.unref();
  child.once('close', () => clearTimeout(timer));
}

export function pidsOf(children: readonly ChildProcess[]): number[] {
  return children.flatMap(({ pid }) => (pid === undefined ? [] : [pid]));
}

/** Why a capture program ended: null when it was told to or did what was asked, else a sentence. */
export function endOf(
  child: ChildProcess,
  name: string,
  told: () => boolean,
  complaint: () => string,
): Promise<string | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${name} cannot be started: ${error.message}`));
    child.once('close', (code, signal) => {
      if (told()) return resolve(null);
      // dumpcap ends with 0 when its interface vanishes.
      if (code === 0) return resolve(complaint() === '' ? null : `${name} ended: ${complaint()}`);
      if (signal !== null) return resolve(`${name} was ended by ${signal}. What was captured until then is here.`);
      resolve(`${name} ended with code ${code}: ${complaint() || 'it gave no reason'}`);
    });
  });
}

/** The same of several programs that capture together: when one ends without being told to, the others are told to. */
export async function endOfAll(ends: readonly Promise<string | null>[], stop: () => void): Promise<string | null> {
  const reasons = ends.map(async (end) => {
    const reason = await end;
    if (reason !== null) stop();
    return reason;
  });
  return (await Promise.all(reasons)).find((reason) => reason !== null) ?? null;
}
