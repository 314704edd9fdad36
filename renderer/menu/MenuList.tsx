import { useEffect, useRef, useState } from 'react';
import { type MenuCommand, type MenuEntry, menuCommands } from '../../contract/menu.ts';
import { runCommand } from '../app/commands.ts';
import { Glyph } from '../app/glyphs.tsx';
import { useMenuState } from '../app/use-menu-state.ts';
import { shownKeys } from './platform.ts';

interface MenuListProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** Closes the whole menu. */
  readonly close: () => void;
  /** What the arrow keys do at the edges. */
  readonly left: () => void;
  readonly right: () => void;
  /** Beside the entry it belongs to instead of below a title. */
  readonly nested?: boolean;
}

/** An open menu. */
export function MenuList({ label, entries, close, left, right, nested = false }: MenuListProps) {
  const state = useMenuState();
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(() => entries.findIndex((entry) => entry !== '-'));
  const [open, setOpen] = useState<number | null>(null);

  useEffect(() => {
    if (open !== null) return;
    list.current?.querySelector<HTMLElement>(`:scope > [data-at="${current}"]`)?.focus({ preventScroll: true });
  }, [current, open]);

  const move = (by: 1 | -1, start: number): void => {
    for (let step = 1; step <= entries.length; step++) {
      const at = (start + by * step + entries.length * 2) % entries.length;
      if (entries[at] === '-') continue;
      setCurrent(at);
      return;
    }
  };
  const choose = (at: number): void => {
    const entry = entries[at];
    if (typeof entry !== 'string') {
      setOpen(at);
      return;
    }
    const command = entry as MenuCommand;
    if (!state[command]?.enabled) return;
    close();
    runCommand(command);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = entries[current];
    switch (event.key) {
      case 'ArrowDown':
        move(1, current);
        break;
      case 'ArrowUp':
        move(-1, current);
        break;
      case 'Home':
        move(1, -1);
        break;
      case 'End':
        move(-1, entries.length);
        break;
      case 'ArrowRight':
        if (typeof entry === 'object') setOpen(current);
        else right();
        break;
      case 'ArrowLeft':
        left();
        break;
      case 'Enter':
      case ' ':
        choose(current);
        break;
      case 'Escape':
        if (nested) left();
        else close();
        break;
      case 'Tab':
        close();
        break;
      default: {
        if (event.key.length !== 1) return;
        const first = event.key.toLowerCase();
        const after = entries.map((_, n) => (n + current + 1) % entries.length);
        const found = after.find((at) => titleOf(entries[at]).toLowerCase().startsWith(first));
        if (found === undefined) return;
        setCurrent(found);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={list}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className={nested ? 'menu-list menu-list-nested' : 'menu-list'}
      onKeyDown={onKeyDown}
    >
      {entries.map((entry, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a menu's entries keep their places
        if (entry === '-') return <hr key={at} className="menu-line" />;
        const known = typeof entry === 'string' ? state[entry as MenuCommand] : undefined;
        const enabled = typeof entry === 'object' || known?.enabled === true;
        const keys = typeof entry === 'string' ? shownKeys(entry as MenuCommand) : '';
        const checked = known?.checked;
        return (
          // biome-ignore-start lint/a11y: an item of a menu, whichever kind; the menu handles the keys for its items
          <div
            key={titleOf(entry)}
            data-at={at}
            role={checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked={checked}
            aria-disabled={!enabled}
            aria-haspopup={typeof entry === 'object' ? 'menu' : undefined}
            aria-expanded={typeof entry === 'object' ? open === at : undefined}
            tabIndex={-1}
            className={at === current ? 'menu-item menu-item-current' : 'menu-item'}
            onMouseEnter={() => {
              setCurrent(at);
              setOpen(typeof entry === 'object' ? at : null);
            }}
            onClick={(event) => {
              event.stopPropagation();
              choose(at);
            }}
          >
            <span className="menu-check">{checked && <Glyph name="check" />}</span>
            <span className="menu-words">{titleOf(entry)}</span>
            {keys !== '' && <kbd className="menu-keys">{keys}</kbd>}
            {typeof entry === 'object' && <Glyph name="right" />}
            {typeof entry === 'object' && open === at && (
              <MenuList
                nested
                label={entry.title}
                entries={entry.entries}
                close={close}
                left={() => setOpen(null)}
                right={right}
              />
            )}
          </div>
          // biome-ignore-end lint/a11y: see above
        );
      })}
    </div>
  );
}

function titleOf(entry: MenuEntry): string {
  if (typeof entry === 'object') return entry.title;
  return entry === '-' ? '' : menuCommands[entry].title;
}
