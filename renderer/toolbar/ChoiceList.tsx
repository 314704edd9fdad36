import { useEffect, useRef, useState } from 'react';
import { Glyph, type GlyphName } from '../app/glyphs.tsx';

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** Dim, below or after the title. */
  readonly remark?: string | undefined;
  /** Dim, at the right. */
  readonly note?: string | undefined;
  readonly glyph?: GlyphName;
  readonly current?: boolean;
  readonly choose: () => void;
  readonly close?: () => void;
}

/** A list in a popover: arrow keys move, Enter chooses, Delete closes what can be closed. */
export function ChoiceList({ label, items }: { readonly label: string; readonly items: readonly Choice[] }) {
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      items.findIndex(({ current }) => current),
    ),
  );
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus(), [at]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((at + step + items.length) % items.length);
    else if (event.key === 'Home') setAt(0);
    else if (event.key === 'End') setAt(items.length - 1);
    else if (event.key === 'Delete') items[at]?.close?.();
    else return;
    event.preventDefault();
  };
  return (
    <div className="choice-list" role="menu" aria-label={label} tabIndex={-1} ref={list} onKeyDown={onKeyDown}>
      {items.map((item, n) => (
        <div key={item.id} className="choice-row" role="presentation">
          <button
            type="button"
            role="menuitemradio"
            aria-checked={item.current === true}
            tabIndex={n === at ? 0 : -1}
            data-at={n}
            className={item.current ? 'choice choice-current' : 'choice'}
            onClick={item.choose}
          >
            {item.glyph && <Glyph name={item.glyph} />}
            <span className="choice-title">{item.title}</span>
            {item.remark && <span className="choice-remark">{item.remark}</span>}
            {item.note && <span className="choice-note">{item.note}</span>}
          </button>
          {item.close && (
            <button
              type="button"
              tabIndex={-1}
              className="quiet-button"
              aria-label={`Close ${item.title}`}
              title="Close (Delete)"
              onClick={item.close}
            >
              <Glyph name="close" />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
