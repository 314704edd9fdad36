import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import './context-menu.css';
import { closeMenu, type MenuAction, type MenuItem, useMenu } from './menu-state.ts';

/** The context menu that is open, if one is. Stands once in the window. */
export function ContextMenu() {
  const open = useMenu((s) => s.open);
  const element = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(-1);
  const [place, setPlace] = useState({ left: 0, top: 0 });

  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect();
    if (!open || !box) return;
    setCurrent(-1);
    setPlace({
      left: Math.max(4, Math.min(open.x, window.innerWidth - box.width - 4)),
      top: Math.max(
        4,
        open.y + box.height > window.innerHeight - 4 ? Math.min(open.y, window.innerHeight - 4) - box.height : open.y,
      ),
    });
    element.current?.focus({ preventScroll: true });
  }, [open]);

  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      if (!(event.target instanceof Node) || !element.current?.contains(event.target)) closeMenu();
    };
    window.addEventListener('pointerdown', close, true);
    window.addEventListener('wheel', close, { capture: true, passive: true });
    window.addEventListener('resize', close);
    window.addEventListener('blur', close);
    return () => {
      window.removeEventListener('pointerdown', close, true);
      window.removeEventListener('wheel', close, { capture: true });
      window.removeEventListener('resize', close);
      window.removeEventListener('blur', close);
    };
  }, [open]);

  if (!open) return null;
  const { items } = open;
  const run = (item: MenuItem | undefined): void => {
    if (!isAction(item) || !item.run) return;
    closeMenu();
    item.run();
  };
  const move = (from: number, by: 1 | -1): void => {
    for (let step = 1; step <= items.length; step++) {
      const at = (from + by * step + 2 * items.length) % items.length;
      const item = items[at];
      if (isAction(item) && item.run) {
        setCurrent(at);
        return;
      }
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
    else if (event.key === 'ArrowDown') move(current, 1);
    else if (event.key === 'ArrowUp') move(Math.max(0, current), -1);
    else if (event.key === 'Home') move(-1, 1);
    else if (event.key === 'End') move(0, -1);
    else if (event.key === 'Enter' || event.key === ' ') run(items[current]);
    else if (event.key.length === 1) {
      const first = event.key.toLowerCase();
      const after = [...items.keys()].map((at) => (at + current + 1) % items.length);
      const found = after.find((at) => {
        const item = items[at];
        return isAction(item) && item.run && item.title.toLowerCase().startsWith(first);
      });
      if (found !== undefined) setCurrent(found);
    } else return;
    event.preventDefault();
  };

  return createPortal(
    <div
      ref={element}
      className="context-menu"
      role="menu"
      tabIndex={-1}
      aria-activedescendant={current >= 0 ? `context-menu-${current}` : undefined}
      style={place}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map((item, at) =>
        isAction(item) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a menu does not change while it is open
          <Item key={at} at={at} item={item} current={at === current} point={setCurrent} run={run} />
        ) : item === '-' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a menu does not change while it is open
          <hr key={at} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a menu does not change while it is open
          <div key={at} role="presentation" className="context-menu-heading">
            {item.heading}
          </div>
        ),
      )}
    </div>,
    document.body,
  );
}

interface ItemProps {
  readonly at: number;
  readonly item: MenuAction;
  readonly current: boolean;
  readonly point: (at: number) => void;
  readonly run: (item: MenuItem) => void;
}

function Item({ at, item, current, point, run }: ItemProps) {
  const role =
    item.checked === undefined ? { role: 'menuitem' } : { role: 'menuitemcheckbox', 'aria-checked': item.checked };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the menu handles the keys for its items
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is in `role`
    <div
      {...role}
      id={`context-menu-${at}`}
      tabIndex={-1}
      aria-disabled={!item.run}
      className={current ? 'context-menu-item current' : 'context-menu-item'}
      onMouseEnter={() => point(item.run ? at : -1)}
      onClick={() => run(item)}
    >
      <span className="context-menu-check">{item.checked ? '✓' : ''}</span>
      <span className="context-menu-title">{item.title}</span>
      {item.keys && <kbd>{item.keys}</kbd>}
    </div>
  );
}

function isAction(item: MenuItem | undefined): item is MenuAction {
  return typeof item === 'object' && 'title' in item;
}
