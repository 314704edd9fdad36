import type { ReactNode } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import './editable-rows.css';

export interface EditableColumn<T> {
  readonly title: string;
  /** The title is told, not shown. */
  readonly untitled?: boolean;
  readonly help?: string;
  /** Takes the room that the others leave. */
  readonly wide?: boolean;
  readonly cell: (row: T, change: (part: Partial<T>) => void, at: number) => ReactNode;
}

interface EditableRowsProps<T> {
  readonly columns: readonly EditableColumn<T>[];
  readonly rows: readonly T[];
  readonly changeRows: (rows: readonly T[]) => void;
  /** The order means something: rows can be moved. */
  readonly ordered?: boolean;
}

/** A table whose rows are edited in place, moved where their order means something, and removed. Nothing without rows. */
export function EditableRows<T>({ columns, rows, changeRows, ordered = false }: EditableRowsProps<T>) {
  const move = (at: number, by: -1 | 1): void => {
    const moved = [...rows];
    const [row] = moved.splice(at, 1);
    moved.splice(at + by, 0, row);
    changeRows(moved);
  };
  if (rows.length === 0) return null;
  return (
    <table className="editable-rows">
      <thead>
        <tr>
          {columns.map(({ title, untitled, help }) => (
            <th key={title} title={help} aria-label={untitled ? title : undefined}>
              {untitled ? '' : title}
            </th>
          ))}
          <th aria-label={ordered ? 'Order' : 'Remove'} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are edited
          <tr key={at}>
            {columns.map(({ title, wide, cell }) => (
              <td key={title} className={wide ? 'editable-rows-wide' : ''}>
                {cell(row, (part) => changeRows(rows.map((one, n) => (n === at ? { ...one, ...part } : one))), at)}
              </td>
            ))}
            <td className="editable-rows-actions">
              {ordered && (
                <>
                  <button
                    type="button"
                    className="quiet-button"
                    title="Earlier"
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="quiet-button"
                    title="Later"
                    disabled={at === rows.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    ↓
                  </button>
                </>
              )}
              <button
                type="button"
                className="quiet-button"
                title="Remove"
                onClick={() => changeRows(rows.filter((_, n) => n !== at))}
              >
                <Glyph name="close" />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
