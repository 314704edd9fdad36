import { create } from 'zustand';

/** What a context menu offers. */
export interface MenuAction {
  readonly title: string;
  /** The key that does the same, for the eye. */
  readonly keys?: string;
  /** Absent where it cannot be done now. */
  readonly run?: (() => void) | undefined;
  /** Present for what can be on or off. */
  readonly checked?: boolean;
}

/** A menu within the menu. */
export interface MenuGroup {
  readonly title: string;
  readonly items: readonly MenuItem[];
}

/** An action, a menu within the menu, a line between groups, or the heading of a group. */
export type MenuItem = MenuAction | MenuGroup | '-' | { readonly heading: string };

interface OpenMenu {
  readonly items: readonly MenuItem[];
  readonly x: number;
  readonly y: number;
  /** Gets the focus back. */
  readonly from: HTMLElement | null;
}

export const useMenu = create<{ readonly open: OpenMenu | null }>()(() => ({ open: null }));

/** Opens a context menu at the pointer, or at the element where the keyboard asked for it. */
export function openMenu(
  event: React.MouseEvent | React.KeyboardEvent,
  items: readonly MenuItem[],
  at?: Element | null,
): void {
  event.preventDefault();
  event.stopPropagation();
  const box = (at ?? event.currentTarget).getBoundingClientRect();
  const pointer = 'clientX' in event && event.detail !== -1 && (event.clientX !== 0 || event.clientY !== 0);
  useMenu.setState({
    open: {
      items,
      x: pointer ? (event as React.MouseEvent).clientX : box.left + 16,
      y: pointer ? (event as React.MouseEvent).clientY : Math.min(box.bottom, window.innerHeight - 8),
      from: document.activeElement instanceof HTMLElement ? document.activeElement : null,
    },
  });
}

export function closeMenu(): void {
  const { open } = useMenu.getState();
  if (!open) return;
  useMenu.setState({ open: null });
  open.from?.focus({ preventScroll: true });
}

/** Whether a key asks for the context menu. */
export function asksForMenu(event: React.KeyboardEvent): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}
