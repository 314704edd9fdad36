import { useState } from 'react';
import { asksForMenu, openMenu } from '../context-menu/menu-state.ts';
import { filterMenu } from '../filter/filter-menu.ts';
import { useAnswer } from '../graphs/use-answer.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { client } from '../state/session.ts';
import { numberText, percentText } from '../status/number-texts.ts';
import { Counting } from './Counting.tsx';
import { focusGrid } from './focus-grid.ts';
import { rateText } from './rate-text.ts';
import { SearchField } from './SearchField.tsx';
import { useCountedVersion, useStatistics } from './statistics-state.ts';

/** Protocols, each below the one that carries it, with their shares. */
export function Hierarchy({ view }: { readonly view: number }) {
  const { displayed, protocol: text } = useStatistics();
  const version = useCountedVersion();
  const [current, choose] = useState(0);
  const answer = useAnswer(JSON.stringify([view, displayed, text]), version, (signal, onProgress) =>
    client().call('statistics.hierarchy', { view, displayed, text }, { signal, onProgress }),
  );
  const { value, busy, problem } = answer;
  const nodes = value?.nodes ?? [];
  const menu = (at: number) => [
    ...filterMenu(() => nodes[at].name),
    '-' as const,
    { title: `Go to Packet ${nodes[at].firstFrame}`, run: () => void goToFrame(nodes[at].firstFrame) },
  ];
  const move = (to: number): void => {
    const at = Math.max(0, Math.min(nodes.length - 1, to));
    choose(at);
    document.getElementById(`hierarchy-${at}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!nodes[current]) return;
    if (asksForMenu(event)) {
      openMenu(event, menu(current), document.getElementById(`hierarchy-${current}`));
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown') move(current + 1);
    else if (event.key === 'ArrowUp') move(current - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(nodes.length - 1);
    else if (event.key === 'Enter') void goToFrame(nodes[current].firstFrame);
    else return;
    event.preventDefault();
  };
  if (problem !== '') return <p className="panes-empty">{problem}</p>;
  if (value && nodes.length === 0 && text === '' && !busy) {
    return <p className="panes-empty">{displayed ? 'No packet is displayed.' : 'The capture has no packets.'}</p>;
  }
  return (
    <div className="traffic">
      <div className="statistics-choices">
        <SearchField
          label="Part of a protocol's name"
          text={text}
          change={(protocol) => {
            useStatistics.setState({ protocol });
            choose(0);
          }}
        />
        <span role="status">
          {text !== '' && value && !busy && nodes.length === 0 && `No protocol has "${text}" in its name.`}
        </span>
      </div>
      <div
        className="statistics-grid hierarchy"
        role="treegrid"
        tabIndex={0}
        aria-label="Protocol hierarchy"
        aria-busy={busy}
        aria-activedescendant={nodes.length > 0 ? `hierarchy-${current}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div className="statistics-row statistics-head" role="row" tabIndex={-1}>
          {['Protocol', '% Packets', 'Packets', '% Bytes', 'Bytes', 'Bits/s', 'End packets', 'End bytes'].map(
            (title) => (
              <span
                key={title}
                role="columnheader"
                tabIndex={-1}
                className={title === 'Protocol' ? '' : 'statistics-number'}
              >
                {title}
              </span>
            ),
          )}
        </div>
        <Counting answer={answer} />
        <div className="hierarchy-rows">
          {value &&
            nodes.map((node, at) => (
              <div
                // biome-ignore lint/suspicious/noArrayIndexKey: a protocol can stand at several places
                key={at}
                id={`hierarchy-${at}`}
                role="row"
                tabIndex={-1}
                aria-level={node.depth + 1}
                aria-selected={at === current}
                className="statistics-row"
                title={`${node.title}: first in packet ${node.firstFrame}`}
                onMouseDown={(event) => {
                  focusGrid(event);
                  choose(at);
                }}
                onDoubleClick={() => void goToFrame(node.firstFrame)}
                onContextMenu={(event) => {
                  choose(at);
                  openMenu(event, menu(at));
                }}
              >
                <span role="gridcell" tabIndex={-1} style={{ paddingLeft: 8 + 14 * node.depth }}>
                  <i className="statistics-dot" style={{ background: `var(--l${node.osi})` }} />
                  {node.title} <small>{node.name}</small>
                </span>
                <Share part={node.packets} whole={value.packets} osi={node.osi} />
                <Numbers texts={[numberText(node.packets)]} />
                <Share part={node.bytes} whole={value.bytes} osi={node.osi} />
                <Numbers
                  texts={[
                    numberText(node.bytes),
                    value.duration > 0 ? rateText((node.bytes * 8) / value.duration) : '',
                    numberText(node.endPackets),
                    numberText(node.endBytes),
                  ]}
                />
              </div>
            ))}
        </div>
        {value && value.more > 0 && (
          <p className="panes-warning">{numberText(value.more)} further places of protocols are not listed.</p>
        )}
      </div>
    </div>
  );
}

function Share({ part, whole, osi }: { readonly part: number; readonly whole: number; readonly osi: number }) {
  return (
    <span role="gridcell" tabIndex={-1} className="statistics-share">
      <i style={{ width: `${whole > 0 ? (100 * part) / whole : 0}%`, background: `var(--l${osi})` }} />
      <b>{percentText(part, whole)}</b>
    </span>
  );
}

function Numbers({ texts }: { readonly texts: readonly string[] }) {
  return texts.map((text, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
    <span key={at} role="gridcell" tabIndex={-1} className="statistics-number">
      {text}
    </span>
  ));
}
