import { readFile } from 'node:fs/promises';

/** Names of a hosts file by address; the first name of an address counts. Empty where there is no such file. */
export async function readHosts(path: string): Promise<Map<string, string>> {
  return parseHosts(await readFile(path, 'utf8').catch(() => ''));
}

/** Where the system keeps its hosts file. */
export function hostsPath(): string {
  return process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
}

/** Lines of an address and its names; what follows `#` is a remark. */
export function parseHosts(text: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [address, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address && name && !out.has(address)) out.set(address, name);
  }
  return out;
}
