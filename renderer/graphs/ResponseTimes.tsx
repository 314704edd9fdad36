import { applyFilter } from '../filter/apply-filter.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { Counting } from '../statistics/Counting.tsx';
import { DisplayedOnly } from './DisplayedOnly.tsx';
import { useGraphs } from './graphs-state.ts';
import { durationText } from './number-ticks.ts';
import { saveTable } from './save-chart.ts';
import { useAnswer } from './use-answer.ts';

/** How long servers took to answer, by protocol and kind of answer. */
export function ResponseTimes() {
  const capture = useApp(activeCapture);
  const view = useApp((s) => s.view);
  const displayed = useGraphs((s) => s.displayed);
  const id = capture?.capture ?? -1;
  const within = displayed && view ? { view: view.view } : {};
  const answer = useAnswer(JSON.stringify([id, within]), view?.tested ?? 0, (signal, onProgress) =>
    client().call('graphs.responses', { capture: id, ...within }, { signal, onProgress }),
  );
  const { value, busy, problem } = answer;
  const groups = value?.groups ?? [];
  const slowest = Math.max(0.000001, ...groups.map(({ max }) => max));
  return (
    <div className="graph-page">
      <div className="graph-choices">
        <DisplayedOnly />
        <span className="graph-state" role="status">
          {problem || (value && !busy && value.more > 0 ? `${value.more} rarer groups are left out` : '')}
        </span>
        <Counting answer={answer} />
        <span className="pane-space" />
        <button
          title="Save the numbers as CSV"
          type="button"
          className="panes-tool"
          disabled={groups.length === 0}
          onClick={() =>
            saveTable('response-times', [
              ['Response', 'Count', 'Smallest', 'Median', 'Average', '95 %', 'Largest', 'Slowest packet'],
              ...groups.map((g) => [g.name, g.count, g.min, g.median, g.average, g.p95, g.max, g.frame]),
            ])
          }
        >
          CSV
        </button>
      </div>
      {value && groups.length === 0 && !busy && (
        <p className="panes-empty">No DNS, HTTP or RPC response with its request is in these packets.</p>
      )}
      {groups.length > 0 && (
        <div className="graph-scroll">
          <table className="graph-table">
            <thead>
              <tr>
                <th>Response</th>
                <th>Count</th>
                <th>Smallest</th>
                <th>Median</th>
                <th>Average</th>
                <th>95 %</th>
                <th>Largest</th>
                <th className="graph-spread">Smallest to largest, median</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((g) => (
                <tr key={g.name}>
                  <td>
                    <button
                      type="button"
                      className="graph-link"
                      title={`Filter: ${g.filter}`}
                      onClick={() => applyFilter(g.filter)}
                    >
                      {g.name}
                    </button>
                  </td>
                  <td>{g.count.toLocaleString('en')}</td>
                  <td>{durationText(g.min)}</td>
                  <td>{durationText(g.median)}</td>
                  <td>{durationText(g.average)}</td>
                  <td>{durationText(g.p95)}</td>
                  <td>
                    <button
                      type="button"
                      className="graph-link"
                      title={`Go to packet ${g.frame}`}
                      onClick={() => void goToFrame(g.frame)}
                    >
                      {durationText(g.max)}
                    </button>
                  </td>
                  <td className="graph-spread">
                    <Spread {...g} slowest={slowest} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="graph-split">
            {value?.protocols
              .filter(({ counts }) => counts.some((n) => n > 0))
              .map(({ name, counts }) => (
                <Histogram key={name} name={name} counts={counts} bounds={value.bounds} />
              ))}
          </div>
        </div>
      )}
    </div>
  );
}

interface SpreadProps {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly slowest: number;
}

/** Place of a time on a logarithmic scale from 1 µs to the slowest, in percent. */
function place(seconds: number, slowest: number): number {
  const low = Math.log10(1e-6);
  return (100 * (Math.log10(Math.max(seconds, 1e-6)) - low)) / Math.max(0.1, Math.log10(slowest) - low);
}

function Spread({ min, median, max, slowest }: SpreadProps) {
  const from = place(min, slowest);
  return (
    <span className="spread" aria-hidden="true">
      <span
        className="spread-range"
        style={{ left: `${from}%`, width: `${Math.max(0.5, place(max, slowest) - from)}%` }}
      />
      <span className="spread-median" style={{ left: `${place(median, slowest)}%` }} />
    </span>
  );
}

interface HistogramProps {
  readonly name: string;
  readonly counts: readonly number[];
  readonly bounds: readonly number[];
}

function Histogram({ name, counts, bounds }: HistogramProps) {
  const most = Math.max(1, ...counts);
  return (
    <table className="graph-table histogram">
      <caption>{name} response times</caption>
      <tbody>
        {counts.map((count, at) => (
          <tr key={bounds[at] ?? 'more'}>
            <th>{at < bounds.length ? `≤ ${durationText(bounds[at])}` : `> ${durationText(bounds[at - 1])}`}</th>
            <td className="histogram-bar">
              <span style={{ width: `${(100 * count) / most}%` }} />
            </td>
            <td>{count.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
