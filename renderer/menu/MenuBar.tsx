import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Menu, type MenuEntry, menus } from '../../contract/menu.ts';
import { hasCommand } from '../app/commands.ts';
import { useDialogs } from '../app/dialogs.ts';
import { MenuList } from './MenuList.tsx';
import './menu.css';

/** The menus with what this window has of their entries. */
const shownMenus: readonly Menu[] = menus
  .map((menu) => ({ ...menu, entries: entriesHere(menu.entries) }))
  .filter(({ entries }) => entries.length > 0);

/** The menu bar, for hosts without one of their own. F10 or Alt with a first letter goes there; Escape comes back. */
export function MenuBar() {
  const [open, setOpen] = useState<number | null>(null);
  /** The title that Tab and the arrow keys start from. */
  const [current, setCurrent] = useState(0);
  const bar = useRef<HTMLDivElement>(null);
  const from = useRef<Element | null>(null);

  const focusTitle = (at: number): void => {
    setCurrent(at);
    bar.current?.querySelectorAll<HTMLElement>('.menu-title')[at]?.focus();
  };
  const leave = (): void => {
    setOpen(null);
    if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus();
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    from.current = null;
  };
  const moveTo = (at: number): void => {
    const next = (at + shownMenus.length) % shownMenus.length;
    if (open !== null) setOpen(next);
    focusTitle(next);
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (useDialogs.getState().shown.length > 0) return;
      const at = event.altKey
        ? shownMenus.findIndex(({ title }) => event.code === `Key${title[0]}`)
        : event.key === 'F10'
          ? 0
          : -1;
      if (at < 0) return;
      event.preventDefault();
      from.current ??= document.activeElement;
      focusTitle(at);
      // At once, so that the next key is the menu's however soon it comes.
      flushSync(() => setOpen(event.altKey ? at : null));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  useEffect(() => {
    if (open === null) return;
    const close = (event: Event): void => {
      if (event.type === 'blur' || !(event.target instanceof Node && bar.current?.contains(event.target)))
        setOpen(null);
    };
    window.addEventListener('pointerdown', close, true);
    window.addEventListener('blur', close);
    return () => {
      window.removeEventListener('pointerdown', close, true);
      window.removeEventListener('blur', close);
    };
  }, [open]);

  const onKeyDown = (event: React.KeyboardEvent, at: number): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    switch (event.key) {
      case 'ArrowRight':
        moveTo(at + 1);
        break;
      case 'ArrowLeft':
        moveTo(at - 1);
        break;
      case 'ArrowDown':
      case 'ArrowUp':
      case 'Enter':
      case ' ':
        setOpen(at);
        break;
      case 'Escape':
        leave();
        break;
      case 'Tab':
        setOpen(null);
        return;
      default: {
        const next = shownMenus.findIndex(({ title }) => title.toLowerCase().startsWith(event.key.toLowerCase()));
        if (next < 0) return;
        setOpen(next);
        focusTitle(next);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className="menu-bar"
      role="menubar"
      aria-label="Menu"
      ref={bar}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(null);
      }}
    >
      {shownMenus.map(({ title, entries }, at) => (
        <div key={title} className="menu-place">
          <button
            type="button"
            role="menuitem"
            className="menu-title"
            aria-haspopup="menu"
            aria-expanded={open === at}
            tabIndex={at === current ? 0 : -1}
            onPointerDown={() => {
              if (open === null) from.current = document.activeElement;
            }}
            onClick={() => {
              setCurrent(at);
              setOpen(open === at ? null : at);
            }}
            onMouseEnter={() => {
              if (open !== null && open !== at) {
                setOpen(at);
                focusTitle(at);
              }
            }}
            onKeyDown={(event) => onKeyDown(event, at)}
          >
            {title}
          </button>
          {open === at && (
            <MenuList
              label={title}
              entries={entries}
              close={leave}
              left={() => moveTo(at - 1)}
              right={() => moveTo(at + 1)}
            />
          )}
        </div>
      ))}
    </div>
  );
}

/** Entries that this window has, without lines that separate nothing. */
function entriesHere(entries: readonly MenuEntry[]): MenuEntry[] {
  const kept = entries.flatMap((entry): MenuEntry[] => {
    if (entry === '-') return [entry];
    if (typeof entry === 'string') return hasCommand(entry) ? [entry] : [];
    const inner = entriesHere(entry.entries);
    return inner.length > 0 ? [{ ...entry, entries: inner }] : [];
  });
  return kept.filter((entry, at) => entry !== '-' || (at > 0 && at < kept.length - 1 && kept[at - 1] !== '-'));
}
