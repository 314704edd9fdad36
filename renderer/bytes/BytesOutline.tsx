import { type ByteGrid, cellChars, cellStart, gridPlaces, outline } from './byte-grid.ts';

interface BytesOutlineProps {
  readonly grid: ByteGrid;
  /** First row shown and how many. */
  readonly first: number;
  readonly rows: number;
  /** Width of a character and height of a row in pixels. */
  readonly char: number;
  readonly rowHeight: number;
  readonly range: { readonly start: number; readonly length: number };
  readonly kind: 'layer' | 'selected' | 'hovered' | 'caret';
}

/** Pixels that an outline keeps from its rows. */
const INSET = 1.5;

/** A line around bytes, once around their numbers and once around their text. */
export function BytesOutline({ grid, first, rows, char, rowHeight, range, kind }: BytesOutlineProps) {
  const { numbers, text } = gridPlaces(grid);
  const shapes = [
    ...outline(
      range,
      grid.columns,
      first,
      rows,
      (column) => numbers + cellStart(grid, column) - 0.25,
      (column) => numbers + cellStart(grid, column) + cellChars(grid) + 0.25,
    ),
    ...outline(
      range,
      grid.columns,
      first,
      rows,
      (column) => text + column,
      (column) => text + column + 1,
    ),
  ];
  if (shapes.length === 0) return null;
  const path = shapes
    .map((points) => {
      const top = Math.min(...points.map((p) => p.y));
      const bottom = Math.max(...points.map((p) => p.y));
      const corners = points.map(({ x, y }) => {
        const inset = y === top ? INSET : y === bottom ? -INSET : 0;
        return `${(x * char).toFixed(1)} ${(y * rowHeight + inset).toFixed(1)}`;
      });
      return `M${corners.join('L')}Z`;
    })
    .join('');
  return (
    <svg className={`bytes-outline bytes-outline-${kind}`} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
