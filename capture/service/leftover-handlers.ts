import { unlink } from 'node:fs/promises';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { CaptureFileError } from '../sources/capture-file-error.ts';
import { stateOf, TOO_MANY } from './captures.ts';
import type { ClientState } from './client.ts';
import { findLeftover, listLeftovers } from './unsaved-captures.ts';

const GONE = 'This capture is not there any more.';

export function leftoverHandlers(
  client: ClientState,
): HandlersOf<Osiscope, 'captures.leftovers' | 'captures.recover' | 'captures.discardLeftover'> {
  return {
    'captures.leftovers': async () => {
      const open = new Set(client.captures.list().map((entry) => entry.capture.source.path));
      const found = await listLeftovers();
      return found
        .filter(({ path }) => !open.has(path))
        .map(({ id, title, bytes, modified }) => ({ id, title, bytes, modified }));
    },
    'captures.recover': async ({ id }, { fail }) => {
      const leftover = await findLeftover(id);
      if (!leftover) throw fail('missing', GONE);
      if (client.captures.full) throw fail('io', TOO_MANY);
      try {
        return stateOf(await client.captures.recover(leftover.path, leftover.title));
      } catch (error) {
        if (error instanceof CaptureFileError) throw fail('io', error.message);
        throw error;
      }
    },
    'captures.discardLeftover': async ({ id }, { fail }) => {
      const leftover = await findLeftover(id);
      if (!leftover) throw fail('missing', GONE);
      await unlink(leftover.path).catch((error: Error) => {
        throw fail('io', `"${leftover.title}" cannot be deleted: ${error.message}`);
      });
    },
  };
}
