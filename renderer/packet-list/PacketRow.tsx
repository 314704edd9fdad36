import { memo } from 'react';
import { rowFlag, severityOf } from '../../contract/row-flags.ts';
import type { ColumnId } from '../state/app-state.ts';
import { LayerChips } from './LayerChips.tsx';
import type { Row } from './row-cache.ts';

interface PacketRowProps {
  readonly row: Row | undefined;
  /** Row number within the view. */
  readonly position: number;
  readonly columns: readonly ColumnId[];
  readonly selected: boolean;
  readonly select: (frame: number, position: number) => void;
}

/** One row of the packet list; empty while its page is on the way. */
export const PacketRow = memo(function PacketRow({ row, position, columns, selected, select }: PacketRowProps) {
  const frame = row?.batch.frames[row.index] ?? 0;
  const flags = row?.batch.flags[row.index] ?? 0;
  const classes = ['packet-row', `severity-${severityOf(flags)}`];
  if (selected) classes.push('selected');
  if (flags & rowFlag.marked) classes.push('marked');
  if (flags & rowFlag.malformed) classes.push('malformed');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys for its rows
    <div
      role="row"
      tabIndex={-1}
      id={`packet-${position}`}
      aria-rowindex={position + 2}
      aria-selected={selected}
      data-frame={frame || undefined}
      className={classes.join(' ')}
      onClick={() => row && select(frame, position)}
    >
      {columns.map((column, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: cells are reached through their row
        <div role="gridcell" key={column} className={`cell cell-${column}`}>
          {row &&
            (column === 'layers' ? (
              <LayerChips text={row.batch.cell(row.index, index)} />
            ) : (
              row.batch.cell(row.index, index)
            ))}
        </div>
      ))}
    </div>
  );
});
