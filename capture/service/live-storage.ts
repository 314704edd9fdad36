import { access, constants, stat, unlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { RingFiles, type RingLimits } from '../export/ring-files.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { SpillSegments } from '../sources/spill-segments.ts';
import { RingSource } from './ring-source.ts';
import { newUnsavedPath } from './unsaved-captures.ts';

/** Where the frames of a live run are kept. */
export interface LiveStorage {
  /** Null for a run that has to be saved. */
  readonly path: string | null;
  /** Throws CaptureFileError when the stream holds no capture. */
  open(stream: Readable): Promise<CaptureSource>;
  /** Deletes what is not meant to stay. */
  readonly discard: () => Promise<unknown>;
}

/** The files of a ring cannot be made; the message is for a person. */
export class StorageError extends Error {}

/** A file that is kept until the run is saved or discarded, and offered again after a crash. */
export async function unsavedStorage(interfaces: readonly string[]): Promise<LiveStorage> {
  const path = await newUnsavedPath(interfaces, new Date());
  return {
    path: null,
    open: (stream) => openCaptureFile('-', { standardInput: stream, keepAt: path }),
    discard: () => unlink(path).catch(() => {}),
  };
}

/** A ring of files named after a path, which stay. Throws StorageError when they cannot be made there. */
export async function ringStorage({ path: given, ...limits }: { path: string } & RingLimits): Promise<LiveStorage> {
  const path = resolve(given);
  const folder = dirname(path);
  const info = await stat(folder).catch(() => null);
  if (!info?.isDirectory()) throw new StorageError(`There is no folder "${folder}" for the files of the ring.`);
  if (basename(path) === '' || path === folder) throw new StorageError('Give the files of the ring a name.');
  await access(folder, constants.W_OK).catch(() => {
    throw new StorageError(`You have no permission to write into "${folder}".`);
  });
  const spill = new SpillSegments();
  return {
    path,
    open: async (stream) => {
      const source = await openCaptureFile('-', { standardInput: stream, spill });
      return new RingSource(source, new RingFiles(path, limits), spill);
    },
    discard: () => spill.close(),
  };
}
