import { check, endings, eventCount, evidence, frameOrder, message } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { firstClient, sayMore, startDaemon, stayingClient } from '../steps.ts';

export const gracefulStop: Scenario = {
  name: 'graceful-stop',
  title: 'TERM with a connection open',
  group: 'Signals',
  summary:
    'TERM asks a daemon to end. A good one takes no new connections, finishes those it has, and exits with status 0. Here a client is in the middle of its work when the signal comes, and another comes too late.',
  layers: {
    4: 'From the signal on a SYN is refused with a RST: the listening socket is closed. The open connection goes on as before.',
    5: 'The open session has a grace time; without one, a single idle client could keep a daemon from ending for ever.',
    7: 'The first client gets everything it asked for and never learns that the server was on its way out.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'echo'),
    {
      title: 'Let a client begin its work',
      run: async (lab) => {
        await stayingClient(lab);
        await lab.event({ role: 'client', step: 'read' });
      },
    },
    {
      title: 'Send TERM',
      run: async (lab) => {
        lab.server.signal('SIGTERM');
        await lab.event({ role: 'daemon', step: 'close' });
      },
    },
    { title: 'Let another client come', run: (lab) => lab.runClient('echo') },
    {
      title: 'Let the first one finish its work',
      run: async (lab) => {
        const client = firstClient(lab);
        await sayMore(lab, client, 2);
        await sayMore(lab, client, 3);
        client.endInput();
        await lab.clientsEnded();
        await lab.ended(lab.server.process);
      },
    },
  ],
  checks: [
    check('The listening socket is closed at the signal.', (r) => {
      const signal = r.events({ role: 'daemon', step: 'signal', text: /SIGTERM/ })[0]?.event;
      const close = r.events({ role: 'daemon', step: 'close' }).find(({ event }) => event.remote === undefined)?.event;
      if (signal === undefined || close === undefined) return evidence(false, 'no signal, or no close');
      const ms = Number(close.time - signal.time) / 1e6;
      return evidence(ms >= 0 && ms < 500, `${ms.toFixed(1)} ms after the signal`);
    }),
    frameOrder('The late client is refused by the kernel.', [
      { 'tcp.flags.syn': 1, 'tcp.flags.ack': 0 },
      { 'tcp.flags.syn': 1, 'tcp.flags.ack': 0 },
      { 'tcp.flags.reset': 1, 'ip.src': '$server' },
    ]),
    check('The open connection is served to its end after the signal.', (r) => {
      const signal = r.events({ role: 'daemon', step: 'signal' })[0]?.event.time ?? 0n;
      const after = r.events({ role: 'daemon', step: 'write' }).filter(({ event }) => event.time > signal);
      return evidence(
        after.length === 2,
        `${after.length} echoes after the signal`,
        after.flatMap((e) => e.frames),
      );
    }),
    message('The daemon tells how many it still serves.', 'notice', /stopping, 1 connections are open/, 1),
    eventCount('It had one connection in all.', { role: 'daemon', step: 'accept' }, 1),
    endings('One client is served, the late one refused.', 'client', [0, 4]),
    endings('The daemon exits with status 0.', 'daemon', [0]),
  ],
};
