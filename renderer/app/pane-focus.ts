/** The parts of the window that F6 goes through, in their order. Those that are not there are left out. */
const parts = [
  '.toolbar',
  '.interface-list',
  '.welcome-open',
  '[data-pane="list"]',
  '[data-pane-name="osi"]',
  '[data-pane="details"]',
  '[data-pane="bytes"]',
  '[data-pane-name="diagram"]',
];

const focusable = '[tabindex="0"], button:not(:disabled):not([tabindex="-1"]), input:not(:disabled)';

/** Gives the focus to the next part of the window, or the one before. */
export function focusNextPane(by: 1 | -1): void {
  const there = parts.flatMap((part) => document.querySelector<HTMLElement>(part) ?? []);
  if (there.length === 0) return;
  const at = there.findIndex((part) => part.contains(document.activeElement));
  const next = at < 0 ? (by === 1 ? 1 : there.length - 1) : at + by;
  targetOf(there[(next + there.length) % there.length])?.focus();
}

function targetOf(part: HTMLElement): HTMLElement | null {
  return part.tabIndex === 0 ? part : part.querySelector<HTMLElement>(focusable);
}
