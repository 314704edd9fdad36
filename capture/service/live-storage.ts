import { access, constants, type FileHandle, open, stat, unlink } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { RingFiles, type RingLimits } from '../export/ring-files.ts';
import type { CaptureHelper, HelperRun, InterfaceOptions, StreamRun } from '../helper/capture-helper.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import { GrowingFile } from '../sources/growing-file.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { SpillSegments } from '../sources/spill-segments.ts';
import { RingSource } from './ring-source.ts';
import { newUnsavedPath } from './unsaved-captures.ts';

/** Where the frames of a live run are kept. */
export interface LiveStorage {
  /** Null for a run that has to be saved. */
  readonly path: string | null;
  /** Begins a run that ends by itself after so many frames, 0 for no limit. */
  begin(helper: CaptureHelper, interfaces: readonly InterfaceOptions[], packets: number): Promise<LiveRun>;
  /** Deletes what is not meant to stay. */
  readonly discard: () => Promise<unknown>;
}

export interface LiveRun {
  readonly run: HelperRun;
  /** Rejects with CaptureFileError when what the helper writes is no capture. */
  readonly source: Promise<CaptureSource>;
  /** Whether everything that the helper wrote has been read. */
  readonly exhausted: () => boolean;
}

/** The files of a ring cannot be made; the message is for a person. */
export class StorageError extends Error {}

/** A file that is kept until the run is saved or discarded, and offered again after a crash. */
export async function unsavedStorage(interfaces: readonly string[]): Promise<LiveStorage> {
  const path = await newUnsavedPath(interfaces, new Date());
  return {
    path: null,
    begin: async (helper, faces, packets) => {
      if (!helper.startInto) {
        const run = helper.start(faces, packets);
        return { run, ...fromStream(run, { keepAt: path }) };
      }
      const file = await newFile(path);
      const run = helper.startInto(faces, packets, file.fd);
      const growing = new GrowingFile(file, dirname(path), run.ended);
      return { run, source: openCaptureFile('-', { growing }), exhausted: () => growing.exhausted };
    },
    discard: () => unlink(path).catch(() => {}),
  };
}

function fromStream({ stream }: StreamRun, keep: { keepAt: string } | { spill: SpillSegments }) {
  return {
    source: openCaptureFile('-', { standardInput: stream, ...keep }),
    exhausted: () => stream.readableEnded,
  };
}

function newFile(path: string): Promise<FileHandle> {
  return open(path, 'wx+', 0o600).catch((error: Error) => {
    throw new StorageError(`No file can be made to hold the capture: ${error.message}.`);
  });
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
    begin: async (helper, interfaces, packets) => {
      const run = helper.start(interfaces, packets);
      const { source, exhausted } = fromStream(run, { spill });
      const ring = async (): Promise<CaptureSource> => new RingSource(await source, new RingFiles(path, limits), spill);
      return { run, source: ring(), exhausted };
    },
    discard: () => spill.close(),
  };
}
