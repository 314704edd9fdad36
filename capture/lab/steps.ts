import type { ScenarioStep } from './scenario.ts';

/** Steps that many scenarios share. */
export function startDaemon(title: string, ...options: string[]): ScenarioStep {
  return { title, run: (lab) => lab.daemon(...options) };
}

export const stopDaemon: ScenarioStep = { title: 'Stop the daemon with TERM', run: (lab) => lab.stop() };
