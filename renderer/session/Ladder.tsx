import { useMemo } from 'react';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { LadderLine } from './LadderLine.tsx';
import { LadderTools } from './LadderTools.tsx';
import './ladder.css';
import { selectRow } from './session-commands.ts';
import { useSession } from './session-state.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { useFrameRow } from './use-frame-row.ts';
import { useLadder } from './use-ladder.ts';

/** Height of a row in pixels. */
const ROW_HEIGHT = 22;

/** What programs did and what the wire carried, in order of time: client at the left, daemon at the right. */
export function Ladder() {
  const session = useSession((s) => s.session);
  const state = useSession((s) => s.state);
  const chosen = useSession((s) => s.row);
  const follow = useSession((s) => s.follow);
  const total = state?.rows ?? 0;
  const following = follow && state?.phase === 'running';
  const list = useRowWindow({
    total,
    rowHeight: ROW_HEIGHT,
    onScrolled: () => useSession.setState({ follow: false }),
    ...(following ? { pin: (height: number) => Math.max(0, total - Math.floor(height / ROW_HEIGHT)) } : {}),
  });
  const { first, visible } = list;
  const row = useLadder(session, state?.revision ?? 0, total, first, visible);
  const commands = useMemo(
    () => new Map((state?.processes ?? []).map((one) => [`${one.pid} ${one.tid}`, one.name])),
    [state],
  );

  useFrameRow(list, row);

  const step = (to: number): void => {
    const at = Math.max(0, Math.min(total - 1, to));
    list.reveal(at);
    selectRow(at, row(at));
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || total === 0) return;
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      PageDown: chosen + list.whole,
      PageUp: chosen - list.whole,
      Home: 0,
      End: total - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    step(target);
  };
  const calls = (state?.calls ?? 0) > 0;
  const tied = new Set(row(chosen)?.frames);
  const drawn = [];
  for (let at = first; at < first + visible && at < total; at++) {
    drawn.push(
      <LadderLine
        key={at}
        at={at}
        row={row(at)}
        before={row(at - 1)}
        height={ROW_HEIGHT}
        selected={at === chosen}
        tied={at !== chosen && (row(at)?.frames.some((frame) => tied.has(frame)) ?? false)}
        calls={calls}
        names={commands}
      />,
    );
  }
  const top = row(first)?.time;
  const bottom = row(Math.min(total, first + list.whole) - 1)?.time;
  return (
    <div className={calls ? 'ladder ladder-with-calls' : 'ladder'}>
      <div className="ladder-head">
        <TimeAxis
          go={(at) => list.scrollTo(at)}
          sight={top === undefined || bottom === undefined ? undefined : [top, bottom]}
        />
        <LadderTools step={(by) => step(chosen + by)} />
      </div>
      <div className="ladder-heads" aria-hidden="true">
        <span>seconds</span>
        {calls && <span>system calls</span>}
        <span className="ladder-head-client">client</span>
        <span>wire</span>
        <span className="ladder-head-daemon">daemon</span>
        {calls && <span>system calls</span>}
      </div>
      {state?.callsMissing && <p className="ladder-missing">{state.callsMissing}</p>}
      <div className="ladder-frame">
        <div
          className="ladder-body"
          role="grid"
          aria-label="Steps and frames"
          aria-rowcount={total}
          aria-activedescendant={chosen >= first && chosen < first + visible ? `ladder-${chosen}` : undefined}
          tabIndex={0}
          ref={list.viewport}
          onWheel={list.onWheel}
          onKeyDown={onKeyDown}
        >
          {drawn}
          {total === 0 && (
            <p className="panes-empty">
              {state === null
                ? 'Choose a lesson, the daemon and a client, or any program, and press Run: what the programs do stands here beside what they send.'
                : state.phase === 'running'
                  ? 'Waiting for the first step…'
                  : 'Nothing was recorded.'}
            </p>
          )}
        </div>
        {list.bar}
      </div>
    </div>
  );
}
