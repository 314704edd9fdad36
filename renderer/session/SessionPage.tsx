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
import './session.css';
import { SubjectChooser } from './SubjectChooser.tsx';
import {
  followCapture,
  listenToSession,
  loadLessons,
  refresh,
  runSession,
  sendSignal,
  stopSession,
} from './session-commands.ts';
import { useSession } from './session-state.ts';

const phases = {
  running: 'running',
  passed: 'all checks are ok',
  failed: 'failed',
  aborted: 'stopped',
  saved: 'from the file',
} as const;

/** Programs and their packets side by side: what is run, its processes, the ladder, and what there is to see. */
export default function SessionPage() {
  const state = useSession((s) => s.state);
  const { starting, problem, paused, follow, zoom, systemCalls } = useSession();
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
  const alive = state?.processes.some((one) => one.alive) ?? false;
  return (
    <div className="session">
      <PageHeader title="Session">
        <span className="session-phase">{state === null ? '' : `${state.title}: ${phases[state.phase]}`}</span>
      </PageHeader>
      <form
        className="session-bar"
        onSubmit={(event) => {
          event.preventDefault();
          if (!running && !starting) void runSession();
        }}
      >
        <SubjectChooser />
        <label title="Records system calls with strace, where it is installed">
          <input
            type="checkbox"
            checked={systemCalls}
            onChange={(event) => useSession.setState({ systemCalls: event.target.checked })}
          />
          System calls
        </label>
        {running ? (
          <button type="button" className="tool-button toolbar-stop" onClick={() => void stopSession()}>
            <Glyph name="stop" filled />
            Stop
          </button>
        ) : (
          <button type="submit" className="tool-button toolbar-start" disabled={starting || !connected}>
            <Glyph name="start" filled />
            {starting ? 'Starting…' : 'Run'}
          </button>
        )}
        <span className="pane-space" />
        <button
          type="button"
          className="panes-tool"
          aria-pressed={paused}
          disabled={!running}
          title="Show nothing new for a while; recording goes on"
          onClick={() => {
            useSession.setState({ paused: !paused });
            if (paused) void refresh();
          }}
        >
          Pause
        </button>
        <button
          type="button"
          className="panes-tool"
          aria-pressed={follow}
          title="Scroll with what comes"
          onClick={() => useSession.setState({ follow: !follow })}
        >
          Follow
        </button>
        <button
          type="button"
          className="panes-tool"
          title="Smaller rows"
          disabled={zoom === 0}
          onClick={() => useSession.setState({ zoom: zoom - 1 })}
        >
          −
        </button>
        <button
          type="button"
          className="panes-tool"
          title="Larger rows"
          disabled={zoom === 2}
          onClick={() => useSession.setState({ zoom: zoom + 1 })}
        >
          +
        </button>
        <span className="session-signals" role="group" aria-label="Signals">
          {(['HUP', 'TERM', 'KILL'] as const).map((signal) => (
            <button
              key={signal}
              type="button"
              className="tool-button"
              disabled={!running || !alive}
              title={`Send SIG${signal} to the chosen process, else to the daemon`}
              onClick={() => void sendSignal(signal)}
            >
              {signal}
            </button>
          ))}
        </span>
      </form>
      {problem !== '' && (
        <p className="session-obstacle" role="alert">
          {problem}
        </p>
      )}
      <div className="session-columns">
        <div className="session-left">
          <h3>Processes</h3>
          <ProcessTree />
          <h3>TCP state</h3>
          <ConnectionPanel />
          <h3>Messages and output</h3>
          <OutputPanel />
        </div>
        <Ladder />
        <div className="session-right">
          <LessonPanel />
        </div>
      </div>
    </div>
  );
}
