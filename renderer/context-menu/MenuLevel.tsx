import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { closeMenu, type MenuItem } from './menu-state.ts';

interface MenuLevelProps {
  readonly items: readonly MenuItem[];
  /** Where its corner should stand, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  /** Width of what it opened from, for a menu within a menu: it stands at the other side where there is no room. */
  readonly beside?: number;
  /** Goes back to the menu that this one is in. */
  readonly back?: () => void;
}

/** One level of a context menu: its items, and the level that is open within it. */
export function MenuLevel({ items, x, y, beside = 0, back }: MenuLevelProps) {
  const element = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(back ? 0 : -1);
  const [open, setOpen] = useState<{ at: number; x: number; y: number; width: number } | null>(null);
  const [place, setPlace] = useState({ left: x, top: y });

  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect();
    if (!box) return;
    const left = x + box.width > window.innerWidth - 4 ? x - box.width - beside : x;
    const tall = y + box.height > window.innerHeight - 4;
    const above = back ? window.innerHeight - 4 - box.height : Math.min(y, window.innerHeight - 4) - box.height;
    setPlace({
      left: Math.max(4, beside > 0 ? left : Math.min(x, window.innerWidth - box.width - 4)),
      top: Math.max(4, tall ? above : y),
    });
  }, [x, y, beside, back]);
  useEffect(() => {
    if (!open) element.current?.focus({ preventScroll: true });
  }, [open]);

  const openAt = (at: number): void => {
    const box = element.current?.querySelector(`:scope > [data-at="${at}"]`)?.getBoundingClientRect();
    if (box) setOpen({ at, x: box.right, y: box.top - 5, width: box.width });
  };
  const choose = (at: number): void => {
    const item = items[at];
    if (typeof item !== 'object') return;
    if ('items' in item) openAt(at);
    else if ('title' in item && item.run) {
      closeMenu();
      item.run();
    }
  };
  const move = (from: number, by: 1 | -1): void => {
    for (let step = 1; step <= items.length; step++) {
      const at = (from + by * step + 2 * items.length) % items.length;
      if (!canChoose(items[at])) continue;
      setCurrent(at);
      return;
    }
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    event.stopPropagation();
    const item = items[current];
    const group = typeof item === 'object' && 'items' in item;
    if (event.key === 'Escape' || event.key === 'Tab') (back ?? closeMenu)();
    else if (event.key === 'ArrowLeft') back?.();
    else if (event.key === 'ArrowRight') group && openAt(current);
    else if (event.key === 'ArrowDown') move(current, 1);
    else if (event.key === 'ArrowUp') move(Math.max(0, current), -1);
    else if (event.key === 'Home') move(-1, 1);
    else if (event.key === 'End') move(0, -1);
    else if (event.key === 'Enter' || event.key === ' ') choose(current);
    else if (event.key.length === 1) {
      const first = event.key.toLowerCase();
      const after = [...items.keys()].map((at) => (at + current + 1) % items.length);
      const found = after.find((at) => canChoose(items[at]) && titleOf(items[at]).toLowerCase().startsWith(first));
      if (found !== undefined) setCurrent(found);
    } else return;
    event.preventDefault();
  };
  const within = open === null ? undefined : items[open.at];
  return (
    <>
      <div
        ref={element}
        className="context-menu"
        role="menu"
        tabIndex={-1}
        aria-activedescendant={current >= 0 ? `context-menu-${back ? 'within-' : ''}${current}` : undefined}
        style={place}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => event.preventDefault()}
      >
        {items.map((item, at) => (
          <Item
            // biome-ignore lint/suspicious/noArrayIndexKey: a menu does not change while it is open
            key={at}
            at={at}
            id={`context-menu-${back ? 'within-' : ''}${at}`}
            item={item}
            current={at === current}
            open={open?.at === at}
            point={() => {
              setCurrent(canChoose(item) ? at : -1);
              if (typeof item === 'object' && 'items' in item) openAt(at);
              else setOpen(null);
            }}
            choose={() => choose(at)}
          />
        ))}
      </div>
      {open !== null && typeof within === 'object' && 'items' in within && (
        <MenuLevel
          key={open.at}
          items={within.items}
          x={open.x}
          y={open.y}
          beside={open.width}
          back={() => setOpen(null)}
        />
      )}
    </>
  );
}

interface ItemProps {
  readonly at: number;
  readonly id: string;
  readonly item: MenuItem;
  readonly current: boolean;
  readonly open: boolean;
  readonly point: () => void;
  readonly choose: () => void;
}

function Item({ at, id, item, current, open, point, choose }: ItemProps) {
  if (item === '-') return <hr />;
  if ('heading' in item) {
    return (
      <div role="presentation" className="context-menu-heading">
        {item.heading}
      </div>
    );
  }
  const group = 'items' in item;
  const role = group
    ? { role: 'menuitem', 'aria-haspopup': 'menu' as const, 'aria-expanded': open }
    : item.checked === undefined
      ? { role: 'menuitem' }
      : { role: 'menuitemcheckbox', 'aria-checked': item.checked };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the menu handles the keys for its items
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is in `role`
    <div
      {...role}
      id={id}
      data-at={at}
      tabIndex={-1}
      aria-disabled={!canChoose(item)}
      className={current || open ? 'context-menu-item current' : 'context-menu-item'}
      onMouseEnter={point}
      onClick={choose}
    >
      <span className="context-menu-check">{!group && item.checked ? '✓' : ''}</span>
      <span className="context-menu-title">{item.title}</span>
      {!group && item.keys && <kbd>{item.keys}</kbd>}
      {group && <span className="context-menu-more">▸</span>}
    </div>
  );
}

function canChoose(item: MenuItem | undefined): boolean {
  if (typeof item !== 'object') return false;
  return 'items' in item ? item.items.length > 0 : 'title' in item && item.run !== undefined;
}

function titleOf(item: MenuItem | undefined): string {
  return typeof item === 'object' && 'title' in item ? item.title : '';
}
