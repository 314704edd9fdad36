import type { ReactNode } from 'react';
import type { StreamRow } from './streams-state.ts';

interface StreamLineProps {
  readonly at: number;
  /** Undefined before it is here. */
  readonly row: StreamRow | undefined;
  readonly current: boolean;
  /** The packet selected in the list. */
  readonly selected: number | null;
  /** Number of the place found that is gone to. */
  readonly match: number;
  readonly choose: (frame: number) => void;
  readonly menu: (event: React.MouseEvent, row: StreamRow, frame: number) => void;
}

/** A line of a stream: who sent it, the packet it begins with, and its text by packets. */
export function StreamLine({ at, row, current, selected, match, choose, menu }: StreamLineProps) {
  const side = row === undefined ? '' : row.server ? 'stream-server' : 'stream-client';
  const ofSelected =
    row !== undefined && (row.frame === selected || row.pieces.some(({ frame }) => frame === selected));
  const names = ['stream-row', side, row && `stream-${row.kind}`, current && 'current', ofSelected && 'of-selected'];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the grid's
    <div
      id={`stream-row-${at}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={at + 1}
      aria-selected={current}
      data-frame={row?.frame}
      className={names.filter(Boolean).join(' ')}
      onClick={(event) => {
        if (row && String(window.getSelection() ?? '') === '') choose(frameAt(event, row));
      }}
      onContextMenu={(event) => row && menu(event, row, frameAt(event, row))}
    >
      <span className="stream-margin" role="gridcell" tabIndex={-1}>
        {row?.begins && (
          <>
            <i>{row.server ? '←' : '→'}</i>
            <b title={`Packet ${row.frame}: click to select it in the list`}>{row.frame}</b>
          </>
        )}
        {row !== undefined && row.conflict > 0 && (
          <em title={`Packet ${row.conflict} sent other bytes for some of these`}>!</em>
        )}
      </span>
      <span className="stream-text" role="gridcell" tabIndex={-1}>
        {row ? pieces(row, match) : '…'}
      </span>
    </div>
  );
}

/** The packet whose bytes are under the pointer. */
function frameAt(event: React.MouseEvent, row: StreamRow): number {
  const piece = (event.target as Element).closest<HTMLElement>('[data-piece]');
  return Number(piece?.dataset.piece ?? row.frame);
}

/** The text cut where packets begin and at what is marked. */
function pieces({ text, frame, pieces: others, marks }: StreamRow, match: number): ReactNode {
  if (others.length === 0 && marks.length === 0) return text;
  const starts = [{ column: 0, frame }, ...others];
  return starts.map((piece, n) => {
    const end = starts[n + 1]?.column ?? text.length;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text in their order
      <span key={n} data-piece={piece.frame} title={n > 0 ? `Packet ${piece.frame}` : undefined}>
        {marked(text, piece.column, end, marks, match)}
      </span>
    );
  });
}

function marked(text: string, from: number, to: number, marks: StreamRow['marks'], match: number): ReactNode[] {
  const out: ReactNode[] = [];
  let at = from;
  for (const mark of marks) {
    const begin = Math.max(at, mark.from);
    const end = Math.min(to, mark.to);
    if (end <= begin) continue;
    out.push(text.slice(at, begin));
    out.push(
      <mark key={`${mark.match} ${begin}`} className={mark.match === match ? 'stream-mark-current' : ''}>
        {text.slice(begin, end)}
      </mark>,
    );
    at = end;
  }
  out.push(text.slice(at, to));
  return out;
}
