import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { ExportError, FileOutput } from '../export/byte-output.ts';
import { fileHashes } from '../export/file-hashes.ts';
import { mergeCaptures } from '../export/merge-captures.ts';
import { CaptureFileError } from '../sources/capture-file-error.ts';
import { captureProperties } from './capture-properties.ts';
import { stateOf, TOO_MANY } from './captures.ts';
import type { ClientState } from './client.ts';
import { productVersion } from './product-version.ts';
import { newUnsavedPath } from './unsaved-captures.ts';

const openCodes = {
  'not-found': 'missing',
  'no-permission': 'denied',
  'not-a-file': 'not-a-file',
  empty: 'empty',
  'unknown-format': 'unknown-format',
  cancelled: 'io',
  io: 'io',
} as const;

export function capturesHandlers(
  client: ClientState,
): HandlersOf<
  Osiscope,
  | 'captures.open'
  | 'captures.list'
  | 'captures.stopReading'
  | 'captures.close'
  | 'captures.properties'
  | 'captures.merge'
  | 'captures.hashes'
> {
  return {
    'captures.open': async ({ path }, { signal, fail }) => {
      if (client.captures.full) throw fail('io', TOO_MANY);
      try {
        return stateOf(await client.captures.openFile(path, signal as AbortSignal));
      } catch (error) {
        if (error instanceof CaptureFileError) throw fail(openCodes[error.code], error.message);
        throw error;
      }
    },
    'captures.list': () => client.captures.list().map(stateOf),
    'captures.stopReading': ({ capture }) => client.capture(capture).capture.stopReading(),
    'captures.close': async ({ capture, discard }, { fail }) => {
      const entry = client.capture(capture);
      if (entry.unsaved && !discard) throw fail('unsaved', `"${entry.title}" has not been saved.`);
      await client.captures.close(entry);
    },
    'captures.merge': async ({ captures: ids }, { signal, fail, progress }) => {
      if (ids.length < 2) throw fail('too-few', 'Choose at least two captures to be merged.');
      if (client.captures.full) throw fail('io', TOO_MANY);
      const parts = ids.map((id) => client.capture(id));
      const path = await newUnsavedPath(['merged'], new Date());
      try {
        await mergeCaptures(
          parts.map(({ capture }) => capture),
          await FileOutput.create(path),
          {
            application: `Osiscope ${productVersion()}`,
            signal: signal as AbortSignal,
            onProgress: (done, total) => progress({ done, total }),
          },
        );
        const title = parts.map(({ title }) => title).join(' + ');
        return stateOf(await client.captures.recover(path, title.slice(0, 300)));
      } catch (error) {
        if (error instanceof ExportError) throw fail(error.code === 'disk-full' ? 'disk-full' : 'io', error.message);
        throw error;
      }
    },
    'captures.hashes': async ({ capture: id }, { signal, fail }) => {
      const { path } = client.capture(id);
      if (path === null) return null;
      try {
        return await fileHashes(path, signal as AbortSignal);
      } catch (error) {
        throw fail('io', `The file cannot be read: ${(error as Error).message}`);
      }
    },
    'captures.properties': ({ capture }) => ({ groups: captureProperties(client.capture(capture)) }),
  };
}
