import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { CaptureFileError } from '../sources/capture-file-error.ts';
import { captureProperties } from './capture-properties.ts';
import { stateOf, TOO_MANY } from './captures.ts';
import type { ClientState } from './client.ts';

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
  'captures.open' | 'captures.list' | 'captures.stopReading' | 'captures.close' | 'captures.properties'
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
    'captures.properties': ({ capture }) => ({ groups: captureProperties(client.capture(capture)) }),
  };
}
