import { useState } from 'react';
import { MOST_CHOSEN_ROWS } from '../../contract/messages/statistics.ts';
import { asksForMenu, type MenuItem, openMenu } from '../context-menu/menu-state.ts';
import { applyFilter } from '../filter/apply-filter.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { useAnswer } from '../graphs/use-answer.ts';
import { useNames } from '../names/names-state.ts';
import { attempt } from '../notices/notices-state.ts';
import {
  allRows,
  extendedTo,
  hasRow,
  oneRow,
  type RowSelection,
  rowCount,
  toggled,
} from '../packet-list/row-selection.ts';
import { copyText } from '../panes/clipboard.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { PaneTabs } from '../panes/PaneTabs.tsx';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { numberText } from '../status/number-texts.ts';
import { followStream } from '../streams/follow-commands.ts';
import { Counting } from './Counting.tsx';
import { focusGrid } from './focus-grid.ts';
import { SearchField } from './SearchField.tsx';
import {
  sortBy,
  type TrafficKind,
  type TrafficLayer,
  trafficLayers,
  useCountedVersion,
  useStatistics,
} from './statistics-state.ts';
import { type TrafficRow, trafficColumns } from './traffic-columns.ts';

const ROW_HEIGHT = 22;
/** Rows fetched at once: a page, and those before and behind it. */
const PAGE = 64;

