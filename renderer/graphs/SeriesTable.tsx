import { Glyph } from '../app/glyphs.tsx';
import {
  addSeries,
  changeSeries,
  type IoMeasure,
  type LineStyle,
  lineStyles,
  measures,
  removeSeries,
  resetSeries,
  useGraphs,
} from './graphs-state.ts';
import { LateField } from './LateField.tsx';

const needsField = (measure: IoMeasure): boolean => !['packets', 'bytes', 'bits'].includes(measure);

/** The lines of the I/O graph: what each counts and how it is drawn. */
export function SeriesTable({ problems }: { readonly problems: ReadonlyMap<number, string> }) {
  const series = useGraphs((s) => s.series);
  return (
    <div className="series">
      <table className="series-table">
        <thead>
          <tr>
            <th aria-label="Shown" />
            <th>Name</th>
            <th>Display filter</th>
            <th>Counts</th>
            <th>Field</th>
            <th>Style</th>
            <th>Colour</th>
            <th aria-label="Remove" />
          </tr>
        </thead>
        <tbody>
          {series.map(({ id, shown, name, filter, measure, field, style, hue }) => (
            <tr key={id}>
              <td>
                <input
                  type="checkbox"
                  aria-label={`Show ${name}`}
                  checked={shown}
                  onChange={(event) => changeSeries(id, { shown: event.target.checked })}
                />
              </td>
              <td>
                <LateField label="Name" value={name} change={(text) => changeSeries(id, { name: text })} />
              </td>
              <td className="series-filter">
                <LateField
                  label="Display filter"
                  mono
                  value={filter}
                  problem={problems.get(id) ?? ''}
                  change={(text) => changeSeries(id, { filter: text })}
                />
              </td>
              <td>
                <select
                  className="tool-field"
                  aria-label="Counts"
                  value={measure}
                  onChange={(event) => changeSeries(id, { measure: event.target.value as IoMeasure })}
                >
                  {Object.entries(measures).map(([key, title]) => (
                    <option key={key} value={key}>
                      {title}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                {needsField(measure) ? (
                  <LateField label="Field" mono value={field} change={(text) => changeSeries(id, { field: text })} />
                ) : (
                  <span className="series-none">–</span>
                )}
              </td>
              <td>
                <select
                  className="tool-field"
                  aria-label="Style"
                  value={style}
                  onChange={(event) => changeSeries(id, { style: event.target.value as LineStyle })}
                >
                  {Object.entries(lineStyles).map(([key, title]) => (
                    <option key={key} value={key}>
                      {title}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                <button
                  type="button"
                  className="series-hue"
                  aria-label={`Colour ${hue} of 7`}
                  title="Next colour"
                  style={{ background: `var(--l${hue})` }}
                  onClick={() => changeSeries(id, { hue: (hue % 7) + 1 })}
                />
              </td>
              <td>
                <button type="button" className="quiet-button" title="Remove" onClick={() => removeSeries(id)}>
                  <Glyph name="close" />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="panes-tool" disabled={series.length >= 16} onClick={addSeries}>
        Add series
      </button>
      <button type="button" className="panes-tool" onClick={resetSeries}>
        Reset
      </button>
    </div>
  );
}
