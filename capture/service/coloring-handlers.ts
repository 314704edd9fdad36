import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { FilterError } from '../filter/display-filter.ts';
import type { ClientState } from './client.ts';

export function coloringHandlers(client: ClientState): HandlersOf<Osiscope, 'coloring.set'> {
  return {
    'coloring.set': ({ filters }) => {
      const problems: { rule: number; message: string }[] = [];
      client.coloring = filters.map((text, rule) => {
        try {
          return client.filter(text);
        } catch (error) {
          if (!(error instanceof FilterError)) throw error;
          problems.push({ rule, message: error.message.slice(0, 1000) });
          return null;
        }
      });
      return { problems };
    },
  };
}
