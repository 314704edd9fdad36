import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { asksForMenu, type MenuItem, openMenu } from '../context-menu/menu-state.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { copyText } from '../panes/clipboard.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { useApp } from '../state/app-state.ts';
import { ExpertRow } from './ExpertRow.tsx';
import type { Group } from './expert-state.ts';
import { FramePages } from './frame-pages.ts';
import { type GroupWindow, type NoteRow, NoteRows } from './note-rows.ts';

const ROW_HEIGHT = 22;

interface ExpertRowsProps {
  readonly view: number;
  readonly displayed: boolean;
  readonly known: GroupWindow;
  /** Groups that show their packets. */
  readonly open: ReadonlySet<number>;
  readonly setOpen: (open: ReadonlySet<number>) => void;
  /** Told which group is the first in sight. */
  readonly setAround: (index: number) => void;
  /** Told which frame's notes to explain, those of the group first. */
  readonly select: (frame: number | null, group: Group) => void;
}

/** The row chosen: a group, or what stands below it at a place. Groups move when more notes come. */
interface Cursor {
  /** Undefined while the group has not come. */
  readonly group: number | undefined;
  /** Place of the group when it was chosen. */
  readonly index: number;
  /** -1 for the group itself. */
  readonly at: number;
}

function rowOfCursor(rows: NoteRows, { group, index, at }: Cursor): number {
  const found = group === undefined ? -1 : rows.indexOf(group);
  return rows.rowOf(found < 0 ? index : found) + 1 + at;
}

/** Kinds of notes, each with its packets below it when it is open. */
export function ExpertRows({ view, displayed, known, open, setOpen, setAround, select }: ExpertRowsProps) {
  const timeFormat = useApp((s) => s.timeFormat);
  const [cursor, setCursor] = useState<Cursor>();
  /** The chosen row's frame was not here yet. */
  const waiting = useRef(false);
  const [, arrived] = useReducer((n: number) => n + 1, 0);
  const pages = useMemo(() => new FramePages(view, displayed, timeFormat, arrived), [view, displayed, timeFormat]);
  useEffect(() => () => pages.close(), [pages]);
  const rows = useMemo(() => new NoteRows(known, open), [known, open]);
  const list = useRowWindow({ total: rows.total, rowHeight: ROW_HEIGHT });
  const { first, visible } = list;
  const around = rows.at(first)?.index ?? 0;
  useEffect(() => setAround(around), [setAround, around]);
  const current = cursor === undefined ? 0 : Math.min(rows.total - 1, rowOfCursor(rows, cursor));

  const frameIn = (row: NoteRow | undefined) =>
    row?.kind === 'frame' ? pages.row(row.group.group, row.at, row.group.frames) : undefined;

  const moveTo = (target: number): void => {
    const position = Math.max(0, Math.min(rows.total - 1, target));
    const row = rows.at(position);
    if (!row) return;
    const at = row.kind === 'group' ? -1 : row.kind === 'frame' ? row.at : row.group.frames;
    setCursor({ group: row.group?.group, index: row.index, at });
    list.reveal(position);
    if (row.group === undefined) return;
    const frame = frameIn(row)?.frame;
    waiting.current = row.kind === 'frame' && frame === undefined;
    if (frame !== undefined) void goToFrame(frame);
    if (row.kind === 'frame') select(frame ?? null, row.group);
    else select(pages.row(row.group.group, 0, row.group.frames)?.frame ?? null, row.group);
  };

  // A frame that was not here when its row was chosen.
  const chosen = rows.at(current);
  const group = chosen?.group;
  const awaited =
    cursor && group && (chosen.kind === 'frame' ? frameIn(chosen) : pages.row(group.group, 0, group.frames))?.frame;
  // biome-ignore lint/correctness/useExhaustiveDependencies: tells of what has arrived
  useEffect(() => {
    if (awaited === undefined || !group) return;
    setCursor((c) => c && { ...c, group: group.group });
    select(awaited, group);
    if (waiting.current) void goToFrame(awaited);
    waiting.current = false;
  }, [awaited]);

  const toggle = (position: number): void => {
    const row = rows.at(position);
    if (!row?.group) return;
    if (row.kind === 'frame') {
      moveTo(position);
      return;
    }
    const now = new Set(open);
    if (!now.delete(row.group.group)) now.add(row.group.group);
    setOpen(now);
  };

  const menuFor = (row: NoteRow | undefined): MenuItem[] => {
    if (!row?.group) return [];
    const { group } = row;
    const frame = frameIn(row)?.frame;
    const filter = frame === undefined ? group.field : `frame.number == ${frame}`;
    return [
      ...filterMenu(filter === '' ? undefined : () => filter),
      '-',
      { title: 'Copy Summary', run: () => void copyText(frameIn(row)?.message ?? group.title, 'Summary') },
    ];
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (asksForMenu(event)) {
      openMenu(event, menuFor(chosen), document.getElementById(`expert-row-${current}`));
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || !chosen) return;
    const page = Math.max(1, list.whole - 1);
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowDown: cursor === undefined ? 0 : current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rows.total - 1,
    };
    const target = targets[event.key];
    const isOpen = group !== undefined && open.has(group.group);
    if (target !== undefined) moveTo(target);
    else if (event.key === 'ArrowRight' && chosen.kind === 'group') {
      if (isOpen) moveTo(current + 1);
      else toggle(current);
    } else if (event.key === 'ArrowLeft') {
      if (chosen.kind === 'group' && isOpen) toggle(current);
      else moveTo(rows.rowOf(chosen.index));
    } else if (event.key === 'Enter' || event.key === ' ') toggle(current);
    else return;
    event.preventDefault();
  };

  const press = (event: React.MouseEvent, position: number): void => {
    event.preventDefault();
    event.currentTarget.closest<HTMLElement>('[role="treegrid"]')?.focus({ preventScroll: true });
    moveTo(position);
  };

  const drawn = [];
  for (let i = 0; i < visible && first + i < rows.total; i++) {
    const position = first + i;
    const row = rows.at(position);
    if (!row) continue;
    drawn.push(
      <ExpertRow
        key={position}
        row={row}
        position={position}
        open={row.group !== undefined && open.has(row.group.group)}
        current={cursor !== undefined && position === current}
        frame={frameIn(row)}
        onMouseDown={press}
        onToggle={toggle}
      />,
    );
  }
  return (
    <div
      className="expert-rows"
      role="treegrid"
      aria-label="Expert notes"
      aria-rowcount={rows.total + 1}
      aria-activedescendant={
        cursor !== undefined && current >= first && current < first + visible ? `expert-row-${current}` : undefined
      }
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="expert-row expert-heads" role="row" tabIndex={-1} aria-rowindex={1}>
        {['Summary', 'Group', 'Protocol', 'Count'].map((title) => (
          <span
            key={title}
            className={`expert-cell ${title === 'Count' ? 'expert-number' : ''}`}
            role="columnheader"
            tabIndex={-1}
          >
            {title}
          </span>
        ))}
      </div>
      <div className="expert-body">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are the grid's */}
        <div
          className="expert-viewport"
          ref={list.viewport}
          onWheel={list.onWheel}
          onContextMenu={(event) => openMenu(event, menuFor(chosen))}
        >
          {drawn}
        </div>
        {list.bar}
      </div>
    </div>
  );
}
