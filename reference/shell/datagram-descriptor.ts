import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * The descriptor of this process's UDP socket with a local port. Node does not show it, /proc does: the table of UDP
 * sockets has the inode of the port, and one of our descriptors is a link to that inode. Undefined without /proc.
 */
export function datagramDescriptor(port: number): number | undefined {
  const inodes = new Set(['/proc/self/net/udp', '/proc/self/net/udp6'].flatMap((table) => inodesOf(table, port)));
  if (inodes.size === 0) return undefined;
  for (const name of entriesOf('/proc/self/fd')) if (inodes.has(linkOf(`/proc/self/fd/${name}`))) return Number(name);
  return undefined;
}

/** The inodes of the sockets bound to a port, in the form a descriptor's link has. */
function inodesOf(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  let text: string;
  try {
    text = readFileSync(table, 'latin1');
  } catch {
    return [];
  }
  const rows = text.split('\n').map((line) => line.trim().split(/\s+/));
  return rows.filter((row) => row[1]?.endsWith(suffix)).map((row) => `socket:[${row[9]}]`);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
