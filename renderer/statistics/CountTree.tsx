import { useState } from 'react';
import type { treeCount } from '../../contract/messages/statistics.ts';
import type { Infer } from '../../contract/schema.ts';
import { asksForMenu, type MenuItem, openMenu } from '../context-menu/menu-state.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { useAnswer } from '../graphs/use-answer.ts';
import { copyText } from '../panes/clipboard.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { PaneTabs } from '../panes/PaneTabs.tsx';
import { client } from '../state/session.ts';
import { numberText, percentText } from '../status/number-texts.ts';
import { Counting } from './Counting.tsx';
import { countTreeCsv } from './count-tree-csv.ts';
import { focusGrid } from './focus-grid.ts';
import { SearchField } from './SearchField.tsx';
import { type TreeKind, treeKinds, useCountedVersion, useStatistics } from './statistics-state.ts';

export type TreeCount = Infer<typeof treeCount>;

const tabs = Object.entries(treeKinds).map(([id, title]) => ({ id, title }));
const counted = ['Topic', 'Count', 'Share', 'Per second', 'Burst', 'Burst at'];
const valued = ['Average', 'Minimum', 'Maximum'];
const osi: Readonly<Record<TreeKind, number>> = { http: 7, http_req: 7, http_srv: 7, dns: 7, plen: 2 };

/** Counts of HTTP and DNS messages and of packet lengths, each line with its share of the one above it. */
export function CountTree({ view }: { readonly view: number }) {
  const { displayed, tree: kind, line: text } = useStatistics();
  const version = useCountedVersion();
  const [current, choose] = useState(0);
  const answer = useAnswer(JSON.stringify([view, displayed, kind, text]), version, async (signal, onProgress) => {
    const counts = await client().call('statistics.tree', { view, displayed, kind, text }, { signal, onProgress });
    return { ...counts, kind };
  });
  const nodes: readonly TreeCount[] = answer.value?.kind === kind ? answer.value.nodes : [];
  const withValues = nodes.some(({ average }) => average !== null);
  const heads = withValues ? [...counted, ...valued] : counted;
  const menu = (at: number): MenuItem[] => {
    const { filter, firstFrame } = nodes[at];
    return [
      ...(filter === '' ? [] : [...filterMenu(() => filter), '-' as const]),
      ...(firstFrame > 0
        ? [{ title: `Go to Packet ${firstFrame}`, keys: 'Enter', run: () => void goToFrame(firstFrame) }]
        : []),
      { title: 'Copy Tree as CSV', run: () => void copyCsv() },
    ];
  };
  const copyCsv = (): Promise<void> => copyText(countTreeCsv(nodes), `${numberText(nodes.length)} rows`);
  const move = (to: number): void => {
    const at = Math.max(0, Math.min(nodes.length - 1, to));
    choose(at);
    document.getElementById(`count-${at}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const node = nodes[current];
    if (!node) return;
    if (asksForMenu(event)) {
      openMenu(event, menu(current), document.getElementById(`count-${current}`));
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(nodes.length - 1);
    else if (event.key === 'Enter' && node.firstFrame > 0) void goToFrame(node.firstFrame);
    else return;
    event.preventDefault();
  };
  return (
    <div className="traffic">
      <div className="statistics-choices">
        <PaneTabs
          label="Counts"
          tabs={tabs}
          selected={kind}
          select={(id) => {
            useStatistics.setState({ tree: id as TreeKind });
            choose(0);
          }}
          panel="count-tree"
        />
        <SearchField
          label="Part of a line"
          text={text}
          change={(line) => {
            useStatistics.setState({ line });
            choose(0);
          }}
        />
        <span role="status">
          {answer.problem ||
            (text !== '' && answer.value && !answer.busy && nodes.length === 0 && `No line has "${text}" in it.`)}
        </span>
        <span className="pane-space" />
        <button type="button" className="panes-tool" disabled={nodes.length === 0} onClick={() => void copyCsv()}>
          Copy as CSV
        </button>
      </div>
      <Counting answer={answer} />
      <div
        id="count-tree"
        className={`statistics-grid counts${withValues ? ' counts-valued' : ''}`}
        role="treegrid"
        tabIndex={0}
        aria-label={treeKinds[kind]}
        aria-busy={answer.busy}
        aria-activedescendant={nodes.length > 0 ? `count-${current}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div className="statistics-row statistics-head" role="row" tabIndex={-1}>
          {heads.map((title) => (
            <span
              key={title}
              role="columnheader"
              tabIndex={-1}
              className={title === 'Topic' ? '' : 'statistics-number'}
              title={title === 'Burst' ? 'The most within 100 ms' : undefined}
            >
              {title}
            </span>
          ))}
        </div>
        <div className="hierarchy-rows">
          {nodes.map((node, at) => (
            <CountRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a name can stand at several places
              key={at}
              id={`count-${at}`}
              node={node}
              osi={osi[kind]}
              withValues={withValues}
              selected={at === current}
              onMouseDown={(event) => {
                focusGrid(event);
                choose(at);
              }}
              onDoubleClick={() => node.firstFrame > 0 && void goToFrame(node.firstFrame)}
              onContextMenu={(event) => {
                choose(at);
                openMenu(event, menu(at));
              }}
            />
          ))}
        </div>
      </div>
      {answer.value && answer.value.more > 0 && (
        <p className="panes-warning">{numberText(answer.value.more)} further lines are not listed.</p>
      )}
    </div>
  );
}

interface CountRowProps {
  readonly id: string;
  readonly node: TreeCount;
  readonly osi: number;
  readonly withValues: boolean;
  readonly selected: boolean;
  readonly onMouseDown: (event: React.MouseEvent) => void;
  readonly onDoubleClick: () => void;
  readonly onContextMenu: (event: React.MouseEvent) => void;
}

function CountRow({ id, node, osi, withValues, selected, ...events }: CountRowProps) {
  const { name, depth, count, share, firstFrame, burst, burstStart } = node;
  const values = [valueText(node.average, 2), valueText(node.least, 3), valueText(node.most, 3)];
  const numbers = [
    node.rate === null || count === 0 ? '' : valueText(Number(node.rate.toPrecision(3)), 3),
    burst === 0 ? '' : numberText(burst),
    burst === 0 ? '' : `${burstStart.toFixed(3)} s`,
    ...(withValues ? values : []),
  ];
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={selected}
      className={`statistics-row${count === 0 ? ' statistics-none' : ''}`}
      title={firstFrame > 0 ? `${name}: first in packet ${firstFrame}` : name}
      {...events}
    >
      <span role="gridcell" tabIndex={-1} style={{ paddingLeft: 8 + 14 * depth }}>
        {name}
      </span>
      <span role="gridcell" tabIndex={-1} className="statistics-number">
        {numberText(count)}
      </span>
      <span role="gridcell" tabIndex={-1} className="statistics-share">
        {share !== null && (
          <>
            <i style={{ width: `${100 * Math.min(1, share)}%`, background: `var(--l${osi})` }} />
            <b>{percentText(Math.round(share * 1e6), 1e6)}</b>
          </>
        )}
      </span>
      {numbers.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
        <span key={at} role="gridcell" tabIndex={-1} className="statistics-number">
          {text}
        </span>
      ))}
    </div>
  );
}

function valueText(value: number | null, digits: number): string {
  if (value === null) return '';
  return Number.isInteger(value) ? numberText(value) : value.toFixed(digits);
}
