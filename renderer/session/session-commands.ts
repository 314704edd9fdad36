import { attempt, notify, sentenceOf } from '../notices/notices-state.ts';
import { goToFrames } from '../panes/list-commands.ts';
import { useApp } from '../state/app-state.ts';
import { client, showCapture, takeIn } from '../state/session.ts';
import { wordsOf } from './command-words.ts';
import { type LadderRow, useSession } from './session-state.ts';

/** Fetches the lessons once, and listens to sessions. */
export async function loadLessons(): Promise<void> {
  const scenarios = await client().call('trace.scenarios');
  useSession.setState({ scenarios });
}

/** Takes news of the session that is shown, unless it is paused. */
export function listenToSession(): () => void {
  return client().on('trace.changed', ({ session }) => {
    if (session === useSession.getState().session && !useSession.getState().paused) void refresh();
  });
}

let asking = false;
let again = false;

/** Fetches the state of the session that is shown; while one answer is on its way, one more is asked for at most. */
export async function refresh(): Promise<void> {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const { session } = useSession.getState();
    if (session !== null) {
      const state = await client().call('trace.state', { session });
      if (useSession.getState().session === session) useSession.setState({ state });
    }
  } catch {
    useSession.setState({ session: null, state: null });
  } finally {
    asking = false;
    if (again) {
      again = false;
      void refresh();
    }
  }
}

/** Runs what is chosen, and shows its capture. */
export async function runSession(): Promise<void> {
  const { kind, scenario, daemonWords, service, clientWords, command, systemCalls } = useSession.getState();
  const subject =
    kind === 'scenario'
      ? ({ kind, name: scenario } as const)
      : kind === 'pair'
        ? ({ kind, daemon: wordsOf(daemonWords), service, client: wordsOf(clientWords) } as const)
        : ({ kind, command: wordsOf(command) } as const);
  useSession.setState({ starting: true, problem: '', row: -1, rowFrame: 0, follow: true, paused: false, process: '' });
  try {
    const { session } = await client().call('trace.run', { subject, systemCalls });
    const state = await client().call('trace.state', { session });
    useSession.setState({ session, state });
    if (state.capture !== null) {
      const captures = await client().call('captures.list');
      for (const one of captures) if (one.capture === state.capture) takeIn(one);
      await showCapture(state.capture);
    }
  } catch (error) {
    useSession.setState({ problem: sentenceOf(error) });
  } finally {
    useSession.setState({ starting: false });
  }
}

export function stopSession(): Promise<void> {
  return attempt(async () => {
    const { session } = useSession.getState();
    if (session !== null) await client().call('trace.stop', { session });
  });
}

export type Signal = 'HUP' | 'TERM' | 'KILL';

/** Sends a signal to the chosen process, else to the daemon that runs. */
export function sendSignal(signal: Signal): Promise<void> {
  return attempt(async () => {
    const { session, state, process } = useSession.getState();
    const target =
      state?.processes.find(({ pid, tid }) => `${pid} ${tid}` === process) ??
      state?.processes.find(({ role, alive, parent }) => role === 'daemon' && alive && parent === 0);
    if (session === null || !target) return;
    const { sent } = await client().call('trace.signal', { session, pid: target.pid, signal });
    notify({
      severity: 'info',
      text: sent ? `SIG${signal} was sent to ${target.name} ${target.pid}.` : `${target.name} ${target.pid} is gone.`,
    });
  });
}

/** Starts one more client of the daemon that runs. */
export function startClient(): Promise<void> {
  const { state, service, clientWords } = useSession.getState();
  const offered = state?.services ?? [];
  return clientOf(service === '' ? (offered[0] ?? 'echo') : service, wordsOf(clientWords));
}

/** Lets a client ask the daemon for a segmentation violation. */
export function crashDaemon(): Promise<void> {
  return clientOf('fault', ['--message', 'segv']);
}

function clientOf(service: string, options: string[]): Promise<void> {
  return attempt(async () => {
    const { session } = useSession.getState();
    if (session !== null) await client().call('trace.startClient', { session, service, options });
  });
}

/** Selects a row, and its frames in the packet list. */
export function selectRow(at: number, row: LadderRow | undefined): void {
  useSession.setState({ row: at, rowFrame: row?.frame ?? 0, follow: false });
  const { state } = useSession.getState();
  if (row && row.frames.length > 0 && state?.capture === useApp.getState().active) void goToFrames(row.frames);
}

/** Shows the session of the capture that is shown, where it has one. */
export async function followCapture(capture: number | null): Promise<void> {
  if (capture === null || useSession.getState().state?.capture === capture) return;
  const found = await client().call('trace.sessionOf', { capture });
  if (found === null || useApp.getState().active !== capture) return;
  useSession.setState({ session: found.session, state: null, row: -1, rowFrame: 0, problem: '' });
  await refresh();
}
