import { LabUnavailable } from './lab-error.ts';
import type { LabEvent, LabProcessState } from './lab-event.ts';
import { LabSession } from './lab-session.ts';
import type { Recording } from './recording.ts';
import { obstacle } from './requirements.ts';
import type { CheckResult, Scenario } from './scenario.ts';
import type { OpenStream } from './session-capture.ts';

export interface ScenarioOptions {
  /** Ends the run: its processes are ended, what was recorded by then is the result. */
  readonly signal?: AbortSignal;
  /** Record system calls too, with strace. Without strace the run goes on without. */
  readonly systemCalls?: boolean;
  onEvent?(event: LabEvent): void;
  /** How the stream of captured frames is opened; by default it is kept in a temporary file. */
  readonly open?: OpenStream;
  /** An address to bind to instead of one that only this run uses. */
  readonly address?: string;
}

export interface LabResult {
  readonly scenario: Scenario;
  /** `passed` when all steps were done and all checks are ok. */
  readonly outcome: 'passed' | 'failed' | 'aborted';
  /** Why the steps ended early, for a person; null when they did not. */
  readonly problem: string | null;
  /** Empty when the steps ended early. */
  readonly checks: readonly CheckResult[];
  /** Its capture is the caller's to close. */
  readonly recording: Recording;
  /** What else is to be told: lost frames, a missing strace. */
  readonly remarks: readonly string[];
}

/** A run under way. */
export interface LabRun {
  /** Rejects with LabUnavailable when the scenario cannot be run here. */
  readonly result: Promise<LabResult>;
  /** Processes started so far, ended ones included. */
  processes(): readonly LabProcessState[];
  /**
   * Sends a signal to a process of this run: one it started, or a descendant of one. False for any other process, or when
   * it is gone.
   */
  signal(pid: number, signal: NodeJS.Signals): boolean;
  /** Services of the daemon that was started last. */
  services(): readonly string[];
  /** Starts one more client of that daemon. */
  startClient(service: string, options: readonly string[]): Promise<LabProcessState>;
  /** Lets a scenario go on that waits for a person, see Lab.hold; false when it does not wait. */
  release(): boolean;
}

/** Begins to run a scenario. */
export function startScenario(scenario: Scenario, options: ScenarioOptions = {}): LabRun {
  const session = new LabSession(scenario, options);
  return {
    result: run(session, scenario),
    processes: () => session.processes.map(({ state }) => state),
    signal: (pid, signal) => session.signal(pid, signal),
    services: () => session.services,
    startClient: async (service, options) => (await session.startClient(service, options)).state,
    release: () => session.release(),
  };
}

/** Runs a scenario to its end. Rejects with LabUnavailable when it cannot be run here. */
export function runScenario(scenario: Scenario, options: ScenarioOptions = {}): Promise<LabResult> {
  return startScenario(scenario, options).result;
}

async function run(session: LabSession, scenario: Scenario): Promise<LabResult> {
  const reason = await obstacle(scenario);
  if (reason !== null) throw new LabUnavailable(reason);
  return session.run();
}
