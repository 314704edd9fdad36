import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { goToRow, useList } from '../packet-list/list-state.ts';
import { cellOf, frameOf, RowCache } from '../packet-list/row-cache.ts';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { saveDrawing } from './save-chart.ts';
import { useAnswer } from './use-answer.ts';

const ROW = 34;
const TIME = 108;
/** Width of a letter of a label in pixels. */
const LETTER = 6.7;
/** The same of the addresses above. */
const HEAD_LETTER = 7.2;
const COLUMNS = ['time', 'source', 'destination', 'sourcePort', 'destinationPort', 'layers', 'info'] as const;

/** The displayed packets as arrows between their addresses. */
export function FlowGraph() {
  const view = useApp((s) => s.view);
  const frame = useApp((s) => s.frame);
  const timeFormat = useApp((s) => s.timeFormat);
  const [, arrived] = useReducer((n: number) => n + 1, 0);
  const [width, setWidth] = useState(800);
  const id = view?.view ?? -1;
  const total = view?.total ?? 0;
  const { value, problem } = useAnswer(String(id), total + useList((s) => s.contents), (signal) =>
    client().call('graphs.flowEnds', { view: id }, { signal }),
  );
  const cache = useMemo(() => new RowCache(id, COLUMNS, timeFormat, arrived), [id, timeFormat]);
  useEffect(() => () => cache.close(), [cache]);
  const list = useRowWindow({ total, rowHeight: ROW });
  const { first, visible } = list;
  useEffect(() => cache.need(first, visible, total), [cache, first, visible, total]);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const ends = value?.ends ?? [];
  const gap = Math.max(130, (width - TIME - 130) / Math.max(1, ends.length - 1));
  const wide = TIME + 65 + gap * Math.max(1, ends.length - 1) + 65;
  const place = (address: string): number => {
    const at = ends.indexOf(address);
    return at < 0 ? -1 : TIME + 65 + at * gap;
  };
  const rowsInSight = Array.from({ length: Math.max(0, Math.min(visible, total - first)) }, (_, n) => first + n);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: list.whole, PageUp: -list.whole }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    list.scrollTo(first + by);
  };
  return (
    <div className="graph-page">
      <div className="graph-choices">
        <span className="graph-state" role="status">
          {problem ||
            `${total.toLocaleString('en')} displayed packets between ${(ends.length + (value?.more ?? 0)).toLocaleString('en')} addresses`}
          {value && value.more > 0 && `; the first ${ends.length} have columns. A display filter makes them fewer`}
        </span>
        <span className="pane-space" />
        <button
          type="button"
          className="panes-tool"
          title="Save what is in sight as SVG"
          onClick={() => void saveDrawing(body.current, 'flow', 'svg')}
        >
          SVG
        </button>
        <button
          type="button"
          className="panes-tool"
          title="Save what is in sight as PNG"
          onClick={() => void saveDrawing(body.current, 'flow', 'png')}
        >
          PNG
        </button>
      </div>
      <div className="flow" ref={body}>
        <div
          className="flow-scroll"
          ref={list.viewport}
          onWheel={list.onWheel}
          onKeyDown={onKeyDown}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys scroll
          tabIndex={0}
          role="application"
          aria-label="Flow of packets. Arrow keys scroll."
        >
          <svg
            className="graph-drawing"
            width={wide}
            height={Math.max(list.height, 60)}
            role="img"
            aria-label="Packets as arrows between addresses"
          >
            {ends.map((address) => (
              <g key={address}>
                <line
                  x1={place(address)}
                  x2={place(address)}
                  y1={24}
                  y2={Math.max(list.height, 60)}
                  stroke="var(--line-strong)"
                />
                <text
                  y={15}
                  fill="var(--text)"
                  fontSize={11}
                  fontWeight={600}
                  {...headPlace(address, place(address), gap, wide)}
                >
                  {cut(address, gap / HEAD_LETTER)}
                  <title>{address}</title>
                </text>
              </g>
            ))}
            {rowsInSight.map((at, n) => {
              const row = cache.row(at);
              if (!row) return null;
              const y = 28 + n * ROW + ROW / 2;
              const from = place(cellOf(row, 'source'));
              const to = place(cellOf(row, 'destination'));
              const layers = cellOf(row, 'layers').split(',');
              const osi = Number(layers.at(-1)?.[0] ?? 1) || 1;
              const left = Math.min(from, to);
              const right = Math.max(from, to);
              const number = frameOf(row);
              const info = cellOf(row, 'info');
              const ports = [cellOf(row, 'sourcePort'), cellOf(row, 'destinationPort')];
              return (
                // biome-ignore lint/a11y/noStaticElementInteractions: the packet list has the keys
                <g
                  key={at}
                  className={number === frame ? 'flow-row flow-current' : 'flow-row'}
                  onClick={() => goToRow(at, number)}
                >
                  <title>{`Packet ${number}: ${info}`}</title>
                  <rect x={0} width={wide} y={y - ROW / 2} height={ROW} className="flow-ground" />
                  <text x={8} y={y + 4} fill="var(--dim)" fontSize={11}>
                    {cellOf(row, 'time')}
                  </text>
                  {from >= 0 && to >= 0 && from !== to && (
                    <>
                      <line x1={from} x2={to} y1={y + 5} y2={y + 5} stroke={`var(--l${osi})`} strokeWidth={1.4} />
                      <path d={arrow(to, y + 5, to > from ? 1 : -1)} fill={`var(--l${osi})`} />
                      <text
                        className="flow-label"
                        y={y}
                        fill={`var(--l${osi})`}
                        fontSize={11}
                        {...labelPlace(info, left, right, wide)}
                      >
                        {cut(info, Math.max(wide - left, right - TIME) / LETTER)}
                      </text>
                      <text
                        x={from + (to > from ? 4 : -4)}
                        y={y + 16}
                        textAnchor={to > from ? 'start' : 'end'}
                        fill="var(--faint)"
                        fontSize={9.5}
                      >
                        {ports[0]}
                      </text>
                      <text
                        x={to + (to > from ? -8 : 8)}
                        y={y + 16}
                        textAnchor={to > from ? 'end' : 'start'}
                        fill="var(--faint)"
                        fontSize={9.5}
                      >
                        {ports[1]}
                      </text>
                    </>
                  )}
                  {from >= 0 && (to < 0 || to === from) && (
                    <text className="flow-label" x={from + 6} y={y + 4} fill={`var(--l${osi})`} fontSize={11}>
                      {cut(
                        to === from ? `↺ ${info}` : `→ ${cellOf(row, 'destination')}: ${info}`,
                        (wide - from) / LETTER,
                      )}
                    </text>
                  )}
                </g>
              );
            })}
          </svg>
          {total === 0 && <p className="panes-empty">No packet is displayed.</p>}
        </div>
        {list.bar}
      </div>
    </div>
  );
}

/** Above its arrow where it fits, else from the arrow's end on which there is more room. */
function labelPlace(
  text: string,
  left: number,
  right: number,
  wide: number,
): { x: number; textAnchor: 'start' | 'middle' | 'end' } {
  if (text.length * LETTER <= right - left) return { x: (left + right) / 2, textAnchor: 'middle' };
  if (wide - left >= right - TIME) return { x: left + 4, textAnchor: 'start' };
  return { x: right - 4, textAnchor: 'end' };
}

/** In the middle of its line, or as far at the side as the drawing goes. */
function headPlace(address: string, x: number, gap: number, wide: number): { x: number; textAnchor: 'middle' | 'end' } {
  const half = (Math.min(address.length, gap / HEAD_LETTER) * HEAD_LETTER) / 2;
  return x + half > wide - 4 ? { x: wide - 4, textAnchor: 'end' } : { x, textAnchor: 'middle' };
}

function arrow(x: number, y: number, way: 1 | -1): string {
  return `M${x} ${y}l${-7 * way} -3.5v7z`;
}

function cut(text: string, most: number): string {
  const length = Math.max(4, Math.floor(most));
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
