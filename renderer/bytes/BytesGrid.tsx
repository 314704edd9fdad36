import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { asksForMenu, openMenu } from '../context-menu/menu-state.ts';
import { copyBytes } from '../panes/copy-commands.ts';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { type ByteRange, useApp } from '../state/app-state.ts';
import type { PacketData } from '../state/packet-data.ts';
import { hoverByte, hoverNode, selectByte, selectBytes } from '../state/selection.ts';
import { BytesOutline } from './BytesOutline.tsx';
import { BytesRow } from './BytesRow.tsx';
import { columnAt, fittingGrid } from './byte-grid.ts';
import { byteTints } from './byte-tints.ts';
import { bytesMenu } from './bytes-menu.ts';

const ROW_HEIGHT = 20;
const PADDING = 8;

interface BytesGridProps {
  readonly packet: PacketData;
  readonly source: number;
  readonly bits: boolean;
}

/** Bytes as numbers and text. The pointer shows the field of a byte, a press selects it, a drag selects bytes. */
export function BytesGrid({ packet, source, bits }: BytesGridProps) {
  const { bytes, name } = packet.tree.sources[source];
  const hovered = useApp((s) => within(s.hovered, source));
  const selected = useApp((s) => within(s.selected, source));
  const layer = useApp((s) => (s.layer === null ? undefined : packet.tree.layers[s.layer]));
  const [caret, setCaret] = useState(-1);
  const [size, setSize] = useState({ chars: 80, char: 7.2 });
  const probe = useRef<HTMLSpanElement>(null);
  const drag = useRef<{ from: number; moved: boolean } | null>(null);
  const anchor = useRef(0);

  const grid = useMemo(() => fittingGrid(bits, bytes.length, size.chars), [bits, bytes.length, size.chars]);
  const { columns } = grid;
  const list = useRowWindow({ total: Math.ceil(bytes.length / columns), rowHeight: ROW_HEIGHT });
  const { first, visible } = list;

  useLayoutEffect(() => {
    const element = list.viewport.current;
    const measured = probe.current;
    if (!element || !measured) return;
    const measure = (): void => {
      const char = measured.getBoundingClientRect().width / 100;
      setSize({ char, chars: Math.floor((element.clientWidth - 2 * PADDING) / char) });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [list.viewport]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection moves, not when the window does
  useEffect(() => {
    if (!selected || list.height === 0 || drag.current) return;
    list.reveal(Math.floor(selected.start / columns), Math.floor((selected.start + selected.length - 1) / columns));
    setCaret((now) => (now >= selected.start && now < selected.start + selected.length ? now : selected.start));
  }, [selected, columns, list.height > 0]);

  const tints = useMemo(
    () => byteTints(packet, source, first * columns, Math.max(0, visible) * columns),
    [packet, source, first, columns, visible],
  );

  const offsetAt = (event: React.MouseEvent): number => {
    const box = list.viewport.current?.getBoundingClientRect();
    if (!box) return -1;
    const column = columnAt(grid, (event.clientX - box.left - PADDING) / size.char);
    const offset = (first + Math.floor((event.clientY - box.top) / ROW_HEIGHT)) * columns + column;
    return column < 0 || offset < 0 || offset >= bytes.length ? -1 : offset;
  };

  const selectFrom = (from: number, to: number): void => {
    setCaret(to);
    selectBytes(source, Math.min(from, to), Math.abs(to - from) + 1);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (asksForMenu(event)) {
      openMenu(event, bytesMenu(source));
      return;
    }
    const control = event.ctrlKey || event.metaKey;
    const at = Math.max(0, caret);
    const page = Math.max(1, list.whole - 1) * columns;
    const rowStart = at - (at % columns);
    let to: number | undefined;
    if (event.altKey) return;
    if (control && event.key === 'c') copyBytes(source, 'hex-dump');
    else if (control && event.key === 'a') selectBytes(source, 0, bytes.length);
    else if (control && event.key !== 'Home' && event.key !== 'End') return;
    else if (event.key === 'Enter' || event.key === ' ') selectByte(source, at);
    else if (event.key === 'Escape') {
      useApp.setState({ selected: null });
    } else {
      to = {
        ArrowLeft: at - 1,
        ArrowRight: at + 1,
        ArrowUp: at - columns < 0 ? at : at - columns,
        ArrowDown: at + columns >= bytes.length ? at : at + columns,
        PageUp: Math.max(at % columns, at - page),
        PageDown: Math.min(at + page, bytes.length - 1),
        Home: control ? 0 : rowStart,
        End: control ? bytes.length - 1 : rowStart + columns - 1,
      }[event.key];
      if (to === undefined) return;
      to = Math.max(0, Math.min(bytes.length - 1, to));
      if (event.shiftKey) {
        if (!selected || selected.node >= 0) anchor.current = at;
        selectFrom(anchor.current, to);
      } else {
        setCaret(to);
        hoverByte(source, to);
      }
      list.reveal(Math.floor(to / columns));
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const rows = [];
  for (let at = 0; at < visible; at++) {
    rows.push(<BytesRow key={first + at} bytes={bytes} row={first + at} grid={grid} tints={tints} at={at * columns} />);
  }
  const header =
    layer && layer.source === source ? { start: layer.headerStart, length: layer.headerLength } : undefined;
  const overlay = { grid, first, rows: visible, char: size.char, rowHeight: ROW_HEIGHT };
  return (
    <div
      className="bytes"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the caret moves in here
      tabIndex={0}
      role="group"
      aria-label={`${name}: ${bytes.length} bytes. Arrow keys move, Enter selects the field.`}
      data-pane="bytes"
      onKeyDown={onKeyDown}
      onBlur={() => hoverNode(-1)}
      onContextMenu={(event) => openMenu(event, bytesMenu(source))}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are the group's */}
      <div
        className="bytes-viewport"
        ref={list.viewport}
        onWheel={list.onWheel}
        onMouseDown={(event) => {
          const offset = offsetAt(event);
          if (event.button === 2 && offset >= 0 && !holds(selected, offset)) selectByte(source, offset);
          if (event.button !== 0 || offset < 0) return;
          if (event.shiftKey) {
            if (!selected || selected.node >= 0) anchor.current = Math.max(0, caret);
            selectFrom(anchor.current, offset);
            return;
          }
          anchor.current = offset;
          drag.current = { from: offset, moved: false };
          setCaret(offset);
        }}
        onMouseMove={(event) => {
          const offset = offsetAt(event);
          const dragged = drag.current;
          if (dragged && event.buttons === 1) {
            if (offset < 0 || (offset === dragged.from && !dragged.moved)) return;
            dragged.moved = true;
            selectFrom(dragged.from, offset);
          } else if (offset >= 0) hoverByte(source, offset);
          else hoverNode(-1);
        }}
        onMouseUp={() => {
          const dragged = drag.current;
          drag.current = null;
          if (dragged && !dragged.moved) selectByte(source, dragged.from);
        }}
        onMouseLeave={() => {
          drag.current = null;
          hoverNode(-1);
        }}
      >
        <span className="bytes-probe" ref={probe} aria-hidden="true">
          {'0'.repeat(100)}
        </span>
        {header && header.length > 0 && <BytesOutline {...overlay} range={header} kind="layer" />}
        {rows}
        {selected && selected.length > 0 && <BytesOutline {...overlay} range={selected} kind="selected" />}
        {hovered && hovered.length > 0 && hovered.node !== selected?.node && (
          <BytesOutline {...overlay} range={hovered} kind="hovered" />
        )}
        {caret >= 0 && <BytesOutline {...overlay} range={{ start: caret, length: 1 }} kind="caret" />}
      </div>
      {list.bar}
    </div>
  );
}

function within(range: ByteRange | null, source: number): ByteRange | null {
  return range?.source === source ? range : null;
}

/** Whether a byte is among those that are selected. */
function holds(range: ByteRange | null, offset: number): boolean {
  return range !== null && offset >= range.start && offset < range.start + range.length;
}
