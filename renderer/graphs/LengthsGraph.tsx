import { useRef } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { applyFilter } from '../filter/apply-filter.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { Counting } from '../statistics/Counting.tsx';
import { DisplayedOnly } from './DisplayedOnly.tsx';
import { useGraphs } from './graphs-state.ts';
import { shortNumber } from './number-ticks.ts';
import { saveDrawing, saveTable } from './save-chart.ts';
import { useAnswer } from './use-answer.ts';

/** How packets are spread over their lengths. */
export function LengthsGraph() {
  const capture = useApp(activeCapture);
  const view = useApp((s) => s.view);
  const displayed = useGraphs((s) => s.displayed);
  const id = capture?.capture ?? -1;
  const box = useRef<HTMLDivElement>(null);
  const within = displayed && view ? { view: view.view } : {};
  const answer = useAnswer(JSON.stringify([id, within]), view?.tested ?? 0, (signal, onProgress) =>
    client().call('graphs.lengths', { capture: id, ...within }, { signal, onProgress }),
  );
  const { value, busy, problem } = answer;
  const rows = (value?.classes ?? []).map((one) => ({
    ...one,
    name: one.to === null ? `${one.from} and more` : `${one.from}–${one.to}`,
  }));
  const all = value?.frames ?? 0;
  return (
    <div className="graph-page">
      <div className="graph-choices">
        <DisplayedOnly />
        <span className="graph-state" role="status">
          {problem || (busy ? '' : `${all.toLocaleString('en')} packets`)}
        </span>
        <Counting answer={answer} />
        <span className="pane-space" />
        <button
          title="Save the drawing as PNG"
          type="button"
          className="panes-tool"
          onClick={() => void saveDrawing(box.current, 'packet-lengths', 'png')}
        >
          PNG
        </button>
        <button
          title="Save the drawing as SVG"
          type="button"
          className="panes-tool"
          onClick={() => void saveDrawing(box.current, 'packet-lengths', 'svg')}
        >
          SVG
        </button>
        <button
          title="Save the numbers as CSV"
          type="button"
          className="panes-tool"
          onClick={() =>
            saveTable('packet-lengths', [
              ['Bytes', 'Packets', 'Average', 'Smallest', 'Largest'],
              ...rows.map(({ name, count, bytes, min, max }) => [name, count, count ? bytes / count : null, min, max]),
            ])
          }
        >
          CSV
        </button>
      </div>
      <div className="graph-split">
        <div className="graph-chart" ref={box}>
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={rows} accessibilityLayer={false} margin={{ top: 10, right: 18, bottom: 4, left: 4 }}>
              <CartesianGrid stroke="var(--line)" vertical={false} />
              <XAxis
                dataKey="name"
                stroke="var(--dim)"
                tick={{ fill: 'var(--dim)', fontSize: 11 }}
                interval="equidistantPreserveStart"
              />
              <YAxis
                width={64}
                stroke="var(--dim)"
                tick={{ fill: 'var(--dim)', fontSize: 11 }}
                tickFormatter={shortNumber}
              />
              <Tooltip
                isAnimationActive={false}
                cursor={{ fill: 'var(--hover)' }}
                content={({ active, label, payload }) =>
                  active && payload?.[0] ? (
                    <div className="graph-tip">
                      {String(label)} bytes: <b>{Number(payload[0].value).toLocaleString('en')}</b> packets
                    </div>
                  ) : null
                }
              />
              <Bar
                dataKey="count"
                name="Packets"
                fill="var(--l4)"
                isAnimationActive={false}
                onClick={(bar) => {
                  const { frame } = bar.payload as { frame: number };
                  if (frame > 0) void goToFrame(frame);
                }}
              />
            </BarChart>
          </ResponsiveContainer>
        </div>
        <table className="graph-table">
          <thead>
            <tr>
              <th>Bytes</th>
              <th>Packets</th>
              <th>Share</th>
              <th>Average</th>
              <th>Smallest</th>
              <th>Largest</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, from, to, count, bytes, min, max }) => (
              <tr key={name}>
                <td>
                  <button
                    type="button"
                    className="graph-link"
                    title="Show these packets"
                    onClick={() => applyFilter(to === null ? `frame.len >= ${from}` : `frame.len in {${from}..${to}}`)}
                  >
                    {name}
                  </button>
                </td>
                <td>{count.toLocaleString('en')}</td>
                <td>{all > 0 ? `${((100 * count) / all).toFixed(1)} %` : ''}</td>
                <td>{count > 0 ? (bytes / count).toFixed(1) : '–'}</td>
                <td>{count > 0 ? min : '–'}</td>
                <td>{count > 0 ? max : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
