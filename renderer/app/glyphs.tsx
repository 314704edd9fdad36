/** Paths of 16 by 16 line drawings. */
const paths = {
  alert: 'M8 2.2 14.5 13.5H1.5zM8 6.5v3.4M8 11.6v.4',
  arrow: 'M3 8h9.5M8.5 4l4 4-4 4',
  bookmark: 'M4 2h8v12l-4-3.2L4 14z',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  down: 'M4 6.5 8 10.5l4-4',
  file: 'M4 1.5h5.5L12.5 4.5v10h-8.5zM9.5 1.5v3h3',
  find: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4 14 14',
  folder: 'M1.5 3.5h4.5l1.5 2h7v7.5h-13z',
  gear: 'M8 5.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M3.4 12.6l1.4-1.4M11.2 4.8l1.4-1.4',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10',
  graph: 'M2 2.5v11h12M4.5 10.5 7 7l2.5 2 3.5-5',
  home: 'M2 8 8 2.5 14 8M3.5 7v6.5h9V7',
  layers: 'M8 2 14 5 8 8 2 5zM2 8l6 3 6-3M2 11l6 3 6-3',
  plug: 'M5.5 1.5v4M10.5 1.5v4M3.5 5.5h9v2.2a4.5 4.5 0 0 1-9 0zM8 12.2v2.3',
  restart: 'M13 8a5 5 0 1 1-1.6-3.7M13 1.8v3.4H9.6',
  right: 'M6.5 4 10.5 8l-4 4',
  save: 'M2.5 2.5h9l2 2v9h-11zM5 2.5v3.5h5.5V2.5M4.8 13.5V9.2h6.4v4.3',
  session: 'M3 2v12M13 2v12M3 5.5h10M10.5 3.5l2.5 2-2.5 2M13 10.5H3M5.5 8.5l-2.5 2 2.5 2',
  start: 'M4.5 2.5 13 8l-8.5 5.5z',
  statistics: 'M2 13.5h12M4 13.5V8.5M8 13.5v-11M12 13.5v-7',
  stop: 'M3.5 3.5h9v9h-9z',
  stream:
    'M1.5 4.5c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0M1.5 8.5c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0M1.5 12.5c2.2-2 4.3-2 6.5 0s4.3 2 6.5 0',
  up: 'M8 13V4M4 7.5 8 3.5l4 4',
} as const;

export type GlyphName = keyof typeof paths;

/** A small drawing beside or instead of words. It says nothing by itself: what stands beside it, or its button's label, does. */
export function Glyph({ name, filled = false }: { readonly name: GlyphName; readonly filled?: boolean }) {
  return (
    <svg className="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
