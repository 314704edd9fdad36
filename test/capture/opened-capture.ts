import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { CaptureSource, ReadOptions } from '../../capture/sources/capture-source.ts';
import { type OpenOptions, openCaptureFile } from '../../capture/sources/open-capture-file.ts';
import { readAll } from '../../capture/sources/read-all.ts';
import { RecordedFrames } from '../builders/recorded-frames.ts';

/** A folder that is gone after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'osiscope-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes bytes into a file that is gone after the test. */
export async function temporaryFile(t: TestContext, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(t), name);
  await writeFile(path, bytes);
  return path;
}

/** Opens a capture and reads all of it; closed after the test. */
export async function openedCapture(
  t: TestContext,
  path: string,
  options: OpenOptions & ReadOptions = {},
): Promise<{ source: CaptureSource; recorded: RecordedFrames }> {
  const source = await openCaptureFile(path, options);
  t.after(() => source.close());
  const recorded = new RecordedFrames();
  await readAll(source, recorded, options);
  return { source, recorded };
}
