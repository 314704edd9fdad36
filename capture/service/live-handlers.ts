import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { type FoundHelper, findHelper } from '../helper/find-helper.ts';
import { interfaceFacts } from '../helper/interface-facts.ts';
import { ActivityWatch } from './activity-watch.ts';
import { stateOf, TOO_MANY } from './captures.ts';
import type { ClientState } from './client.ts';
import { LiveError, startRun } from './live-runs.ts';
import { StorageError } from './live-storage.ts';

type Names = 'live.interfaces' | 'live.watch' | 'live.checkFilter' | 'live.start' | 'live.stop' | 'live.restart';

const NO_RIGHTS = 'Nothing here may capture. The list of interfaces tells how to get the rights.';

export function liveHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const watch = new ActivityWatch((rates) => client.connection.emit('live.activity', { rates }));
  void client.connection.closed.then(() => watch.set(false));
  let found: Promise<FoundHelper> | undefined;
  const helper = () => {
    found ??= findHelper();
    return found;
  };
  return {
    'live.interfaces': async (_, { fail }) => {
      found = findHelper();
      const answer = await found;
      if (answer.helper === null) {
        const { problem, advice } = answer;
        return { interfaces: [], helper: { kind: 'none', description: '', problem, advice: [...advice] } };
      }
      const { kind, description } = answer.helper;
      const list = await answer.helper.interfaces().catch((error: Error) => {
        throw fail('failed', `The interfaces cannot be listed: ${error.message}`);
      });
      const interfaces = await Promise.all(
        list.slice(0, 512).map(async ({ name, description: text }) => {
          const facts = await interfaceFacts(name);
          const addresses = facts.addresses.slice(0, 64);
          return { ...facts, addresses, description: text.slice(0, 300), linkTypes: [] };
        }),
      );
      return { interfaces, helper: { kind, description, problem: null, advice: [] } };
    },
    'live.watch': ({ on }) => watch.set(on),
    'live.checkFilter': async ({ interface: name, filter }) => {
      const answer = await helper();
      return { problem: answer.helper === null ? NO_RIGHTS : await answer.helper.checkFilter(name, filter) };
    },
    'live.start': async (options, { fail }) => {
      const answer = await helper();
      if (answer.helper === null) throw fail('no-helper', NO_RIGHTS);
      if (client.captures.full) throw fail('io', TOO_MANY);
      if (options.interfaces.length === 0) throw fail('no-interface', 'Choose an interface to capture from.');
      for (const i of options.interfaces) {
        const problem = await answer.helper.checkFilter(i.name, i.filter);
        if (problem !== null) throw fail('filter', problem);
      }
      try {
        return stateOf(await startRun(client.captures, answer.helper, options));
      } catch (error) {
        if (error instanceof StorageError) throw fail('io', error.message);
        if (error instanceof LiveError) throw fail('failed', error.message);
        throw error;
      }
    },
    'live.stop': async ({ capture }) => {
      await client.capture(capture).live?.stop();
    },
    'live.restart': async ({ capture }, { fail }) => {
      const entry = client.capture(capture);
      const answer = await helper();
      if (entry.live?.options.interfaces.length === 0) {
        throw fail('failed', 'This capture belongs to a session, which is run again on its own page.');
      }
      if (!entry.live || answer.helper === null) throw fail('failed', 'Only a live run can be begun again.');
      const { options } = entry.live;
      await client.captures.close(entry);
      try {
        return stateOf(await startRun(client.captures, answer.helper, options));
      } catch (error) {
        throw fail('failed', (error as Error).message);
      }
    },
  };
}
