import { useEffect, useRef, useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { type CaptureInterface, rankOf } from '../capture/interface-order.ts';
import type { RunChoices } from '../capture/run-options.ts';
import { InterfaceRow } from './InterfaceRow.tsx';

interface InterfaceListProps {
  readonly interfaces: readonly CaptureInterface[];
  readonly choices: RunChoices;
  /** Names of those to capture from. */
  readonly chosen: readonly string[];
  readonly choose: (names: readonly string[]) => void;
  readonly start: (names: readonly string[]) => void;
}

/** The interfaces, several of which can be chosen. Those hardly wanted are shown on demand. */
export function InterfaceList({ interfaces, choices, chosen, choose, start }: InterfaceListProps) {
  const wanted = interfaces.filter((i) => rankOf(i) < 2 || chosen.includes(i.name));
  const [all, setAll] = useState(wanted.length === 0);
  const shown = all ? interfaces : wanted;
  const [cursor, setCursor] = useState(() =>
    Math.max(
      0,
      shown.findIndex(({ name }) => chosen.includes(name)),
    ),
  );
  /** Where choosing with Shift begins. */
  const anchor = useRef(cursor);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(cursor, shown.length - 1);

  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) list.current?.focus();
  }, []);

  const range = (to: number): string[] => {
    const [low, high] = [Math.min(anchor.current, to), Math.max(anchor.current, to)];
    return shown.slice(low, high + 1).map(({ name }) => name);
  };
  const pick = (to: number, how: 'one' | 'range' | 'toggle'): void => {
    setCursor(to);
    const { name } = shown[to];
    if (how !== 'range') anchor.current = to;
    if (how === 'range') choose(range(to));
    else if (how === 'one') choose([name]);
    else choose(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.altKey || event.metaKey) return;
    const targets: Readonly<Record<string, number | undefined>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: shown.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      const to = Math.max(0, Math.min(shown.length - 1, target));
      if (event.ctrlKey) setCursor(to);
      else pick(to, event.shiftKey ? 'range' : 'one');
    } else if (event.key === ' ') pick(at, 'toggle');
    else if (event.key === 'Enter' && !event.ctrlKey) start(chosen.length > 0 ? chosen : [shown[at].name]);
    else if (event.key === 'a' && event.ctrlKey) choose(shown.map(({ name }) => name));
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div
        className="interface-list"
        role="listbox"
        aria-label="Interfaces"
        aria-multiselectable="true"
        aria-activedescendant={at >= 0 ? `interface-${shown[at].name}` : undefined}
        tabIndex={0}
        ref={list}
        onKeyDown={onKeyDown}
      >
        {shown.map((i, n) => (
          <InterfaceRow
            key={i.name}
            info={i}
            choices={choices}
            chosen={chosen.includes(i.name)}
            current={n === at}
            press={(event) => pick(n, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one')}
            start={() => start([i.name])}
          />
        ))}
      </div>
      {wanted.length < interfaces.length && wanted.length > 0 && (
        <button type="button" className="welcome-more" aria-expanded={all} onClick={() => setAll(!all)}>
          <Glyph name={all ? 'down' : 'right'} />
          {all ? 'Fewer interfaces' : `${interfaces.length - wanted.length} more: without a network, or down`}
        </button>
      )}
    </>
  );
}
