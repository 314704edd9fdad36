import { useMemo } from 'react';
import { Bar, Line, Scatter } from 'recharts';
import { useList } from '../packet-list/list-state.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { Counting } from '../statistics/Counting.tsx';
import { ChartBox, type ChartPoint } from './ChartBox.tsx';
import { chooseGraph, measures, useGraphs } from './graphs-state.ts';
import { SeriesTable } from './SeriesTable.tsx';
import { useAnswer } from './use-answer.ts';
import { useSelectedTime } from './use-selected-time.ts';
import { useZoom } from './use-zoom.ts';

/** Intervals that can be chosen, in seconds; 0 fits the range. */
const intervals = [0, 0.001, 0.01, 0.1, 1, 10, 60, 600];

/** Intervals that a range is cut into when it chooses them itself. */
const FITTING = 240;

/** Packets, bytes or values over time, a line for each filter. */
export function IoGraph() {
  const capture = useApp(activeCapture);
  const series = useGraphs((s) => s.series);
  const interval = useGraphs((s) => s.interval);
  const logarithmic = useGraphs((s) => s.logarithmic);
  const id = capture?.capture ?? -1;
  const zoom = useZoom({ from: 0, to: Math.max(capture?.duration ?? 0, 0.001) });
  const { from, to } = zoom.range;
  const shown = series.filter((one) => one.shown);
  const wanted = interval === 0 ? niceInterval((to - from) / FITTING) : interval;
  const asked = shown.map(({ filter, measure, field }) => ({ filter, measure, field }));
  const answer = useAnswer(
    JSON.stringify([id, from, zoom.zoomed ? to : 0, interval, asked]),
    (capture?.frames ?? 0) + useList((s) => s.contents),
    (signal, onProgress) =>
      client().call('graphs.io', { capture: id, from, to, interval: wanted, series: asked }, { signal, onProgress }),
  );
  const { value, busy, problem } = answer;
  const data = useMemo(() => {
    if (value === null) return [];
    const points: ChartPoint[] = [];
    const count = Math.max(0, ...value.series.map(({ values }) => values.length));
    for (let at = 0; at < count; at++) {
      const point: Record<string, number | null> = { x: value.from + at * value.interval, frame: 0 };
      value.series.forEach(({ values, frames }, n) => {
        point[`s${n}`] = logarithmic && values[at] === 0 ? null : (values[at] ?? null);
        if (point['frame'] === 0) point['frame'] = frames[at] ?? 0;
      });
      points.push(point as unknown as ChartPoint);
    }
    return points;
  }, [value, logarithmic]);
  const selected = useSelectedTime();
  const problems = value?.series.map((one) => one.problem) ?? [];
  return (
    <div className="graph-page">
      <div className="graph-choices">
        <label>
          Interval
          <select
            className="tool-field"
            value={interval}
            onChange={(event) => chooseGraph({ interval: Number(event.target.value) })}
          >
            {intervals.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? 'Fit the range' : seconds < 1 ? `${seconds * 1000} ms` : `${seconds} s`}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={logarithmic}
            onChange={(event) => chooseGraph({ logarithmic: event.target.checked })}
          />
          Logarithmic
        </label>
        <span className="graph-state" role="status">
          {problem || (value && !busy ? intervalWords(value.interval, interval) : '')}
        </span>
        <Counting answer={answer} />
      </div>
      <ChartBox
        name="io-graph"
        label="Packets over time"
        data={data}
        zoom={zoom}
        busy={busy}
        unit={value ? `per ${shortInterval(value.interval)}` : ''}
        logarithmic={logarithmic}
        selected={selected}
        table={() => [
          ['Time', ...shown.map(({ name }) => name)],
          ...data.map((point) => [point.x, ...shown.map((_, n) => point[`s${n}`])]),
        ]}
      >
        {shown.map(({ id: key, name, measure, field, style, hue }, n) => {
          const common = {
            dataKey: `s${n}`,
            name: `${name} (${measures[measure].replace('field', field)})`,
            isAnimationActive: false,
          };
          const color = `var(--l${hue})`;
          if (style === 'bars') return <Bar key={key} {...common} fill={color} />;
          if (style === 'dots') return <Scatter key={key} {...common} fill={color} />;
          return (
            <Line
              key={key}
              {...common}
              type={style === 'step' ? 'stepAfter' : 'linear'}
              stroke={color}
              strokeWidth={1.6}
              strokeDasharray={n % 2 === 0 ? '' : '6 3'}
              dot={false}
              connectNulls={false}
            />
          );
        })}
      </ChartBox>
      <SeriesTable problems={new Map(shown.map((one, n) => [one.id, problems[n]?.message ?? '']))} />
    </div>
  );
}

/** The next interval that people count in. */
function niceInterval(seconds: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(seconds, 0.001)));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= seconds) ?? 10;
  return Math.max(0.001, step * power);
}

/** Seconds in a unit, its name, and the interval from which the next one is used. */
const units: readonly (readonly [number, string, number])[] = [
  [0.001, 'ms', 1],
  [1, 's', 120],
  [60, 'min', 7200],
  [3600, 'h', 172_800],
  [86_400, 'd', Number.POSITIVE_INFINITY],
];

function shortInterval(seconds: number): string {
  const [size, unit] = units.find(([, , most]) => seconds < most) ?? units[0];
  return `${Number((seconds / size).toPrecision(4))} ${unit}`;
}

function intervalWords(used: number, wanted: number): string {
  return wanted > 0 && used > wanted * 1.001
    ? `${shortInterval(used)}: the range is too long for ${shortInterval(wanted)}; zoom in`
    : shortInterval(used);
}
