import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import './context-menu.css';
import { MenuLevel } from './MenuLevel.tsx';
import { closeMenu, useMenu } from './menu-state.ts';

/** The context menu that is open, if one is. Stands once in the window. */
export function ContextMenu() {
  const open = useMenu((s) => s.open);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event): void => {
      if (!(event.target instanceof Element) || !event.target.closest('.context-menu')) closeMenu();
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
  const { items, x, y } = open;
  return createPortal(<MenuLevel key={`${x} ${y} ${items.length}`} items={items} x={x} y={y} />, document.body);
}
