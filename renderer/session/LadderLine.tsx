import { memo, type ReactNode } from 'react';
import { selectRow } from './session-commands.ts';
import type { LadderRow } from './session-state.ts';

interface LadderLineProps {
  readonly at: number;
  readonly row: LadderRow | undefined;
  readonly before: LadderRow | undefined;
  readonly height: number;
  readonly selected: boolean;
  /** It has a frame of the selected row. */
  readonly tied: boolean;
  /** System calls have lanes of their own. */
  readonly calls: boolean;
  /** Names of processes and threads by `pid tid`. */
  readonly names: ReadonlyMap<string, string>;
}

/** One line of the ladder; empty while it is on its way. */
export const LadderLine = memo(function LadderLine({
  at,
  row,
  before,
  height,
  selected,
  tied,
  calls,
  names,
}: LadderLineProps) {
  const classes = ['ladder-row'];
  const isCall = row?.kind === 'call';
  const step = row && row.kind !== 'frame' && <Step row={row} names={names} />;
  if (selected) classes.push('ladder-selected');
  if (tied) classes.push('ladder-tied');
  if (row && !row.own) classes.push('ladder-other');
  return (
    <div
      id={`ladder-${at}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={at + 1}
      aria-selected={selected}
      className={classes.join(' ')}
      style={{ height }}
      data-frame={row && row.frame > 0 ? row.frame : undefined}
      onMouseDown={(event) => {
        event.preventDefault();
        event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
        if (row) selectRow(at, row);
      }}
    >
      {row && (
        <>
          <span
            role="gridcell"
            tabIndex={-1}
            className="ladder-time"
            title={before ? `${((row.time - before.time) * 1000).toFixed(3)} ms after the line above` : ''}
          >
            {row.time.toFixed(6)}
          </span>
          {calls && <Lane className="ladder-client ladder-calls">{row.side === 'client' && isCall && step}</Lane>}
          <Lane className="ladder-client">{row.side === 'client' && !isCall && step}</Lane>
          <span role="gridcell" tabIndex={-1} className={`ladder-wire ladder-on-${row.side}`}>
            {row.kind === 'frame' ? <Segment row={row} /> : <span className={`ladder-dot ladder-dot-${row.kind}`} />}
          </span>
          <Lane className="ladder-daemon">{row.side === 'daemon' && !isCall && step}</Lane>
          {calls && <Lane className="ladder-daemon ladder-calls">{row.side === 'daemon' && isCall && step}</Lane>}
        </>
      )}
    </div>
  );
});

function Lane({ className, children }: { readonly className: string; readonly children: ReactNode }) {
  return (
    <span role="gridcell" tabIndex={-1} className={`ladder-side ${className}`}>
      {children}
    </span>
  );
}

function Step({ row, names }: { readonly row: LadderRow; readonly names: ReadonlyMap<string, string> }) {
  const { kind, label, text, pid, tid, failed, frames } = row;
  const who = names.get(`${pid} ${tid}`) ?? '';
  const place = tid === pid ? `${pid}` : `${pid}/${tid}`;
  const tied = frames.length === 0 ? 'tied to no frame' : `frames ${frames.join(', ')}`;
  return (
    <span
      className={`ladder-step ladder-${kind} ${failed ? 'ladder-failed' : ''}`}
      title={`${who} ${place}: ${label} ${text}\n${tied}`}
    >
      {kind === 'call' ? (
        text
      ) : (
        <>
          <b>{label}</b> {text}
        </>
      )}{' '}
      <small>{place}</small>
    </span>
  );
}

/** Ports at the front, which lane and arrow tell, and what hardly ever matters, take the room of what does. */
function shortened(text: string): string {
  return text.replace(/^\d+ → \d+ /, '').replace(/ Win=[1-9]\d*| TSval=\d+ TSecr=\d+/g, '');
}

function Segment({ row }: { readonly row: LadderRow }) {
  const { forward, frame, text, osi, label } = row;
  const ports = /^(\d+) → (\d+) /.exec(text);
  return (
    <span
      className={`ladder-segment theme-osi-${osi || 1} ${forward ? 'ladder-forward' : 'ladder-backward'}`}
      title={`Frame ${frame}, ${label}: ${text}`}
    >
      <span className="ladder-number">#{frame}</span>
      {ports && (
        <span className="ladder-port" title="Port of the client">
          :{forward ? ports[1] : ports[2]}
        </span>
      )}
      <span className="ladder-words">{shortened(text)}</span>
      <span className="ladder-arrow" aria-hidden="true">
        {forward ? '▶' : '◀'}
      </span>
    </span>
  );
}
