import type { Scenario } from './scenario.ts';

export interface PairOptions {
  /** Options of the daemon, as on its command line. */
  readonly daemon: readonly string[];
  /** Service and options of the client; undefined starts none. Host and port are those of the daemon. */
  readonly client: { readonly service: string; readonly options: readonly string[] } | undefined;
  /** The daemon goes on until the run is released or stopped. */
  readonly hold: boolean;
}

/** A run of the daemon and the client with options that a person chose. It has no checks. */
export function pairScenario({ daemon, client, hold }: PairOptions): Scenario {
  return {
    name: 'pair',
    title: 'Daemon and client',
    group: 'Connections',
    summary: 'The reference daemon and the reference client, with options of your own.',
    layers: {},
    steps: [
      { title: 'Start the daemon', run: (lab) => lab.daemon(...daemon) },
      ...(client === undefined
        ? []
        : [
            {
              title: 'Run the client',
              run: async (lab) => lab.ended(await lab.client(client.service, ...client.options)),
            } satisfies Scenario['steps'][number],
          ]),
      ...(hold
        ? [{ title: 'Go on until told to stop', run: (lab) => lab.hold() } satisfies Scenario['steps'][number]]
        : []),
      { title: 'Stop the daemon', run: (lab) => (lab.server.running ? lab.stop() : Promise.resolve()) },
    ],
    checks: [],
  };
}
