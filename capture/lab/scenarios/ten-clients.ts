import { check, evidence, frameCount } from '../checks.ts';
import type { Recording } from '../recording.ts';
import type { Check, ScenarioStep } from '../scenario.ts';

export const CLIENTS = 10;

/** Ten connections at the same time, each open for a while. */
export const tenClients: ScenarioStep = {
  title: 'Let ten clients talk to it at the same time',
  run: (lab) =>
    lab.runClient('echo', '--repeat', String(CLIENTS), '--parallel', String(CLIENTS), '--times', '2', '--think', '0.6'),
};

/** Who read the bytes of each connection, as `pid/tid`. */
export function servers(recording: Recording): Map<string, string> {
  const out = new Map<string, string>();
  for (const { event } of recording.events({ role: 'daemon', step: 'read', service: 'echo' }))
    if (event.connection !== undefined) out.set(event.connection, `${event.pid}/${event.tid}`);
  return out;
}

/** The process that accepts. */
export function acceptor(recording: Recording): number | undefined {
  return recording.events({ role: 'daemon', step: 'accept' })[0]?.event.pid;
}

export const tenConnections: Check = frameCount(
  'Ten connections are opened.',
  { 'tcp.flags.syn': 1, 'tcp.flags.ack': 1 },
  CLIENTS,
);

/** At some moment that many connections were open. */
export function openTogether(least: number): Check {
  return check(`At least ${least} of them are open at the same time.`, (r) => {
    let open = 0;
    let most = 0;
    const ends = r.events({ role: 'daemon' }).filter(({ event }) => event.remote && event.protocol === 'tcp');
    for (const { event } of ends) {
      if (event.step === 'accept') open++;
      if (event.step === 'close') open--;
      most = Math.max(most, open);
    }
    return evidence(most >= least, `${most} at the most`);
  });
}
