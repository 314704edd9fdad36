import { useEffect } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { attempt } from '../notices/notices-state.ts';
import { PageHeader } from '../pages/PageHeader.tsx';
import { useApp } from '../state/app-state.ts';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import { Ladder } from './Ladder.tsx';
import { LessonPanel } from './LessonPanel.tsx';
import { OutputPanel } from './OutputPanel.tsx';
import { ProcessTree } from './ProcessTree.tsx';
import { RunActions } from './RunActions.tsx';
import './session.css';
import { SubjectChooser } from './SubjectChooser.tsx';
import { followCapture, listenToSession, loadLessons, refresh, runSession, stopSession } from './session-commands.ts';
import { type SessionState, useSession } from './session-state.ts';

const phases = {
  running: 'running',
  passed: 'all checks are ok',
  failed: 'failed',
  aborted: 'stopped',
  saved: 'from the file',
} as const;

function phaseText({ phase, checks }: SessionState): string {
  if (phase === 'saved' && checks.length > 0) {
    const failed = checks.filter(({ ok }) => ok !== true).length;
    return `${phases.saved}, ${failed === 0 ? phases.passed : `${failed} of ${checks.length} checks not ok`}`;
  }
  return phase === 'passed' && checks.length === 0 ? 'ended' : phases[phase];
}

/** Programs and their packets side by side: what is run, its processes, the ladder, and what there is to see. */
export default function SessionPage() {
  const state = useSession((s) => s.state);
  const { starting, problem, systemCalls } = useSession();
  const connected = useApp((s) => s.connection === 'open');
  const active = useApp((s) => s.active);
  const phase = useApp((s) => s.captures.find(({ capture }) => capture === s.active)?.phase);
  useEffect(() => {
    if (!connected) return;
    void attempt(loadLessons);
    void refresh();
    return listenToSession();
  }, [connected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file's trace can be read when all of it is here
  useEffect(() => void attempt(() => followCapture(active)), [active, phase]);
  const running = state?.phase === 'running';
  return (
    <div className="session">
      <PageHeader title="Session">
        <span className="session-phase">{state === null ? '' : `${state.title}: ${phaseText(state)}`}</span>
      </PageHeader>
      <form
        className="session-bar"
        onSubmit={(event) => {
          event.preventDefault();
          if (!running && !starting) void runSession();
        }}
      >
        <SubjectChooser running={running} />
        <label title="Records system calls with strace, where it is installed">
          <input
            type="checkbox"
            checked={systemCalls}
            onChange={(event) => useSession.setState({ systemCalls: event.target.checked })}
          />
          System calls
        </label>
        {running ? (
          <button
            type="button"
            className="tool-button toolbar-stop"
            title="End the programs and the capture"
            onClick={() => void stopSession()}
          >
            <Glyph name="stop" filled />
            Stop
          </button>
        ) : (
          <button
            type="submit"
            className="tool-button toolbar-start"
            title="Start the programs, and record what they do and send"
            disabled={starting || !connected}
          >
            <Glyph name="start" filled />
            {starting ? 'Starting…' : 'Run'}
          </button>
        )}
      </form>
      {running && <RunActions />}
      {problem !== '' && (
        <p className="session-obstacle" role="alert">
          {problem}
        </p>
      )}
      <div className="session-columns">
        <div className="session-side session-left">
          <h3>Processes</h3>
          <ProcessTree />
          <h3>TCP state</h3>
          <ConnectionPanel />
        </div>
        <Ladder />
        <div className="session-side session-right">
          <LessonPanel />
          <OutputPanel />
        </div>
      </div>
    </div>
  );
}
