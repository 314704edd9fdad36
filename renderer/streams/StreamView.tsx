import { useEffect, useLayoutEffect, useState } from 'react';
import { asksForMenu, type MenuItem, openMenu } from '../context-menu/menu-state.ts';
import { useAnswer } from '../graphs/use-answer.ts';
import { copyText } from '../panes/clipboard.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { forgetFound, shownAt, useStreamFind } from './find-state.ts';
import { StreamLine } from './StreamLine.tsx';
import { type StreamRow, type StreamState, useStreams, type WantedStream } from './streams-state.ts';
import { useStreamPlace, wayOf } from './use-stream-place.ts';
import { useTextWidth } from './use-text-width.ts';

const ROW_HEIGHT = 18;
/** Rows fetched at once: a page, and those before and behind it. */
const PAGE = 64;
/** Pixels beside the text: the margin with packet numbers, and the scroll bar. */
const BESIDE = 100;

interface StreamViewProps {
  readonly state: StreamState;
  readonly wanted: WantedStream;
}

/** The rows of a stream of any length. */
export function StreamView({ state, wanted }: StreamViewProps) {
  const { id } = state;
  const form = useStreams((s) => s.form);
  const direction = useStreams((s) => s.direction);
  const selected = useApp((s) => s.frame);
  const { found, revision } = useStreamFind();
  const [total, setTotal] = useState(0);
  const [current, choose] = useState(-1);
  const list = useRowWindow({ total, rowHeight: ROW_HEIGHT });
  const width = useTextWidth(list.viewport, BESIDE);
  const shown = { id, form, direction, width };
  const from = Math.max(0, Math.floor(list.first / PAGE) * PAGE - PAGE);
  const { client: sent, server: answered } = state;
  const { value, busy, problem } = useAnswer(
    JSON.stringify([shown, from, revision]),
    sent.chunks + sent.gaps + answered.chunks + answered.gaps,
    async (signal) => {
      if (width === 0) return null;
      const answer = await client().call('streams.rows', { ...shown, first: from, count: 4 * PAGE }, { signal });
      setTotal(answer.total);
      return { rows: answer.rows, from, way: wayOf(shown) };
    },
  );
  const rowAt = (at: number): StreamRow | undefined => value?.rows[at - value.from];
  shownAt.width = width;
  shownAt.row = list.first;

  useEffect(() => forgetFound, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are others in another form
  useEffect(() => choose(-1), [form, direction, width]);

  const place = useStreamPlace({
    shown,
    arrived: value?.way ?? '',
    top: rowAt(list.first),
    wanted,
    show: (row, chosen) => {
      list.scrollTo(chosen ? row - 2 : row);
      if (chosen) choose(row);
    },
  });

  // A place that was found comes in sight, with some rows around it.
  const match = found?.match;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every place
  useLayoutEffect(() => {
    if (!match) return;
    place.leave();
    choose(match.row);
    if (match.row < list.first || match.row >= list.first + list.whole) {
      list.scrollTo(match.row - Math.floor(list.whole / 3));
    }
  }, [match]);

  const moveTo = (to: number): void => {
    const at = Math.max(0, Math.min(total - 1, to));
    place.leave();
    choose(at);
    list.reveal(at);
  };
  const menuFor = (row: StreamRow | undefined, frame: number): MenuItem[] => [
    { title: `Go to Packet ${frame}`, keys: 'Enter', run: () => void goToFrame(frame) },
    {
      title: `Show Selected Packet${selected === null ? '' : ` ${selected}`}`,
      run: selected === null ? undefined : () => place.go(selected),
    },
    '-',
    {
      title: 'Copy Selection',
      run: selectedText() === '' ? undefined : () => void copyText(selectedText(), 'Selection'),
    },
    { title: 'Copy Line', run: row ? () => void copyText(row.text, 'Line') : undefined },
  ];
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = rowAt(current);
    if (asksForMenu(event) && row) {
      openMenu(event, menuFor(row, row.frame), document.getElementById(`stream-row-${current}`));
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || total === 0) return;
    const page = Math.max(1, list.whole - 1);
    const targets = new Map([
      ['ArrowDown', current < 0 ? list.first : current + 1],
      ['ArrowUp', current - 1],
      ['PageDown', Math.max(current, list.first) + page],
      ['PageUp', Math.max(current, list.first) - page],
      ['Home', 0],
      ['End', total - 1],
    ]);
    const target = targets.get(event.key);
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && row) void goToFrame(row.frame);
    else return;
    event.preventDefault();
  };

  const drawn = [];
  for (let at = list.first; at < Math.min(total, list.first + list.visible); at++) {
    drawn.push(
      <StreamLine
        key={at}
        at={at}
        row={rowAt(at)}
        current={at === current}
        selected={selected}
        match={found?.match?.number ?? -1}
        choose={(frame) => {
          choose(at);
          void goToFrame(frame);
        }}
        menu={(event, row, frame) => {
          choose(at);
          openMenu(event, menuFor(row, frame));
        }}
      />,
    );
  }
  return (
    <>
      <div
        className="stream-grid"
        role="grid"
        tabIndex={0}
        aria-label="Stream"
        aria-rowcount={total}
        aria-busy={busy}
        aria-activedescendant={
          current >= list.first && current < list.first + list.visible ? `stream-row-${current}` : undefined
        }
        onKeyDown={onKeyDown}
      >
        <div
          className="stream-viewport"
          ref={list.viewport}
          onWheel={(event) => {
            place.leave();
            list.onWheel(event);
          }}
        >
          {drawn}
        </div>
        {list.bar}
      </div>
      {total === 0 && !busy && <p className="panes-empty">{problem || emptyText(state, direction)}</p>}
    </>
  );
}

function selectedText(): string {
  return String(window.getSelection() ?? '');
}

function emptyText(state: StreamState, direction: string): string {
  if (!state.found) {
    if (!state.finished) return 'Nothing to follow has come yet.';
    return state.protocol === 'http'
      ? 'This TCP stream has no HTTP message. Followed as TCP, it shows what was sent.'
      : 'Nothing in this stream can be followed.';
  }
  return direction === 'both' ? 'Neither side has sent any data.' : 'This side has sent no data.';
}
