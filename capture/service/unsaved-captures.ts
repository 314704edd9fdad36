import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { blockType } from '../sources/pcapng-format.ts';

/** A live run's file that no living process writes or holds. */
export interface Leftover {
  /** File name, which identifies it. */
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly modified: number;
}

/** `osiscope_lo_20261122181500_4711.pcapng`: what was captured, when it began, and the process that holds it. */
const NAME = /^osiscope_(.+)_(\d{14})_(\d+)(?:_\d+)?\.pcapng$/;

/** Where unsaved live runs are kept: `$XDG_STATE_HOME/osiscope/captures`. */
export function unsavedFolder(): string {
  const base = process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state');
  return join(base, 'osiscope', 'captures');
}

let count = 0;

/** A path for a new run; the folder is there when this resolves. */
export async function newUnsavedPath(interfaces: readonly string[], now: Date): Promise<string> {
  const folder = unsavedFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const what =
    interfaces
      .join('+')
      .replace(/[^A-Za-z0-9+.-]/g, '-')
      .slice(0, 60) || 'capture';
  const p = (n: number, digits = 2): string => String(n).padStart(digits, '0');
  const time = `${p(now.getFullYear(), 4)}${p(now.getMonth() + 1)}${p(now.getDate())}${p(now.getHours())}${p(now.getMinutes())}${p(now.getSeconds())}`;
  return join(folder, `osiscope_${what}_${time}_${process.pid}_${count++}.pcapng`);
}

/** What earlier processes left behind, the newest first. */
export async function listLeftovers(): Promise<Leftover[]> {
  const folder = unsavedFolder();
  const names = await readdir(folder).catch(() => []);
  const out: Leftover[] = [];
  for (const id of names) {
    const m = NAME.exec(id);
    if (!m || (await alive(Number(m[3])))) continue;
    const path = join(folder, id);
    const info = await stat(path).catch(() => null);
    if (!info?.isFile()) continue;
    if (!(await holdsFrames(path, info.size))) await unlink(path).catch(() => {});
    else out.push({ id, title: m[1], path, bytes: info.size, modified: info.mtimeMs / 1000 });
  }
  return out.sort((a, b) => b.modified - a.modified).slice(0, 100);
}

/** Headers without a frame are shorter than this. */
const HEADERS_AT_MOST = 4096;

/** Whether a run's file may hold anything to be kept: all but one that is sure to consist of headers only. */
async function holdsFrames(path: string, size: number): Promise<boolean> {
  if (size === 0) return false;
  if (size > HEADERS_AT_MOST) return true;
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return true;
  let at = 0;
  while (at + 12 <= bytes.length) {
    const type = bytes.readUInt32LE(at);
    const length = bytes.readUInt32LE(at + 4);
    if (type !== blockType.sectionHeader && type !== blockType.interfaceDescription) return true;
    if (length < 12) return true;
    at += length;
  }
  return at !== bytes.length;
}

/** The leftover of that id; undefined when there is none, whatever the id tries to name. */
export async function findLeftover(id: string): Promise<Leftover | undefined> {
  return (await listLeftovers()).find((leftover) => leftover.id === id);
}

/** Whether the process that wrote a name still runs: one with its number that is also a Node or Electron program. */
async function alive(pid: number): Promise<boolean> {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'node');
  return /node|electron|osiscope/i.test(command);
}
