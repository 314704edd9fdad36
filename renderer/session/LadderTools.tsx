import { refresh } from './session-commands.ts';
import { MOST_ZOOM, useSession } from './session-state.ts';

interface LadderToolsProps {
  /** Selects the row so many rows further, or back. */
  readonly step: (by: number) => void;
}

/** How the ladder is looked at: paused, following, step by step, and how much time its axis shows. */
export function LadderTools({ step }: LadderToolsProps) {
  const { paused, follow, zoom } = useSession();
  const running = useSession((s) => s.state?.phase === 'running');
  const any = useSession((s) => (s.state?.rows ?? 0) > 0);
  const pause = (): void => {
    useSession.setState({ paused: !paused });
    if (paused) void refresh();
  };
  return (
    <div className="ladder-tools" role="toolbar" aria-label="Ladder">
      <button
        type="button"
        className="panes-tool"
        aria-pressed={paused}
        disabled={!running}
        title="Show nothing new for a while; recording goes on"
        onClick={pause}
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
      <button type="button" className="panes-tool" disabled={!any} title="Step back (↑)" onClick={() => step(-1)}>
        ◂ Step
      </button>
      <button type="button" className="panes-tool" disabled={!any} title="Step forward (↓)" onClick={() => step(1)}>
        Step ▸
      </button>
      <button
        type="button"
        className="panes-tool"
        disabled={!any || zoom === 0}
        title="Show more time on the axis"
        aria-label="Zoom out"
        onClick={() => useSession.setState({ zoom: zoom - 1 })}
      >
        −
      </button>
      <button
        type="button"
        className="panes-tool"
        disabled={!any || zoom === MOST_ZOOM}
        title="Show less time on the axis, more of it"
        aria-label="Zoom in"
        onClick={() => useSession.setState({ zoom: zoom + 1 })}
      >
        +
      </button>
    </div>
  );
}
