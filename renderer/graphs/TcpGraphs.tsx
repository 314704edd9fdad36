import { useEffect, useMemo } from 'react';
import { Line, Scatter } from 'recharts';
import { attempt } from '../notices/notices-state.ts';
import { useList } from '../packet-list/list-state.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { countText } from '../status/number-texts.ts';
import { ChartBox, type ChartPoint } from './ChartBox.tsx';
import { chooseGraph, type TcpGraphKind, tcpKinds, useGraphs } from './graphs-state.ts';
import { useAnswer } from './use-answer.ts';
import { useSelectedTime } from './use-selected-time.ts';
import { useZoom } from './use-zoom.ts';

const hues = ['var(--l4)', 'var(--l3)', 'var(--l2)', 'var(--l7)'];

/** Graphs of one direction of a TCP stream. */
export function TcpGraphs() {
  const capture = useApp(activeCapture);
  const kind = useGraphs((s) => s.tcpKind);
  const stream = useGraphs((s) => s.stream);
  const backwards = useGraphs((s) => s.backwards);
  const id = capture?.capture ?? -1;
  useEffect(() => void takeSelected(), []);
  const { value, busy, problem } = useAnswer(
    JSON.stringify([id, stream, backwards, kind]),
    (capture?.frames ?? 0) + useList((s) => s.contents),
    (signal) => client().call('graphs.tcp', { capture: id, stream, backwards, kind }, { signal }),
  );
  const whole = useMemo(() => {
    const all = value?.series.flatMap(({ x }) => (x.length > 0 ? [x[0], x[x.length - 1]] : [])) ?? [];
    const from = all.length > 0 ? Math.min(...all) : 0;
    const to = all.length > 0 ? Math.max(...all) : 1;
    return { from, to: Math.max(to, from + 0.001) };
  }, [value]);
  const data = useMemo(() => {
    const points: ChartPoint[] = [];
    value?.series.forEach(({ x, y, frames }, n) => {
      for (let at = 0; at < x.length; at++) points.push({ x: x[at], frame: frames[at], [`s${n}`]: y[at] });
    });
    return points.sort((a, b) => a.x - b.x);
  }, [value]);
  const selected = useSelectedTime();
  return (
    <div className="graph-page">
      <div className="graph-choices">
        <label>
          Graph
          <select
            className="tool-field"
            value={kind}
            onChange={(event) => chooseGraph({ tcpKind: event.target.value as TcpGraphKind })}
          >
            {Object.entries(tcpKinds).map(([key, title]) => (
              <option key={key} value={key}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Stream
          <input
            className="tool-field graph-stream"
            type="number"
            min={0}
            max={Math.max(0, (value?.streams ?? 1) - 1)}
            value={stream}
            onChange={(event) => chooseGraph({ stream: Math.max(0, Math.trunc(Number(event.target.value))) })}
          />
        </label>
        <button
          type="button"
          className="panes-tool"
          title="The stream of the selected packet"
          onClick={() => void takeSelected()}
        >
          Of selected packet
        </button>
        <button
          type="button"
          className="panes-tool"
          title="The other direction"
          onClick={() => chooseGraph({ backwards: !backwards })}
        >
          ⇄ {value ? `${value.source} → ${value.destination}` : 'Other direction'}
        </button>
        <span className="graph-state" role="status">
          {problem || (busy ? 'Working…' : value ? stateWords(value.segments, value.streams, value.thinned) : '')}
        </span>
      </div>
      <StreamChart
        key={`${id} ${stream} ${backwards} ${kind}`}
        whole={whole}
        selected={selected}
        data={data}
        busy={busy}
        kind={kind}
        unit={value?.unit ?? ''}
        names={value?.series.map(({ name }) => name) ?? []}
      />
    </div>
  );
}

interface StreamChartProps {
  readonly whole: { readonly from: number; readonly to: number };
  readonly selected: number | undefined;
  readonly data: readonly ChartPoint[];
  readonly busy: boolean;
  readonly kind: TcpGraphKind;
  readonly unit: string;
  readonly names: readonly string[];
}

function StreamChart({ whole, selected, data, busy, kind, unit, names }: StreamChartProps) {
  const zoom = useZoom(whole);
  const lines = kind === 'throughput' || kind === 'window';
  return (
    <>
      <ChartBox
        name={`tcp-${kind}`}
        label={tcpKinds[kind]}
        data={data}
        busy={busy}
        zoom={zoom}
        unit={unit}
        selected={selected}
        table={() => [
          ['Time', 'Packet', ...names],
          ...data.map((point) => [point.x, point.frame, ...names.map((_, n) => point[`s${n}`] ?? null)]),
        ]}
      >
        {names.map((name, n) => {
          const common = { dataKey: `s${n}`, name, isAnimationActive: false };
          const stepped = lines || (kind === 'tcptrace' && (n === 1 || n === 2));
          return stepped ? (
            <Line
              key={name}
              {...common}
              type="stepAfter"
              stroke={hues[n]}
              strokeWidth={1.4}
              strokeDasharray={n === 2 ? '5 3' : ''}
              dot={false}
              connectNulls
            />
          ) : (
            <Scatter key={name} {...common} fill={hues[n]} shape="circle" legendType="circle" />
          );
        })}
      </ChartBox>
      <ul className="graph-legend">
        {names.map((name, n) => (
          <li key={name}>
            <span className="graph-tip-key" style={{ background: hues[n] }} />
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}

function stateWords(segments: number, streams: number, thin: boolean): string {
  const count = `${countText(segments, 'segment')}, ${countText(streams, 'TCP stream')}`;
  return thin ? `${count}; the extremes of each stretch of time are drawn` : count;
}

/** Chooses stream and direction of the selected packet. */
export function takeSelected(): Promise<void> {
  return attempt(async () => {
    const { active: capture, frame } = useApp.getState();
    if (capture === null || frame === null) return;
    const { stream, backwards } = await client().call('graphs.tcpStreamOf', { capture, frame });
    if (stream !== null) chooseGraph({ stream, backwards });
  });
}