/** Conversations or endpoints of one layer, sorted, as a window over any number of them. */
export function Traffic({ view, kind }: { readonly view: number; readonly kind: TrafficKind }) {
  const { layer, displayed, text, sort } = useStatistics();
  const captured = useApp((s) => activeCapture(s)?.duration ?? 0);
  const counted = useCountedVersion();
  const version = counted + useNames((s) => s.revision);
  const [total, setTotal] = useState(0);
  const [rows, select] = useState<RowSelection>(oneRow(0));
  const current = rows.cursor;
  const list = useRowWindow({ total, rowHeight: ROW_HEIGHT });
  const from = Math.max(0, Math.floor(list.first / PAGE) * PAGE - PAGE);
  const table = { view, displayed, kind, layer, sort, text };
  const answer = useAnswer(JSON.stringify([table, from]), version, async (signal, onProgress) => {
    const params = { ...table, first: from, count: 4 * PAGE };
    const answer = await client().call('statistics.traffic', params, { signal, onProgress });
    setTotal(answer.total);
    return { ...answer, layer, from };
  });
  const { value, busy, problem } = answer;
  const rowAt = (at: number): TrafficRow | undefined =>
    value?.layer === layer ? value.rows[at - value.from] : undefined;
  const lasting = Math.max(0, ...(value?.rows.map(({ duration }) => duration) ?? []));
  const columns = trafficColumns(kind, layer, { start: captured, duration: lasting });
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  const osi = trafficLayers[layer][1];

  const moveTo = (to: number, extend: boolean): void => {
    const at = Math.max(0, Math.min(total - 1, to));
    select((before) => (extend ? extendedTo(before, at) : oneRow(at)));
    list.reveal(at);
  };
  const selected = Math.min(rowCount(rows), MOST_CHOSEN_ROWS);
  const menuFor = (row: TrafficRow | undefined): MenuItem[] =>
    row === undefined
      ? []
      : [
          ...filterMenu(() => row.filter),
          ...followItem(row, kind, layer),
          '-',
          { title: `Go to Packet ${row.firstFrame}`, keys: 'Enter', run: () => void goToFrame(row.firstFrame) },
          { title: 'Copy Row', run: () => void copyText(columns.map((c) => c.text(row)).join('\t'), 'Row') },
          { title: 'Copy Filter', run: () => void copyText(row.filter, 'Filter') },
          ...(selected > 1
            ? [{ title: `Copy ${numberText(selected)} Rows as CSV`, keys: 'Ctrl+C', run: () => void copyCsv(true) }]
            : []),
          { title: 'Copy Table as CSV', run: () => void copyCsv(false) },
        ];
  const copyCsv = (chosen: boolean): Promise<void> =>
    attempt(async () => {
      const params = chosen ? { ...table, rows: chosenRows(rows, MOST_CHOSEN_ROWS) } : table;
      const csv = await client().call('statistics.csv', params);
      const left = csv.total > csv.rows ? ` of ${numberText(csv.total)}` : '';
      await copyText(csv.text, `${numberText(csv.rows)}${left} rows`);
    });
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = rowAt(current);
    if (asksForMenu(event)) {
      openMenu(event, menuFor(row), document.getElementById(`traffic-row-${current}`));
      return;
    }
    if (event.altKey || total === 0) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'a') select((before) => allRows(before, total));
      else if (event.key === 'c') void copyCsv(true);
      else return;
      event.preventDefault();
      return;
    }
    const page = Math.max(1, list.whole - 1);
    const targets = new Map([
      ['ArrowDown', current + 1],
      ['ArrowUp', current - 1],
      ['PageDown', current + page],
      ['PageUp', current - page],
      ['Home', 0],
      ['End', total - 1],
    ]);
    const target = targets.get(event.key);
    if (target !== undefined) moveTo(target, event.shiftKey);
    else if (event.key === 'Enter' && row) void goToFrame(row.firstFrame);
    else if (event.key === ' ' && row) applyFilter(row.filter, 'prepare');
    else return;
    event.preventDefault();
  };

  const drawn = [];
  for (let at = list.first; at < Math.min(total, list.first + list.visible); at++) {
    const row = rowAt(at);
    drawn.push(
      <div
        key={at}
        id={`traffic-row-${at}`}
        role="row"
        tabIndex={-1}
        aria-rowindex={at + 2}
        aria-selected={hasRow(rows, at)}
        className={`statistics-row${at === current ? ' statistics-current' : ''}`}
        style={template}
        onMouseDown={(event) => {
          focusGrid(event);
          if (event.button !== 0) return;
          select((before) => {
            if (event.shiftKey) return extendedTo(before, at);
            return event.ctrlKey || event.metaKey ? toggled(before, at) : oneRow(at);
          });
        }}
        onDoubleClick={() => row && void goToFrame(row.firstFrame)}
        onContextMenu={(event) => {
          if (!hasRow(rows, at)) select(oneRow(at));
          openMenu(event, menuFor(row));
        }}
      >
        {columns.map(({ id, text: cell }) => (
          <span
            key={id}
            role="gridcell"
            tabIndex={-1}
            {...((id === 'a' || id === 'b') && { title: row && cell(row) })}
            className={
              id === 'a' || id === 'b'
                ? 'statistics-address'
                : id === 'bytes'
                  ? 'statistics-share'
                  : 'statistics-number'
            }
          >
            {id === 'bytes' && row && (
              <i
                style={{
                  width: `${(100 * row.bytes) / Math.max(1, value?.mostBytes ?? 1)}%`,
                  background: `var(--l${osi})`,
                }}
              />
            )}
            {row ? id === 'bytes' ? <b>{cell(row)}</b> : cell(row) : '…'}
          </span>
        ))}
      </div>,
    );
  }
  const counts = value?.counts;
  const tabs = Object.entries(trafficLayers).map(([id, [title]]) => ({
    id,
    title: counts ? `${title} ${numberText(counts[id as TrafficLayer])}` : title,
  }));
  return (
    <div className="traffic">
      <div className="statistics-choices">
        <PaneTabs
          label="Layers"
          tabs={tabs}
          selected={layer}
          select={(id) => {
            useStatistics.setState({ layer: id as TrafficLayer });
            select(oneRow(0));
            list.scrollTo(0);
          }}
          panel="traffic-grid"
        />
        <SearchField
          label="Part of an address or port"
          text={text}
          change={(part) => useStatistics.setState({ text: part })}
        />
        <span role="status">
          {problem ||
            [
              text !== '' && value ? `${numberText(total)} found` : '',
              selected > 1 ? `${numberText(rowCount(rows))} selected` : '',
            ]
              .filter((part) => part !== '')
              .join(', ')}
        </span>
        <span className="pane-space" />
        <button type="button" className="panes-tool" disabled={total === 0} onClick={() => void copyCsv(selected > 1)}>
          {selected > 1 ? 'Copy Selected as CSV' : 'Copy as CSV'}
        </button>
      </div>
      <Counting answer={answer} />
      <div
        id="traffic-grid"
        className={`statistics-grid${total === 0 ? ' statistics-grid-empty' : ''}`}
        role="grid"
        aria-multiselectable
        tabIndex={0}
        aria-label={`${trafficLayers[layer][0]} ${kind}`}
        aria-rowcount={total + 1}
        aria-busy={busy}
        aria-activedescendant={total > 0 ? `traffic-row-${current}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div className="statistics-row statistics-head" role="row" tabIndex={-1} style={template}>
          {columns.map(({ id, title }) => (
            <span
              key={id}
              role="columnheader"
              tabIndex={-1}
              aria-sort={sort.column !== id ? 'none' : sort.descending ? 'descending' : 'ascending'}
              className={id === 'a' || id === 'b' ? '' : 'statistics-number'}
            >
              <button
                type="button"
                tabIndex={-1}
                title={`Sort by ${title}`}
                onClick={() => {
                  sortBy(id);
                  select(oneRow(0));
                }}
              >
                {title}
                {sort.column === id && (sort.descending ? ' ▾' : ' ▴')}
              </button>
            </span>
          ))}
        </div>
        <div className="statistics-rows" ref={list.viewport} onWheel={list.onWheel}>
          {drawn}
          {list.bar}
        </div>
      </div>
      {value && total === 0 && !busy && (
        <p className="panes-empty">
          {text !== ''
            ? `No address or port has "${text}" in it.`
            : `There is no ${trafficLayers[layer][0]} in these packets.`}
        </p>
      )}
      {value && value.uncounted > 0 && (
        <p className="panes-warning">
          {numberText(value.uncounted)} packets belong to further conversations, which are too many to be kept.
        </p>
      )}
    </div>
  );
}

function followItem(row: TrafficRow, kind: TrafficKind, layer: TrafficLayer): MenuItem[] {
  if (kind !== 'conversations' || (layer !== 'tcp' && layer !== 'udp')) return [];
  return [{ title: `Follow ${layer.toUpperCase()} Stream`, run: () => followStream(layer, row.stream) }];
}

/** The numbers of the selected rows, in order. */
function chosenRows({ intervals }: RowSelection, most: number): number[] {
  const out: number[] = [];
  for (const [first, last] of intervals) for (let row = first; row <= last && out.length < most; row++) out.push(row);
  return out;
}
