import { Glyph } from '../app/glyphs.tsx';
import { numberText } from '../status/number-texts.ts';
import type { NoteFrame } from './frame-pages.ts';
import type { NoteRow } from './note-rows.ts';
import { SeveritySign } from './SeveritySign.tsx';

interface ExpertRowProps {
  readonly row: NoteRow;
  readonly position: number;
  readonly open: boolean;
  readonly current: boolean;
  readonly frame: NoteFrame | undefined;
  readonly onMouseDown: (event: React.MouseEvent, position: number) => void;
  readonly onToggle: (position: number) => void;
}

/** A kind of notes, or one of its packets below it. */
export function ExpertRow({ row, position, open, current, frame, onMouseDown, onToggle }: ExpertRowProps) {
  const { group } = row;
  if (group === undefined) return <Coming position={position} current={current} onMouseDown={onMouseDown} />;
  const level = row.kind === 'group' ? 1 : 2;
  return (
    <div
      id={`expert-row-${position}`}
      role="row"
      tabIndex={-1}
      aria-level={level}
      aria-rowindex={position + 2}
      aria-selected={current}
      {...(row.kind === 'group' ? { 'aria-expanded': open } : {})}
      className={`expert-row expert-${row.kind} ${current ? 'current' : ''}`}
      data-group={group.group}
      {...(frame ? { 'data-frame': frame.frame } : {})}
      onMouseDown={(event) => onMouseDown(event, position)}
      onDoubleClick={() => onToggle(position)}
    >
      {row.kind === 'group' && (
        <>
          <span className="expert-cell" role="gridcell" tabIndex={-1}>
            <span
              className="expert-twist"
              aria-hidden="true"
              onMouseDown={(event) => {
                if (event.button === 0) onToggle(position);
              }}
            >
              <Glyph name={open ? 'down' : 'right'} />
            </span>
            <SeveritySign severity={group.severity} />
            <span className="expert-words" title={group.field === '' ? group.title : `${group.title}\n${group.field}`}>
              {group.title}
            </span>
          </span>
          <span className="expert-cell" role="gridcell" tabIndex={-1}>
            {group.about}
          </span>
          <span className="expert-cell" role="gridcell" tabIndex={-1}>
            {group.protocol}
          </span>
          <span className="expert-cell expert-number" role="gridcell" tabIndex={-1}>
            {numberText(group.count)}
          </span>
        </>
      )}
      {row.kind === 'frame' && (
        <>
          <span className="expert-cell expert-below" role="gridcell" tabIndex={-1}>
            <span className="expert-frame">{frame ? numberText(frame.frame) : '…'}</span>
            <span className="expert-words">{frame?.message}</span>
          </span>
          <span className="expert-cell expert-wide" role="gridcell" tabIndex={-1}>
            {frame && `${frame.source} → ${frame.destination}`}
          </span>
          <span className="expert-cell expert-number" role="gridcell" tabIndex={-1}>
            {frame?.time}
          </span>
        </>
      )}
      {row.kind === 'more' && (
        <span className="expert-cell expert-below" role="gridcell" tabIndex={-1}>
          Only the first {numberText(group.frames)} packets are listed; filter for {group.field || 'them'} to see all.
        </span>
      )}
    </div>
  );
}

/** A kind that has not come yet. */
function Coming({ position, current, onMouseDown }: Pick<ExpertRowProps, 'position' | 'current' | 'onMouseDown'>) {
  return (
    <div
      id={`expert-row-${position}`}
      role="row"
      tabIndex={-1}
      aria-level={1}
      aria-rowindex={position + 2}
      aria-selected={current}
      className={`expert-row expert-group ${current ? 'current' : ''}`}
      onMouseDown={(event) => onMouseDown(event, position)}
    >
      <span className="expert-cell" role="gridcell" tabIndex={-1}>
        …
      </span>
    </div>
  );
}
