import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { standardPreferences } from '../../decoders/model/preferences.ts';
import type { ClientState } from './client.ts';

export function preferencesHandlers({
  captures,
}: ClientState): HandlersOf<Osiscope, 'preferences.get' | 'preferences.set'> {
  return {
    'preferences.get': () => ({ chosen: captures.preferences, standard: standardPreferences }),
    'preferences.set': (preferences) => {
      captures.preferences = preferences;
    },
  };
}
