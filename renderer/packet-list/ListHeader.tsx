import { useRef, useState } from 'react';
import { asksForMenu, openMenu } from '../context-menu/menu-state.ts';
import { widthOf, withMoved, withShifted, withWidth } from './column-layout.ts';
import { type ColumnId, columnOf } from './columns.ts';
import { fitColumn } from './fit-columns.ts';
import { headerMenu } from './header-menu.ts';
import { changeColumns, useList } from './list-state.ts';
import { sortBy } from './sort-rows.ts';

/** Pixels the pointer may move before a press becomes a drag. */
const SLACK = 4;

/** Pixels that a key changes a width by. */
const STEP = 8;

interface Drag {
  readonly id: ColumnId;
  /** Column the dragged one would stand before; null for the end. */
  readonly before: ColumnId | null;
}

/** The headings: dragged to move, their edges to resize; a double click on an edge fits the column to its contents. */
export function ListHeader({ columns: shown }: { readonly columns: readonly ColumnId[] }) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [focused, setFocused] = useState<ColumnId>(shown[0]);
  const row = useRef<HTMLDivElement>(null);
  const sort = useList((s) => s.sort);
  const stop = shown.includes(focused) ? focused : shown[0];

  const focus = (id: ColumnId | undefined): void => {
    if (!id) return;
    setFocused(id);
    row.current?.querySelector<HTMLElement>(`[data-heading="${id}"]`)?.focus();
  };

  /** The column whose left half, or whose left neighbour's right half, is under the pointer. */
  const target = (x: number): ColumnId | null => {
    for (const cell of row.current?.querySelectorAll<HTMLElement>('[data-heading]') ?? []) {
      const box = cell.getBoundingClientRect();
      if (x < box.left + box.width / 2) return cell.dataset.heading as ColumnId;
    }
    return null;
  };

  const startMove = (down: React.PointerEvent<HTMLElement>, id: ColumnId): void => {
    if (down.button !== 0) return;
    const cell = down.currentTarget;
    const from = down.clientX;
    let latest: Drag | null = null;
    const move = (event: PointerEvent): void => {
      if (!latest && Math.abs(event.clientX - from) < SLACK) return;
      latest = { id, before: target(event.clientX) };
      setDrag(latest);
    };
    track(cell, down.pointerId, move, (done) => {
      if (done && latest) {
        const { before } = latest;
        changeColumns((layout) => withMoved(layout, id, before));
      } else if (done) void sortBy(id);
      setDrag(null);
    });
  };

  const startResize = (down: React.PointerEvent<HTMLElement>, id: ColumnId): void => {
    if (down.button !== 0) return;
    down.stopPropagation();
    const from = down.clientX;
    const cell = down.currentTarget.parentElement;
    const width = cell?.offsetWidth ?? widthOf(useList.getState().columns, id, useList.getState().fitted);
    track(down.currentTarget, down.pointerId, (event) =>
      changeColumns((layout) => withWidth(layout, id, width + event.clientX - from)),
    );
  };

  const onKeyDown = (event: React.KeyboardEvent, id: ColumnId): void => {
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (event.key === 'Enter' || event.key === ' ') void sortBy(id);
    else if (asksForMenu(event)) openMenu(event, headerMenu(id), event.currentTarget);
    else if (event.key === 'ArrowDown') row.current?.closest<HTMLElement>('[role="grid"]')?.focus();
    else if (by !== 0 && event.altKey) return;
    else if (by !== 0 && event.ctrlKey) changeColumns((layout) => withShifted(layout, id, by));
    else if (by !== 0 && event.shiftKey)
      changeColumns((l) => withWidth(l, id, widthOf(l, id, useList.getState().fitted) + by * STEP));
    else if (by !== 0) focus(shown[shown.indexOf(id) + by]);
    else if (event.key === 'Home') focus(shown[0]);
    else if (event.key === 'End') focus(shown[shown.length - 1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div role="row" tabIndex={-1} aria-rowindex={1} className="packet-row packet-list-header" ref={row}>
      <span />
      {shown.map((id, at) => (
        <div
          role="columnheader"
          key={id}
          tabIndex={id === stop ? 0 : -1}
          data-heading={id}
          aria-colindex={at + 1}
          title={columnOf(id).help}
          className={[
            'packet-list-heading',
            drag?.id === id ? 'dragged' : '',
            drag && drag.before === id ? 'drop-before' : '',
            drag && drag.before === null && at === shown.length - 1 ? 'drop-after' : '',
          ].join(' ')}
          aria-sort={sort?.column === id ? (sort.descending ? 'descending' : 'ascending') : 'none'}
          onFocus={() => setFocused(id)}
          onKeyDown={(event) => onKeyDown(event, id)}
          onPointerDown={(event) => startMove(event, id)}
          onContextMenu={(event) => openMenu(event, headerMenu(id))}
        >
          {columnOf(id).title}
          {sort?.column === id && <span className="packet-list-sort">{sort.descending ? '▾' : '▴'}</span>}
          {/* The keys resize from the heading itself. */}
          <span
            className="packet-list-edge"
            aria-hidden="true"
            onPointerDown={(event) => startResize(event, id)}
            onDoubleClick={() => fitColumn(id)}
          />
        </div>
      ))}
    </div>
  );
}

/** Follows the pointer until it is released or the drag is called off. */
function track(
  element: HTMLElement,
  pointer: number,
  move: (event: PointerEvent) => void,
  end?: (done: boolean) => void,
): void {
  const stop = (event: PointerEvent): void => {
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', stop);
    element.removeEventListener('pointercancel', stop);
    end?.(event.type === 'pointerup');
  };
  element.setPointerCapture(pointer);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', stop);
  element.addEventListener('pointercancel', stop);
}
