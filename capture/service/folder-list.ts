import { open, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Result } from '../../contract/contract.ts';
import { ContractError } from '../../contract/errors.ts';
import type { listFolder as listFolderMessage } from '../../contract/messages/files.ts';
import { detectContainer } from '../sources/detect-format.ts';

type FolderList = Result<typeof listFolderMessage>;

const MAX_ENTRIES = 2000;
const CAPTURE_NAME = /\.(pcap|pcapng|cap|dmp)(\d+)?(\.(gz|zst))?$/i;

/** Files without a capture's name whose first bytes are looked at. */
const MAX_LOOKS = 300;

/** Length of the shortest header of a capture. */
const HEAD_BYTES = 24;

/** The folder's entries for an open dialog: folders first, then files, each by name; hidden ones are left out. */
export async function listFolder(path: string): Promise<FolderList> {
  const folder = path === '' ? homedir() : resolve(path);
  const found = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new ContractError('missing', `There is no folder "${folder}".`);
    if (error.code === 'ENOTDIR') throw new ContractError('not-a-folder', `"${folder}" is not a folder.`);
    if (error.code === 'EACCES' || error.code === 'EPERM')
      throw new ContractError('denied', `You have no right to read the folder "${folder}".`);
    throw new ContractError('denied', `"${folder}" cannot be read: ${error.message}.`);
  });
  const shown = found.filter((entry) => !entry.name.startsWith('.'));
  const entries: FolderList['entries'] = [];
  for (const entry of shown.slice(0, MAX_ENTRIES * 2)) {
    const info = await stat(join(folder, entry.name)).catch(() => null);
    if (!info || !(info.isDirectory() || info.isFile())) continue;
    const isFolder = info.isDirectory();
    entries.push({
      name: entry.name,
      folder: isFolder,
      bytes: isFolder ? 0 : info.size,
      modified: info.mtimeMs / 1000,
      capture: !isFolder && CAPTURE_NAME.test(entry.name),
    });
  }
  const nameless = entries.filter((entry) => !entry.folder && !entry.capture && entry.bytes >= HEAD_BYTES);
  await Promise.all(
    nameless.slice(0, MAX_LOOKS).map(async (entry) => {
      entry.capture = await beginsLikeCapture(join(folder, entry.name));
    }),
  );
  entries.sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name, 'en', { numeric: true }));
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: entries.slice(0, MAX_ENTRIES),
    more: Math.max(0, shown.length - MAX_ENTRIES),
  };
}

async function beginsLikeCapture(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return detectContainer(buffer.subarray(0, bytesRead)) !== null;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}
