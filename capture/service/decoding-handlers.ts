import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { choosable, protocolsFor } from '../decoding/decode-as.ts';
import type { ClientState } from './client.ts';

type Names = 'decoding.tables' | 'decoding.choices' | 'decoding.set';

export function decodingHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  return {
    'decoding.tables': () =>
      choosable.map(({ table, title }) => ({
        table: table.name,
        title,
        protocols: protocolsFor(table).map(({ name, title }) => ({ name, title })),
      })),
    'decoding.choices': () => [...client.captures.decodeChoices],
    'decoding.set': ({ choices }, { fail }) => {
      try {
        client.captures.decodeAs(choices);
      } catch (error) {
        throw fail('unknown', (error as Error).message);
      }
    },
  };
}
