import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { NameResolution } from '../names/name-resolution.ts';
import type { ClientState } from './client.ts';

export function namesHandlers(client: ClientState): HandlersOf<Osiscope, 'names.set' | 'names.learn'> {
  return {
    'names.set': async (kinds) => {
      const any = kinds.mac || kinds.network || kinds.transport;
      client.names = any ? await NameResolution.create(kinds) : undefined;
    },
    'names.learn': async ({ capture }, { signal }) => {
      const { capture: opened } = client.capture(capture);
      return { more: (await client.names?.catchUp(opened, signal)) ?? false };
    },
  };
}
