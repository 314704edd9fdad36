import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { choosable, protocolsFor, switchable } from '../decoding/decode-as.ts';
import type { ClientState } from './client.ts';

type Names = 'decoding.tables' | 'decoding.choices' | 'decoding.set' | 'decoding.protocols' | 'decoding.disable';

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
    'decoding.protocols': () => {
      const disabled = new Set(client.captures.disabledProtocols);
      return switchable().map(({ name, title, osi }) => ({ name, title, osi, enabled: !disabled.has(name) }));
    },
    'decoding.disable': ({ names }, { fail }) => {
      try {
        client.captures.disable(names);
      } catch (error) {
        throw fail('unknown', (error as Error).message);
      }
    },
  };
}
