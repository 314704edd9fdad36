import { memo } from 'react';
import { rowFlag, severityOf } from '../../contract/row-flags.ts';
import type { ColoringRule } from '../coloring/default-rules.ts';
import { rowColors } from '../coloring/row-colors.ts';
import { type ColumnId, fieldOf } from './columns.ts';
import { LayerChips } from './LayerChips.tsx';
import { RowMarks, RowTags } from './RowMarks.tsx';
import { cellOf, colorOf, flagsOf, frameOf, type Row } from './row-cache.ts';

interface PacketRowProps {
  readonly row: Row | undefined;
  /** Row number within the view. */
  readonly position: number;
  readonly columns: readonly ColumnId[];
  readonly selected: boolean;
  /** The row whose packet is shown. */
  readonly current: boolean;
  /** The colouring rules that rows refer to. */
  readonly coloring: readonly ColoringRule[];
  readonly dark: boolean;
  /** `frame` is 0 while the row is not here yet. */
  readonly press: (event: React.MouseEvent, position: number, frame: number) => void;
  readonly enter: (event: React.MouseEvent, position: number, frame: number) => void;
}

/** One row of the packet list; empty while its page is on the way. */
export const PacketRow = memo(
  function PacketRow({ row, position, columns, selected, current, coloring, dark, press, enter }: PacketRowProps) {
    const frame = row ? frameOf(row) : 0;
    const flags = row ? flagsOf(row) : 0;
    const rule = row ? coloring[colorOf(row) - 1] : undefined;
    const classes = ['packet-row', `severity-${severityOf(flags)}`];
    if (rule) classes.push('colored');
    if (selected) classes.push('selected');
    if (current) classes.push('current');
    if (flags & rowFlag.marked) classes.push('marked');
    if (flags & rowFlag.ignored) classes.push('ignored');
    return (
      <div
        role="row"
        tabIndex={-1}
        id={`packet-${position}`}
        aria-rowindex={position + 2}
        aria-selected={selected}
        data-frame={frame || undefined}
        data-rule={rule?.name}
        style={rule && rowColors(rule, dark)}
        className={classes.join(' ')}
        onMouseDown={(event) => press(event, position, frame)}
        onMouseEnter={(event) => row && enter(event, position, frame)}
      >
        <RowMarks flags={flags} />
        {columns.map((column) => (
          // biome-ignore lint/a11y/useFocusableInteractive: cells are reached through their row
          <div
            role="gridcell"
            key={column}
            data-column={column}
            className={`packet-cell packet-cell-${fieldOf(column) === undefined ? column : 'field'}`}
          >
            {row && column === 'info' && <RowTags flags={flags} />}
            {row && (column === 'layers' ? <LayerChips text={cellOf(row, column)} /> : cellOf(row, column))}
          </div>
        ))}
      </div>
    );
  },
  (a, b) =>
    a.position === b.position &&
    a.selected === b.selected &&
    a.current === b.current &&
    a.columns === b.columns &&
    a.coloring === b.coloring &&
    a.dark === b.dark &&
    a.row?.batch === b.row?.batch &&
    a.row?.index === b.row?.index &&
    a.row?.columns === b.row?.columns,
);
