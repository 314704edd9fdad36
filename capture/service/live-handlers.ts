import { networkInterfaces } from 'node:os';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import type { ClientState } from './client.ts';

type Names =
  | 'live.interfaces'
  | 'live.watch'
  | 'live.checkFilter'
  | 'live.start'
  | 'live.stop'
  | 'live.restart'
  | 'captures.leftovers'
  | 'captures.recover'
  | 'captures.discardLeftover';

export function liveHandlers(_client: ClientState): HandlersOf<Osiscope, Names> {
  return {
    'live.interfaces': () => ({
      interfaces: Object.entries(networkInterfaces()).map(([name, addresses]) => ({
        name,
        description: '',
        addresses: (addresses ?? []).map((a) => a.address),
        up: true,
        loopback: name === 'lo',
        mtu: null,
        speedMegabits: null,
        duplex: null,
        carrier: null,
        linkTypes: [],
      })),
      helper: { kind: 'none', description: '', problem: 'Live capture is not built in yet.', advice: [] },
    }),
    'live.watch': () => {},
    'live.checkFilter': () => ({ problem: null }),
    'live.start': (_, { fail }) => {
      throw fail('no-helper', 'Live capture is not built in yet.');
    },
    'live.stop': (_, { fail }) => {
      throw fail('no-capture', 'There is no such run.');
    },
    'live.restart': (_, { fail }) => {
      throw fail('no-capture', 'There is no such run.');
    },
    'captures.leftovers': () => [],
    'captures.recover': (_, { fail }) => {
      throw fail('missing', 'There is no such capture.');
    },
    'captures.discardLeftover': (_, { fail }) => {
      throw fail('missing', 'There is no such capture.');
    },
  };
}
