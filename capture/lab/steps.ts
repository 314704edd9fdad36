import type { Lab } from './lab.ts';
import type { LabProcess } from './lab-process.ts';
import type { ScenarioStep } from './scenario.ts';

/** Steps that many scenarios share. */
export function startDaemon(title: string, ...options: string[]): ScenarioStep {
  return { title, run: (lab) => lab.daemon(...options) };
}

export const stopDaemon: ScenarioStep = { title: 'Stop the daemon with TERM', run: (lab) => lab.stop() };

/** A client of echo that stays until it is let go, however long that takes, and says something at once. */
export async function stayingClient(lab: Lab): Promise<LabProcess> {
  const client = await lab.client('echo', '--interactive');
  client.type('hello\n');
  return client;
}

/** Lets a client that stays say something more, and waits for the echo; `echo` counts its echoes. */
export async function sayMore(lab: Lab, client: LabProcess, echo: number): Promise<void> {
  client.type('again\n');
  await lab.event({ role: 'client', step: 'read', pid: client.pid }, echo);
}

/** The first client of a run. */
export function firstClient(lab: Lab): LabProcess {
  const client = lab.processes.find(({ role }) => role === 'client');
  if (client === undefined) throw new Error('No client has been started yet.');
  return client;
}
