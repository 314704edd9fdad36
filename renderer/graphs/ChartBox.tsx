import { type ReactElement, useRef } from 'react';
import {
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { goToFrame } from '../panes/list-commands.ts';
import { shortNumber, shortSeconds } from './number-ticks.ts';
import { saveDrawing, saveTable } from './save-chart.ts';
import type { Range, useZoom } from './use-zoom.ts';

/** A point on the chart: its time, what stands at it, and the frame it leads to. */
export interface ChartPoint {
  readonly x: number;
  readonly frame: number;
  readonly [series: string]: number | null;
}

interface ChartBoxProps {
  /** Beginning of the file names that drawing and table are offered under. */
  readonly name: string;
  readonly label: string;
  readonly data: readonly ChartPoint[];
  /** More is on its way. */
  readonly busy: boolean;
  readonly zoom: ReturnType<typeof useZoom>;
  readonly unit: string;
  readonly logarithmic?: boolean;
  /** Time of the selected packet. */
  readonly selected?: number | undefined;
  /** Rows of the CSV file, the headings first. */
  readonly table: () => (string | number | null)[][];
  readonly children: ReactElement | readonly ReactElement[];
}

type ChartEvent = { activeLabel?: string | number | undefined };

/** A chart over time: dragging zooms, the wheel scales, a click goes to the packet. */
export function ChartBox({
  name,
  label,
  data,
  busy,
  zoom,
  unit,
  logarithmic,
  selected,
  table,
  children,
}: ChartBoxProps) {
  const box = useRef<HTMLDivElement>(null);
  const pointed = useRef<number>(undefined);
  const { range, dragged } = zoom;
  const span = range.to - range.from;
  const at = (event: ChartEvent): number | undefined => {
    const x = event.activeLabel === undefined ? Number.NaN : Number(event.activeLabel);
    pointed.current = Number.isNaN(x) ? undefined : x;
    return pointed.current;
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === '+' || event.key === '=') zoom.scale(0.7);
    else if (event.key === '-') zoom.scale(1.4);
    else if (event.key === '0') zoom.reset();
    else if (event.key === 'ArrowLeft') zoom.pan(-0.2);
    else if (event.key === 'ArrowRight') zoom.pan(0.2);
    else return;
    event.preventDefault();
  };
  return (
    <div className="graph-box">
      <div
        className="graph-chart"
        role="application"
        aria-label={`${label}. Plus and minus zoom, arrows move, 0 shows everything.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys zoom
        tabIndex={0}
        ref={box}
        onKeyDown={onKeyDown}
        onWheel={(event) => zoom.wheel(event, pointed.current)}
        onDoubleClick={zoom.reset}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={data as ChartPoint[]}
            accessibilityLayer={false}
            margin={{ top: 10, right: 44, bottom: 4, left: 4 }}
            onMouseDown={(event) => zoom.press(at(event))}
            onMouseMove={(event) => zoom.move(at(event))}
            onMouseUp={(event) => {
              const x = at(event);
              if (zoom.release() || x === undefined) return;
              const point = nearest(data, x);
              if (point && point.frame > 0) void goToFrame(point.frame);
            }}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              domain={[range.from, range.to]}
              allowDataOverflow
              stroke="var(--dim)"
              tick={{ fill: 'var(--dim)', fontSize: 11 }}
              tickFormatter={(value: number) => shortSeconds(value, span)}
              tickCount={9}
            />
            <YAxis
              scale={logarithmic ? 'log' : 'linear'}
              domain={logarithmic ? [0.5, 'auto'] : ['auto', 'auto']}
              allowDataOverflow={logarithmic === true}
              width={64}
              stroke="var(--dim)"
              tick={{ fill: 'var(--dim)', fontSize: 11 }}
              tickFormatter={shortNumber}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--dim)', strokeDasharray: '3 3' }}
              content={({ active, label: x, payload }) =>
                active && payload && payload.length > 0 ? (
                  <div className="graph-tip">
                    <div className="graph-tip-time">{Number(x).toFixed(6)} s</div>
                    {payload.map((entry) => (
                      <div key={String(entry.dataKey)}>
                        <span className="graph-tip-key" style={{ background: entry.color }} />
                        {String(entry.name)}: <b>{Number(entry.value).toLocaleString('en')}</b>
                      </div>
                    ))}
                    <div className="graph-tip-time">{frameWords(payload[0]?.payload as ChartPoint | undefined)}</div>
                  </div>
                ) : null
              }
            />
            {children as ReactElement}
            {selected !== undefined && (
              <ReferenceLine x={selected} stroke="var(--accent)" strokeDasharray="4 3" ifOverflow="hidden" />
            )}
            {dragged && <ReferenceArea x1={dragged.from} x2={dragged.to} fill="var(--accent)" fillOpacity={0.18} />}
          </ComposedChart>
        </ResponsiveContainer>
        {data.length === 0 && !busy && <p className="graph-none">Nothing to draw here.</p>}
      </div>
      <footer className="graph-foot">
        <span>{rangeWords(range, zoom.zoomed)}</span>
        <span className="pane-space" />
        <span>{unit}</span>
        <button
          type="button"
          className="panes-tool"
          title="Zoom in (+)"
          aria-label="Zoom in"
          onClick={() => zoom.scale(0.6)}
        >
          +
        </button>
        <button
          type="button"
          className="panes-tool"
          title="Zoom out (-)"
          aria-label="Zoom out"
          onClick={() => zoom.scale(1.6)}
        >
          −
        </button>
        <button
          type="button"
          className="panes-tool"
          disabled={!zoom.zoomed}
          title="Show everything (0, double click)"
          onClick={zoom.reset}
        >
          Reset
        </button>
        <button
          title="Save the drawing as PNG"
          type="button"
          className="panes-tool"
          onClick={() => void saveDrawing(box.current, name, 'png')}
        >
          PNG
        </button>
        <button
          title="Save the drawing as SVG"
          type="button"
          className="panes-tool"
          onClick={() => void saveDrawing(box.current, name, 'svg')}
        >
          SVG
        </button>
        <button
          title="Save the numbers as CSV"
          type="button"
          className="panes-tool"
          onClick={() => saveTable(name, table())}
        >
          CSV
        </button>
      </footer>
    </div>
  );
}

function nearest(data: readonly ChartPoint[], x: number): ChartPoint | undefined {
  let best: ChartPoint | undefined;
  for (const point of data) {
    if (point.frame > 0 && (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x))) best = point;
  }
  return best;
}

function frameWords(point: ChartPoint | undefined): string {
  return point === undefined || point.frame === 0
    ? 'no packet here'
    : `click: packet ${point.frame.toLocaleString('en')}`;
}

function rangeWords({ from, to }: Range, zoomed: boolean): string {
  return zoomed ? `${from.toFixed(3)} – ${to.toFixed(3)} s` : 'Drag to zoom, click to go to a packet';
}
