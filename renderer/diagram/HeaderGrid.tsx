import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { openMenu } from '../context-menu/menu-state.ts';
import { detailsMenu } from '../details/details-menu.ts';
import { useApp } from '../state/app-state.ts';
import type { PacketData } from '../state/packet-data.ts';
import { hoverNode, selectNode } from '../state/selection.ts';
import { bitRows, type Piece, ROW_BITS } from './bit-rows.ts';
import { fitLabel, isSet, uprightLabel } from './fit-label.ts';
import type { HeaderCell } from './header-cells.ts';

/** Width of the offsets, of a character, and of what a cell needs beside its words, in pixels. */
const OFFSETS = 34;
const CHAR = 6.4;
const EDGE = 6;

interface HeaderGridProps {
  readonly packet: PacketData;
  readonly cells: readonly HeaderCell[];
  readonly osi: number;
  readonly title: string;
}

/** A header with 32 bits a row, byte offsets at the left and bit numbers above. Arrow keys move between the fields. */
export function HeaderGrid({ packet, cells, osi, title }: HeaderGridProps) {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(400);
  const { pieces, offsets } = useMemo(() => bitRows(cells), [cells]);
  const bit = (width - OFFSETS) / ROW_BITS;
  const chosen = useApp((s) => cells.find((cell) => cell.node >= 0 && cell.node === s.selected?.node)?.node);
  const stop = chosen ?? cells.find((cell) => cell.node >= 0)?.node;

  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const buttons = [...(element.current?.querySelectorAll<HTMLElement>('[data-named]') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || by === undefined || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[at + by]?.focus();
  };

  return (
    <div
      className="diagram-grid"
      ref={element}
      role="group"
      aria-label={`${title} header, 32 bits a row`}
      onKeyDown={onKeyDown}
    >
      {Array.from({ length: ROW_BITS }, (_, number) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: bits are their numbers
          key={number}
          className="diagram-bit"
          aria-hidden="true"
          style={{ gridColumn: number + 2, gridRow: 1 }}
        >
          {number % 8 === 0 || number === ROW_BITS - 1 || (number % 4 === 0 && bit > 9) ? number : '·'}
        </span>
      ))}
      {offsets.map((offset, row) => (
        <span
          key={offset}
          className="diagram-offset"
          aria-hidden="true"
          style={{ gridColumn: 1, gridRow: row + 2 }}
          title={`byte ${offset} of the header`}
        >
          {offset}
        </span>
      ))}
      {pieces.map((piece) => (
        <PieceBox
          key={`${piece.cell.start}-${piece.row}`}
          packet={packet}
          piece={piece}
          osi={osi}
          bit={bit}
          stop={piece.cell.node === stop}
        />
      ))}
    </div>
  );
}

interface PieceBoxProps {
  readonly packet: PacketData;
  readonly piece: Piece;
  readonly osi: number;
  /** Width of a bit in pixels. */
  readonly bit: number;
  /** Its cell is the one that the Tab key reaches. */
  readonly stop: boolean;
}

function PieceBox({ packet, piece, osi, bit, stop }: PieceBoxProps) {
  const { cell } = piece;
  const selected = useApp((s) => cell.node >= 0 && holds(packet, s.selected?.node ?? -1, cell.node));
  const hovered = useApp((s) => cell.node >= 0 && holds(packet, s.hovered?.node ?? -1, cell.node));
  const place = {
    gridColumn: `${piece.bit + 2} / span ${piece.bits}`,
    gridRow: `${piece.row + 2} / span ${piece.rows}`,
  };
  const bytes = (cell.length / 8).toLocaleString('en');
  if (cell.node < 0) {
    const says = cell.length < 8 ? `${cell.length} bits of no field` : `${bytes} bytes of no field`;
    const fits = says.length * CHAR + EDGE <= piece.bits * bit;
    return (
      <span className="diagram-cell unclaimed" style={place} title={says}>
        {piece.named && fits && <span>{says}</span>}
      </span>
    );
  }
  const chars = Math.floor((piece.bits * bit - EDGE) / CHAR);
  const upright = piece.bits * bit < 30 && piece.bits < 4;
  const suffix = piece.cut ? ` … ${bytes} bytes` : '';
  const words = upright ? uprightLabel(cell) : fitLabel(cell, Math.max(0, chars - suffix.length)) + suffix;
  const classes = ['diagram-cell', `osi-${osi}`, `theme-osi-${osi}`];
  if (selected) classes.push('selected');
  if (hovered) classes.push('hovered');
  if (upright) classes.push('upright');
  if (piece.cut) classes.push('cut');
  if (piece.joined) classes.push(`joined-${piece.joined}`);
  if (isSet(cell)) classes.push('set');
  const line = `${cell.name}${cell.text === '' ? '' : `: ${cell.text}`}`;
  const size =
    cell.length % 8 === 0
      ? `${bytes} byte${cell.length === 8 ? '' : 's'}`
      : `${cell.length} bit${cell.length === 1 ? '' : 's'}`;
  return (
    <button
      type="button"
      className={classes.join(' ')}
      style={place}
      data-cell={cell.node}
      data-field={packet.tree.field(cell.node) || undefined}
      data-named={piece.named || undefined}
      tabIndex={piece.named && stop ? 0 : -1}
      title={`${line}\n${size}${packet.tree.field(cell.node) ? ` · ${packet.tree.field(cell.node)}` : ''}`}
      aria-label={`${line}, ${size}`}
      aria-pressed={selected}
      onClick={() => selectNode(cell.node)}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && selectNode(cell.node)}
      onMouseEnter={() => hoverNode(cell.node)}
      onContextMenu={(event) => {
        selectNode(cell.node);
        openMenu(event, detailsMenu(packet, cell.node));
      }}
    >
      {piece.named ? words : ''}
    </button>
  );
}

/** Whether `node` is `cell`'s node or stands below it, or above it but below its layer. */
function holds({ index, tree }: PacketData, node: number, cell: number): boolean {
  if (node < 0) return false;
  if (node >= cell && node < index.ends[cell]) return true;
  return !index.isLayer[node] && tree.lengths[node] > 0 && cell > node && cell < index.ends[node];
}
